#include "cli/wandering.hpp"

#include "analysis/noise.hpp"

namespace msim {

void add_wandering(Metrics& metrics, const MethodSpec& method, const Outcome<double>& outcome,
                   const Experiment& experiment, const Study& study) {
  const Noise noise = experiment.noise_of_gradients();
  if (!noise.any() || !metrics.oscillation || outcome.stop == Stop::diverged) return;
  const Valley& valley = study.valleys[nearest_valley(study.valleys, outcome.last.p, experiment.start)];
  metrics.wandering = {metrics.oscillation->spread,
                       expected_spread(method.choice(), experiment.cost.choice(), noise, valley)};
}

}  // namespace msim
