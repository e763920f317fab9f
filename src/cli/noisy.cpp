#include "cli/noisy.hpp"

#include "output/processors.hpp"

namespace msim {

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
