#pragma once

#include <vector>

#include "draw/scene.hpp"

namespace msim {

// What the sparklines of a scene have in common, so that they can be compared: steps to the right, and
// log10(cost - lowest) upwards.
struct SparkScale {
  double lowest;       // cost
  std::uint64_t last;  // step
  double bottom, top;  // log10
};

auto spark_scale(const Scene& scene) -> SparkScale;

// The heights of `columns` columns, each from 0 to levels - 1; as many fewer as the path has fewer steps. A
// column shows the highest of its steps, one without a step what the one before it shows.
auto sparkline(const Path& path, const SparkScale& scale, int columns, int levels) -> std::vector<int>;

}  // namespace msim
