#include "draw/cost_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

namespace msim {
namespace {

// An odd number: every second point then reaches from edge to edge too.
auto points_along(std::uint64_t asked) -> std::uint64_t {
  constexpr std::uint64_t fewest = 201;
  constexpr std::uint64_t most = 801;
  return std::clamp(asked, fewest, most) | 1U;
}

// Levels 10^(q / steps); for steps = 1/2, every second power.
struct Ladder {
  double steps;
  double first, last;  // q

  Ladder(double steps_a_decade, double low, double high)
      : steps(steps_a_decade),
        first(std::ceil(steps * std::log10(low))),
        last(std::floor(steps * std::log10(high))) {}
  auto size() const -> double { return last - first + 1; }
};

auto finest(double low, double high) -> Ladder {
  constexpr double most = 14;
  for (const double steps : {32.0, 16.0, 8.0, 4.0, 2.0, 1.0, 1.0 / 2, 1.0 / 4, 1.0 / 8, 1.0 / 16}) {
    const Ladder ladder(steps, low, high);
    if (ladder.size() <= most) return ladder;
  }
  return {1.0 / 64, low, high};
}

}  // namespace

auto cost_map(const Scene& scene) -> CostMap {
  const GridSize size = scene.experiment.grid;
  const Grid grid{scene.view, points_along(size.nx), points_along(size.ny)};
  auto values = surface(scene.cost, grid);
  // Where no minimum is known a path may have been lower than all of the map.
  double base = scene.valleys.empty() ? std::numeric_limits<double>::quiet_NaN() : scene.lowest;
  for (const double cost : values) {
    if (std::isfinite(cost) && !(cost >= base)) base = cost;
  }
  for (double& value : values) {
    value = std::isfinite(value) ? std::sqrt(value - base) : std::numeric_limits<double>::quiet_NaN();
  }
  return {grid, base, std::move(values)};
}

auto levels(const CostMap& map) -> Levels {
  std::vector<double> heights;
  for (const double root : map.root) {
    const double height = root * root;
    if (height >= std::numeric_limits<double>::min() && std::isfinite(height)) heights.push_back(height);
  }
  if (heights.empty()) return {};
  const auto low = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 100);
  std::nth_element(heights.begin(), low, heights.end());
  Levels result{*low, {}, {}};
  const Ladder ladder = finest(*low, *std::max_element(low, heights.end()));
  for (int i = 0; i < ladder.size(); ++i) {
    const double decade = (ladder.first + i) / ladder.steps;
    (decade == std::floor(decade) ? result.whole : result.between).push_back(std::pow(10, decade));
  }
  return result;
}

}  // namespace msim
