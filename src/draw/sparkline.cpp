#include "draw/sparkline.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace msim {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// -infinity at the lowest cost and below it; infinity for what is no number.
auto height(double cost, double lowest) -> double {
  const double above = cost - lowest;
  if (std::isnan(above)) return infinity;
  return above > 0 ? std::log10(above) : -infinity;
}

}  // namespace

auto spark_scale(const Scene& scene) -> SparkScale {
  SparkScale scale{scene.lowest, 1, infinity, -infinity};
  double start = -infinity;
  for (const Path& path : scene.paths) {
    scale.last = std::max(scale.last, path.outcome.last.k);
    for (const PathPoint& point : path.points) {
      const double h = height(point.cost, scene.lowest);
      if (!std::isfinite(h)) continue;
      scale.bottom = std::min(scale.bottom, h);
      scale.top = std::max(scale.top, h);
      if (point.k == 0) start = std::max(start, h);
    }
  }
  // A path that diverges must not press the others to the bottom, nor the noise of rounding at the minimum
  // lift them to the top; and what hardly changes is to look so.
  if (std::isfinite(start)) scale.top = std::min(scale.top, start + 3);
  scale.bottom = std::clamp(scale.bottom, scale.top - 16, scale.top - 1);
  return scale;
}

auto sparkline(const Path& path, const SparkScale& scale, int columns, int levels) -> std::vector<int> {
  std::vector<std::optional<double>> highest(static_cast<std::size_t>(columns));
  std::size_t end = 0;
  for (const PathPoint& point : path.points) {
    const double share = static_cast<double>(point.k) / static_cast<double>(scale.last);
    const int column = std::clamp(static_cast<int>(share * columns), 0, columns - 1);
    auto& here = highest[static_cast<std::size_t>(column)];
    here = std::max(here.value_or(-infinity), height(point.cost, scale.lowest));
    end = static_cast<std::size_t>(column) + 1;
  }
  std::vector<int> result;
  double h = -infinity;
  for (std::size_t i = 0; i < end; ++i) {
    h = highest[i].value_or(h);
    const double level = (h - scale.bottom) / (scale.top - scale.bottom) * levels;
    // A scale of no finite cost is not a number.
    result.push_back(level > 0 ? static_cast<int>(std::min(level, levels - 1.0)) : 0);
  }
  return result;
}

}  // namespace msim
