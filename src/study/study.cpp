#include "study/study.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "analysis/noise.hpp"
#include "analysis/tuning.hpp"
#include "sim/infos.hpp"
#include "sim/surface.hpp"

namespace msim {
namespace {

struct Nobody : RunObserver {
  auto step(const Step<double>& step) -> std::uint64_t override { return step.k + 1; }
};

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

// Measures every step, and shows another observer those that it asks for, and the last.
class Measuring : public RunObserver {
 public:
  Measuring(MetricsObserver metrics, ViewObserver view, RunObserver& other)
      : metrics_(std::move(metrics)), view_(view), other_(other) {}

  auto step(const Step<double>& step) -> std::uint64_t override {
    metrics_.step(step);
    view_.step(step);
    if (step.k == wanted_) show(step);
    return step.k + 1;
  }
  void end(const Step<double>& last) {
    if (shown_ != last.k) show(last);
  }
  auto metrics() const -> Metrics { return metrics_.result(); }
  auto visited() const -> Box { return view_.visited(); }

 private:
  void show(const Step<double>& step) {
    wanted_ = other_.step(step);
    shown_ = step.k;
  }

  MetricsObserver metrics_;
  ViewObserver view_;
  RunObserver& other_;
  std::uint64_t wanted_ = 0, shown_ = 0;
};

}  // namespace

Study::Study(Experiment experiment)
    : experiment_(std::move(experiment)),
      cost_(experiment_.cost.cost()),
      limits_{experiment_.steps, experiment_.grad_tol.value_or(-1)} {}

void Study::prepare(const TrialObserver& trial, bool measured) {
  measured_ = measured;
  for (const MethodSpec& method : experiment_.methods)
    methods_.push_back(method.best.empty() ? method : tuned(method, trial));
  if (measured && valleys().empty()) lowest_reached_ = lowest_cost_reached();
}

auto Study::tuned(const MethodSpec& method, const TrialObserver& trial) const -> MethodSpec {
  const Wanted wanted{method.is_best(Shared::lr), method.is_best(Shared::beta)};
  const Task task{cost_, valleys(), experiment_.start, limits_, experiment_.target};
  auto [parameters, trials, found] =
      tune(method.choice(), wanted, task, [&](std::uint64_t number) { trial(method, number); });
  MethodSpec result = method;
  result.parameters = std::move(parameters);
  result.trial_runs = trials;
  result.found = found;
  return result;
}

auto Study::lowest_cost_reached() const -> double {
  LowestCost lowest;
  for (const MethodSpec& method : methods_) {
    msim::run(method.choice(), cost_, experiment_.start, limits_, lowest, experiment_.noise_of_gradients());
  }
  return lowest.cost();
}

auto Study::valleys() const -> const std::vector<Valley>& {
  if (!valleys_) valleys_ = msim::valleys(cost_);
  return *valleys_;
}

auto Study::valley_near(Vec2<double> p) const -> const Valley& {
  return valleys()[nearest_valley(valleys(), p, experiment_.start)];
}

auto Study::lowest() const -> double {
  return valleys().empty() ? lowest_reached_ : valleys().front().minimum.value;
}

auto Study::metrics_observer() const -> MetricsObserver { return {valleys(), lowest(), experiment_.target}; }

auto Study::run(const MethodSpec& method, RunObserver& observer) const -> Result {
  const Noise noise = experiment_.noise_of_gradients();
  if (!measured_)
    return {method, msim::run(method.choice(), cost_, experiment_.start, limits_, observer, noise)};
  Result result = measured_run(method, limits_, noise, observer);
  result.metrics.wandering = wandering(result);
  return result;
}

auto Study::run_without_noise(const MethodSpec& method, std::uint64_t steps) const -> Result {
  Nobody nobody;
  return measured_run(method, {steps, limits_.grad_tol}, {}, nobody);
}

auto Study::measured_run(const MethodSpec& method, const Limits& limits, const Noise& noise,
                         RunObserver& observer) const -> Result {
  Measuring measuring(metrics_observer(), ViewObserver(cost_.view(), experiment_.start), observer);
  Result result{method, msim::run(method.choice(), cost_, experiment_.start, limits, measuring, noise)};
  measuring.end(result.outcome.last);
  result.metrics = measuring.metrics();
  result.visited = measuring.visited();
  return result;
}

// None where the gradients are exact, no minimum is known, or the run diverged.
auto Study::wandering(const Result& result) const -> std::optional<Wandering> {
  const Noise noise = experiment_.noise_of_gradients();
  const auto& oscillation = result.metrics.oscillation;
  if (!noise.any() || !oscillation || result.outcome.stop == Stop::diverged) return {};
  const MethodChoice method = result.method.choice();
  const Valley& valley = valley_near(result.outcome.last.p);
  Wandering wandering{oscillation->spread, expected_spread(method, cost_, noise, valley)};
  if (!wandering.expected) return wandering;
  wandering.from = Oscillation::spread_from(result.outcome.last.k);
  wandering.forgotten =
      forgotten_after(method, valley, position(valley, experiment_.start), *wandering.expected);
  return wandering;
}

auto Study::view(const std::vector<Result>& results) const -> Box {
  if (experiment_.view) return *experiment_.view;
  ViewObserver view(cost_.view(), experiment_.start);
  if (measured_) {
    for (const Result& result : results) view.add(result.visited);
  }
  return view.view();
}

}  // namespace msim
