#include "study/explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/noise.hpp"
#include "sim/infos.hpp"

namespace msim {
namespace {

// Keeps the records before and after one update.
class UpdateObserver : public RunObserver {
 public:
  // 0: none is wanted.
  explicit UpdateObserver(std::uint64_t update) : update_(update) {}

  auto step(const Step<double>& step) -> std::uint64_t override {
    if (step.k + 1 == update_) before_ = step;
    if (step.k == update_ && before_) result_ = {*before_, step};
    return step.k + 1 < update_ ? update_ - 1 : step.k + 1;
  }
  auto update() const -> std::optional<Update> { return result_; }

 private:
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
                        false,
                        {}};
  if (start) {
    const std::array modes{Mode{l1, start->shallow}, Mode{l2, start->steep}};
    prediction.steps = predicted_steps(filter, lr, modes, target);
    prediction.arrives = prediction.steps || std::all_of(modes.begin(), modes.end(), [&](const Mode& mode) {
                           return mode.start == 0 || mode.curvature == 0 ||
                                  converges(method.filter, method.lr, mode.curvature);
                         });
  }
  if (l1 > 0) prediction.optimum = best_pair(form, l1, l2);
  return prediction;
}

// The condition number of a cost on data with x standardized, or where it is with x as it was.
auto other_kappa(const CostSpec& cost) -> std::optional<double> {
  if (!cost.data) return {};
  CostSpec other = cost;
  other.data = standardized_or_not(*cost.data);
  if (!other.data) return {};
  const auto known = valleys(other.cost());
  if (known.empty() || !(known.front().curvature.l1 > 0)) return {};
  return known.front().curvature.l2 / known.front().curvature.l1;
}

// What a run tells by itself; step: of the update that is taken apart.
auto explained_run(const Study& study, const MethodSpec& method, std::uint64_t step) -> MethodExplanation {
  UpdateObserver observer(step);
  MethodExplanation result;
  result.result = study.run(method, observer);
  result.result.repetition = study.repeat(method, [](std::uint64_t) {});
  result.update = observer.update();
  result.lr = shared_value(method.choice(), Shared::lr);
  result.beta = shared_value(method.choice(), Shared::beta);
  result.linear = linear_method(method.choice());
  if (!result.linear) return result;
  const double lr = equivalent_heavy_ball_lr(result.linear->filter, result.linear->lr);
  if (learning_rate.range.contains(lr)) result.heavy_ball_lr = lr;
  return result;
}

}  // namespace

auto explain(const Study& study, std::optional<Vec2<double>> at, std::uint64_t step) -> Explanation {
  const Experiment& experiment = study.experiment();
  const AnyCost& cost = study.cost();
  Explanation result{study, cost.info().quadratic, {}, false, {}, other_kappa(experiment.cost), {}, step, {}};
  for (const MethodSpec& method : study.methods())
    result.methods.push_back(explained_run(study, method, step));

  const auto valley_of = [&](const MethodExplanation& method) -> const Valley* {
    return study.valleys().empty() ? nullptr : &study.valley_near(method.result.outcome.last.p);
  };
  // The valley that is explained; null: there is none, or another point was asked for.
  const Valley* const valley = !at || result.exact ? valley_of(result.methods.front()) : nullptr;
  result.at_minimum = valley != nullptr && !at;
  result.at = at ? *at : valley != nullptr ? valley->minimum.p : experiment.start;
  result.curvature = curvature_at(cost, result.at);
  if (!std::isfinite(result.curvature.l1) || !std::isfinite(result.curvature.l2)) return result;
  const Noise noise = experiment.noise_of_gradients();
  if (noise.any() && valley != nullptr) result.gradient_noise = gradient_noise(cost, noise, *valley);
  for (MethodExplanation& each : result.methods) {
    const Valley* const its = valley_of(each);
    if (noise.any() && each.lr && its != nullptr)
      each.spread_of_gd = expected_spread({"gd", std::span(&*each.lr, 1)}, cost, noise, *its);
    if (!each.linear) continue;
    each.from_start = valley != nullptr && its == valley;
    std::optional<Directions<double>> start;
    if (each.from_start) start = position(*valley, experiment.start);
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
      auto digits = fmt::format("{:.12g}", value);
      if (digits == "1") digits = fmt::format("{}", value);
      text.replace(found, place.size(), digits);
    }
  };
  const auto& [name, parameters, own, best, trial_runs, how] = method.result.method;
  const auto& known = method_info(name).parameters;
  for (std::size_t i = 0; i < known.size(); ++i) replace(known[i].name, parameters[i]);
  if (method.heavy_ball_lr) replace("heavy_ball_lr", *method.heavy_ball_lr);
  if (text.find('{') != std::string::npos) return "";
  return text;
}

}  // namespace msim
