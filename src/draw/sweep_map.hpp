#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/vec2.hpp"
#include "sim/sweep.hpp"
#include "spec/sweep_spec.hpp"

namespace msim {

// What a map of a sweep shows of one method: how the cell of each pair of two parameters ended. Places on it
// count cells, from 0 in the middle of the first; along an axis that it does not have there is one cell.
struct MapPanel {
  struct MapAxis {
    std::string name;
    Axis axis;
  };

  std::string label;
  std::optional<MapAxis> x, y;
  std::vector<Cell> cells;  // all y of the first x, then of the next: as they are seen
  BestCell best;

  void see(std::uint64_t number, const Cell& cell) {
    cells.push_back(cell);
    best.see(number, cell);
  }

  // What theory says where x is lr, y beta or nothing, the method linear, and the cost a quadratic with a
  // minimum: lr at the edge of stability for each beta, the beta that is critical for the smaller and for the
  // larger curvature for each lr that is stable there, and the fastest pair, where it is on the map.
  std::vector<Vec2<double>> edge;
  std::vector<std::vector<Vec2<double>>> critical;
  std::optional<Vec2<double>> optimum;

  auto nx() const -> std::uint64_t { return x ? x->axis.count() : 1; }
  auto ny() const -> std::uint64_t { return y ? y->axis.count() : 1; }
  auto at(std::uint64_t i, std::uint64_t j) const -> const Cell& { return cells[i * ny() + j]; }
  auto place_of_best() const -> std::optional<Vec2<double>>;
};

// Why a map cannot show that sweep: more than two axes or none for some method, too many methods or cells.
// Empty: it can.
auto map_refusal(const SweepSpec& spec) -> std::string;

// Panels without their cells. Throws UserError with what map_refusal() says.
auto map_panels(const SweepSpec& spec) -> std::vector<MapPanel>;

// The steps to the target on a logarithmic scale, from the fewest on any panel to the most; wider where they
// are too near each other.
struct StepScale {
  std::uint64_t fewest = 0, most = 0;
  double low = 1, high = 2;
  // 0 to 1
  auto at(std::uint64_t steps) const -> double;
};
auto step_scale(const std::vector<MapPanel>& panels) -> StepScale;

// The best cell: "momentum: 46 steps at lr 0.98, beta 0.64".
auto panel_caption(const SweepSpec& spec, const MapPanel& panel, std::size_t method) -> std::string;

}  // namespace msim
