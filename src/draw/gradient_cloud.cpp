#include "draw/gradient_cloud.hpp"

#include <algorithm>

#include "draw/data_view.hpp"
#include "sim/noisy_gradient.hpp"

namespace msim {
namespace {

constexpr std::uint64_t enough = 200;
constexpr std::uint64_t most_dots = 2000;

auto count_of(const Experiment& experiment, const Noise& noise) -> std::uint64_t {
  if (noise.batch_size == 0) return 2 * enough;
  const std::uint64_t rows = experiment.cost.data->xs.size();
  const std::uint64_t epoch = (rows + noise.batch_size - 1) / noise.batch_size;
  return std::min(most_dots, (enough + epoch - 1) / epoch * epoch);
}

}  // namespace

auto has_noisy_gradients(const Experiment& experiment) -> bool {
  return experiment.cost.data || experiment.noise_of_gradients().any();
}

auto gradient_cloud(const Scene& scene, std::uint64_t step) -> GradientCloud {
  const Experiment& experiment = scene.experiment;
  const PathPoint& point = point_at(scene.paths.front(), step);
  GradientCloud cloud{point.k, {}, experiment.noise_of_gradients(), {}};
  if (!cloud.noise.any()) cloud.noise.batch_size = 1;
  cloud.full = scene.cost.sample(point.p).gradient;
  NoisyGradient draw(scene.cost, cloud.noise);
  for (std::uint64_t i = count_of(experiment, cloud.noise); i > 0; --i)
    cloud.drawn.push_back(draw(point.p, cloud.full));
  return cloud;
}

}  // namespace msim
