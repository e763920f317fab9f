#include "cli/noisy.hpp"

#include "analysis/noise.hpp"
#include "output/processors.hpp"

namespace msim {

void add_wandering(Metrics& metrics, const MethodSpec& method, const Outcome<double>& outcome,
                   const Experiment& experiment, const Study& study) {
  const Noise noise = experiment.noise_of_gradients();
  if (!noise.any() || !metrics.oscillation || outcome.stop == Stop::diverged) return;
  const Valley& valley = study.valleys[nearest_valley(study.valleys, outcome.last.p, experiment.start)];
  metrics.wandering = {metrics.oscillation->spread,
                       expected_spread(method.choice(), experiment.cost.choice(), noise, valley)};
}

auto over_all_seeds(const MethodSpec& method, const Experiment& experiment, const Study& study,
                    const std::function<void(std::uint64_t)>& progress) -> Repetition {
  if (experiment.repeat == 1) return {};
  return repeat(
      {method.choice(), experiment.cost.choice(), experiment.start, study.limits,
       experiment.noise_of_gradients(), experiment.repeat},
      [&] { return MetricsObserver(study.valleys, study.lowest, experiment.target); },
      static_cast<unsigned>(processors()), progress);
}

}  // namespace msim
