#include "draw/relief.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/surface.hpp"

namespace msim {
namespace {

// Scales finite values to 0 ... 1; what is not finite becomes 1.
void scale(std::vector<double>& values) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  const double range = high / 2 - low / 2;  // halves: high - low may overflow
  for (double& value : values) {
    if (!std::isfinite(value))
      value = 1;
    else
      value = range > 0 ? (value / 2 - low / 2) / range : 0;
  }
}

// The power that puts the median in the middle of the heights: the square root or less. For a bowl it is the
// root, whose bands are evenly wide; a cost with walls that tower over what is worth seeing needs less.
auto fair_power(std::vector<double> values) -> double {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (*middle <= 0) return 0.1;
  return *middle < 0.25 ? std::max(std::log(0.5) / std::log(*middle), 0.1) : 0.5;
}

}  // namespace

auto relief(const AnyCost& cost, const Box& view, int nx, int ny) -> Relief {
  const double dx = (view.x1 - view.x0) / nx / 2;
  const double dy = (view.y1 - view.y0) / ny / 2;
  auto heights = surface(cost, {{view.x0 + dx, view.x1 - dx, view.y0 + dy, view.y1 - dy},
                                static_cast<std::uint64_t>(nx),
                                static_cast<std::uint64_t>(ny)});
  scale(heights);
  const double power = fair_power(heights);
  for (double& height : heights) height = std::pow(height, power);
  return {nx, ny, std::move(heights)};
}

}  // namespace msim
