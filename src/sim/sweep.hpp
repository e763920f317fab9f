#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/vec2.hpp"
#include "sim/any_cost.hpp"
#include "sim/axis.hpp"
#include "sim/isa.hpp"

namespace msim {

// Runs of methods on one cost over a grid of their parameters, each told in one line: how it ended, and when.

// One method whose parameters are given, but for those that have an axis.
struct SweptMethod {
  struct OnAxis {
    std::size_t parameter = 0;  // its place in the method's info
    Axis axis;
  };
  std::string name;
  std::vector<double> parameters;  // in the order of the method's info
  std::vector<OnAxis> axes;        // the first varies slowest

  auto cells() const -> std::uint64_t;
  // The parameters of one of its cells, 0 to cells() - 1. The second form has them already, but for those on
  // an axis.
  auto cell(std::uint64_t number) const -> std::vector<double>;
  void cell(std::uint64_t number, std::span<double> values) const;
};

struct Sweep {
  AnyCost cost;
  Vec2<double> start;
  std::uint64_t steps = 0;
  double target = 0;
  std::vector<SweptMethod> methods;

  // Of all methods one after the other: the rows of the result.
  auto rows() const -> std::uint64_t;
};

// How a run ended. Of several at one step the first is told.
enum class CellStop {
  diverged,  // as in Stop
  reached,   // cost - minimum <= target, where a minimum is known
  budget,    // neither up to the last step
};

constexpr auto name_of(CellStop stop) -> std::string_view {
  switch (stop) {
    case CellStop::diverged:
      return "diverged";
    case CellStop::reached:
      return "reached";
    case CellStop::budget:
      break;
  }
  return "budget";
}

struct Cell {
  CellStop stop;
  std::uint64_t steps;  // where it ended
  double cost;          // there

  friend auto operator==(const Cell&, const Cell&) -> bool = default;
};

// The best of the cells that it is shown: of those that reach the target the one that does so first, else of
// those that do not diverge the one with the lowest cost in the end. Of equals the first.
class BestCell {
 public:
  void see(std::uint64_t number, const Cell& cell);
  // None: no cell that does not diverge.
  auto number() const -> std::optional<std::uint64_t> { return number_; }
  auto cell() const -> const Cell& { return cell_; }

 private:
  std::optional<std::uint64_t> number_;
  Cell cell_{};
};

// Is given rows in order, some at a time, never of two methods: those of sweep.methods[method] from its cell
// `first` on. Never called by two threads at once.
using CellSink = std::function<void(std::size_t method, std::uint64_t first, std::span<const Cell> cells)>;

// Rows [first, last) of a sweep.
struct RowRange {
  std::uint64_t first, last;
};

// Computes rows and gives them to the sink while it goes on: memory does not depend on their number. What the
// sink throws ends it and is thrown on. Neither the instruction set nor the number of threads changes a bit.
void run_cells(const Sweep& sweep, RowRange rows, const Isa& isa, unsigned threads, const CellSink& sink);

}  // namespace msim
