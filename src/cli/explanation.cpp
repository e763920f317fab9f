#include "cli/explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/noise.hpp"
#include "cli/noisy.hpp"
#include "cli/wandering.hpp"
#include "sim/infos.hpp"
#include "sim/run.hpp"

namespace msim {
namespace {

// Computes the metrics and keeps two records.
class Observer : public RunObserver {
 public:
  Observer(MetricsObserver metrics, std::uint64_t update) : metrics_(std::move(metrics)), update_(update) {}

  auto step(const Step<double>& step) -> std::uint64_t override {
    metrics_.step(step);
    if (step.k + 1 == update_) before_ = step;
    if (step.k == update_ && before_) result_ = {*before_, step};
    return step.k + 1;
  }
  auto metrics() const -> Metrics { return metrics_.result(); }
  auto update() const -> std::optional<Update> { return result_; }

 private:
  MetricsObserver metrics_;
  std::uint64_t update_;
  std::optional<Step<double>> before_;
  std::optional<Update> result_;
};

auto predict(const LinearMethod& method, const Eigen& curvature,
             const std::optional<Directions<double>>& start, double target) -> Prediction {
  const auto& [form, filter, lr] = method;
  const double l1 = curvature.l1;
  const double l2 = curvature.l2;
  Prediction prediction{lr_limit(filter, l2),
                        {motion(filter, lr, l1), motion(filter, lr, l2)},
                        rate(filter, lr, l1, l2),
                        {},
                        {}};
  if (start) {
    prediction.steps =
        predicted_steps(filter, lr, {Mode{l1, start->shallow}, Mode{l2, start->steep}}, target);
  }
  if (l1 > 0) prediction.optimum = form.optimum(l1, l2);
  return prediction;
}

// The condition number of a cost on data with x standardized, or where it is with x as it was.
auto other_kappa(const CostSpec& cost) -> std::optional<double> {
  if (!cost.data) return {};
  CostSpec other = cost;
  other.data = standardized_or_not(*cost.data);
  if (!other.data) return {};
  const auto known = valleys(other.choice());
  if (known.empty() || !(known.front().curvature.l1 > 0)) return {};
  return known.front().curvature.l2 / known.front().curvature.l1;
}

}  // namespace

auto explain(const Experiment& experiment, std::optional<Vec2<double>> at, std::uint64_t step,
             const TrialObserver& trial) -> Explanation {
  const Choice cost = experiment.cost.choice();
  Study study = msim::study(experiment);
  complete(study, experiment, trial, true);

  Explanation result{
      experiment, cost_info(cost.name).quadratic, {}, false, {}, other_kappa(experiment.cost), {}, step, {}};
  for (const MethodSpec& method : study.methods) {
    Observer observer({study.valleys, study.lowest, experiment.target}, step);
    const auto outcome =
        run(method.choice(), cost, experiment.start, study.limits, observer, experiment.noise_of_gradients());
    const auto linear = linear_method(method.choice());
    Metrics metrics = observer.metrics();
    add_wandering(metrics, method, outcome, experiment, study);
    result.methods.push_back(
        {{method, outcome, metrics, over_all_seeds(method, experiment, study, [](std::uint64_t) {})},
         shared_value(method.choice(), Shared::lr),
         shared_value(method.choice(), Shared::beta),
         linear,
         linear ? std::optional(equivalent_heavy_ball_lr(linear->filter, linear->lr)) : std::nullopt,
         {},
         false,
         observer.update(),
         {}});
  }

  const auto valley_of = [&](const MethodExplanation& method) {
    return nearest_valley(study.valleys, method.result.outcome.last.p, experiment.start);
  };
  // The valley that is explained; none: there is none, or another point was asked for.
  std::optional<std::size_t> valley;
  if (!study.valleys.empty() && (!at || result.exact)) valley = valley_of(result.methods.front());
  result.at_minimum = valley && !at;
  result.at = at ? *at : valley ? study.valleys[*valley].minimum.p : experiment.start;
  result.curvature = curvature_at(cost, result.at);
  if (!std::isfinite(result.curvature.l1) || !std::isfinite(result.curvature.l2)) return result;
  const Noise noise = experiment.noise_of_gradients();
  if (noise.any() && valley) result.gradient_noise = gradient_noise(cost, noise, study.valleys[*valley]);
  for (MethodExplanation& each : result.methods) {
    if (noise.any() && each.lr && !study.valleys.empty()) {
      each.spread_of_gd =
          expected_spread({"gd", std::span(&*each.lr, 1)}, cost, noise, study.valleys[valley_of(each)]);
    }
    if (!each.linear) continue;
    each.from_start = valley && valley_of(each) == *valley;
    std::optional<Directions<double>> start;
    if (each.from_start) start = position(study.valleys[*valley], experiment.start);
    each.prediction = predict(*each.linear, result.curvature, start, experiment.target);
  }
  return result;
}

auto parts_of_update(const MethodExplanation& method, const Explanation& explanation)
    -> std::vector<UpdatePart> {
  const auto& [before, after] = *method.update;
  const auto along = [&](Vec2<double> v) -> Directions<double> {
    const Eigen& e = explanation.curvature;
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    if (!std::isfinite(e.l1) || !std::isfinite(e.l2)) return {unknown, unknown};
    return {dot(e.steep, v), dot(e.shallow, v)};
  };
  std::vector<UpdatePart> parts;
  const auto add = [&](std::string_view name, Vec2<double> v) { parts.push_back({name, v, along(v)}); };
  const auto add_place = [&](std::string_view name, Vec2<double> p) {
    parts.push_back({name, p, along(p - explanation.at)});
  };
  add_place("position_before", before.p);
  add("gradient", before.gradient);
  if (method.beta) {
    const Vec2<double> kept = *method.beta * before.velocity;
    add("velocity_before", before.velocity);
    add("kept", kept);
    add("added", after.velocity - kept);
    add("velocity_after", after.velocity);
  }
  add("move", after.p - before.p);
  add_place("position_after", after.p);
  return parts;
}

auto with_values(std::string_view call, const MethodExplanation& method) -> std::string {
  std::string text(call);
  const auto replace = [&](std::string_view name, double value) {
    const auto place = fmt::format("{{{}}}", name);
    for (auto found = text.find(place); found != std::string::npos; found = text.find(place)) {
      text.replace(found, place.size(), fmt::format("{:.12g}", value));
    }
  };
  const auto& [name, parameters, own, best, trial_runs] = method.result.method;
  const auto& known = method_info(name).parameters;
  for (std::size_t i = 0; i < known.size(); ++i) replace(known[i].name, parameters[i]);
  if (method.heavy_ball_lr) replace("heavy_ball_lr", *method.heavy_ball_lr);
  return text;
}

}  // namespace msim
