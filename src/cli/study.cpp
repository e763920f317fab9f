#include "cli/study.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "analysis/tuning.hpp"
#include "sim/infos.hpp"
#include "sim/run.hpp"

namespace msim {
namespace {

class LowestCost : public RunObserver {
 public:
  auto step(const Step<double>& step) -> std::uint64_t override {
    lowest_ = std::min(lowest_, step.cost);
    return step.k + 1;
  }
  auto cost() const -> double { return lowest_; }

 private:
  double lowest_ = std::numeric_limits<double>::infinity();
};

auto tuned(const MethodSpec& method, const Experiment& experiment, const Study& study,
           const TrialObserver& trial) -> MethodSpec {
  Wanted wanted{};
  for (const Parameter& parameter : method_info(method.name).parameters) {
    if (!method.is_best(parameter.name)) continue;
    (parameter.shared == Shared::lr ? wanted.lr : wanted.beta) = true;
  }
  const Task task{experiment.cost.choice(), study.valleys, experiment.start, study.limits, experiment.target};
  auto [parameters, trials] =
      tune(method.choice(), wanted, task, [&](std::uint64_t number) { trial(method, number); });
  MethodSpec result = method;
  result.parameters = std::move(parameters);
  result.trial_runs = trials;
  return result;
}

}  // namespace

auto study(const Experiment& experiment) -> Study {
  return {valleys(experiment.cost.choice()), {experiment.steps, experiment.grad_tol.value_or(-1)}, {}};
}

void complete(Study& study, const Experiment& experiment, const TrialObserver& trial, bool metrics) {
  for (const MethodSpec& method : experiment.methods) {
    study.methods.push_back(method.best.empty() ? method : tuned(method, experiment, study, trial));
  }
  if (!study.valleys.empty()) {
    study.lowest = study.valleys.front().minimum.value;
    return;
  }
  if (!metrics) return;
  LowestCost lowest;
  for (const MethodSpec& method : study.methods) {
    run(method.choice(), experiment.cost.choice(), experiment.start, study.limits, lowest,
        experiment.noise_of_gradients());
  }
  study.lowest = lowest.cost();
}

}  // namespace msim
