#include "draw/ranges.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "draw/ticks.hpp"

namespace msim {

auto last_step(const Scene& scene) -> std::uint64_t {
  std::uint64_t last = 0;
  for (const Path& path : scene.paths) last = std::max(last, path.points.empty() ? 0 : path.points.back().k);
  return last;
}

auto cost_range(const Scene& scene) -> Span {
  constexpr double most_growth = 1e6;
  constexpr double most_difference = 1e36;
  double start = 0;
  double low = std::numeric_limits<double>::infinity();
  double high = 0;
  const auto include = [&](std::uint64_t k, double cost) {
    const double above = cost - scene.lowest;
    if (!std::isfinite(above) || above < std::numeric_limits<double>::min()) return;
    if (k == 0) start = above;
    low = std::min(low, above);
    high = std::max(high, above);
  };
  for (const Path& path : scene.paths) {
    for (std::size_t i = 0; i < path.band.k.size(); ++i) {
      for (const double cost : {path.band.cost[i].q10, path.band.cost[i].mean, path.band.cost[i].q90})
        include(path.band.k[i], cost);
    }
    if (!path.band.k.empty()) continue;
    for (const PathPoint& point : path.points) include(point.k, point.cost);
  }
  if (high == 0) return {0.1, 10, true};
  if (start > 0) high = std::min(high, std::max(low, start * most_growth));
  low = std::max(low, high / most_difference);
  if (high / low < 2) return {low / 2, high * 2};
  return {round_down(low), std::min(round_up(high), 1e300)};
}

auto position_range(const Scene& scene, const Valley& valley, double Directions<double>::*direction) -> Span {
  Span range{0, 0};
  for (const Path& path : scene.paths) {
    const bool diverged = path.outcome.stop == Stop::diverged;
    for (const PathPoint& point : path.points) {
      const auto [x, y] = point.p;
      const Box& view = scene.view;
      const bool inside = x >= view.x0 && x <= view.x1 && y >= view.y0 && y <= view.y1;
      const double u = position(valley, point.p).*direction;
      if (!std::isfinite(u) || (diverged && !inside)) continue;
      range = {std::min(range.low, u), std::max(range.high, u)};
    }
  }
  if (range.low == range.high) return {-1, 1};
  const double room = 0.06 * (range.high - range.low);
  return {range.low - room, range.high + room};
}

}  // namespace msim
