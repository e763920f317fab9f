#pragma once

#include <cstdint>
#include <vector>

#include "draw/scene.hpp"

namespace msim {

// The noisy gradients at one point, of which a run draws one a step.
struct GradientCloud {
  std::uint64_t step;  // of the first path: its point
  Vec2<double> full;   // the gradient of the cost
  Noise noise;
  std::vector<Vec2<double>> drawn;
};

// Whether the gradients of the experiment are noisy, or could be: mini-batches need data.
auto has_noisy_gradients(const Experiment& experiment) -> bool;

// As the run draws them from its seed on; batches of one row where neither batches nor noise are asked for.
// Whole epochs, so that batches of one size have the full gradient as their mean; of a very long one the
// beginning. `step`: the one of the first path, or the last before it that the path has.
auto gradient_cloud(const Scene& scene, std::uint64_t step) -> GradientCloud;

}  // namespace msim
