#include <fmt/format.h>
#include <fmt/ranges.h>

#include <limits>

#include "cli/explanation.hpp"
#include "output/json.hpp"
#include "sim/infos.hpp"
#include "spec/json.hpp"

namespace msim {
namespace {

auto pair(double first, double second) -> std::string {
  return fmt::format("[{}, {}]", json_number(first), json_number(second));
}

auto directions_json(const Directions<double>& d) -> std::string {
  return fmt::format(R"({{"steep": {}, "shallow": {}}})", json_number(d.steep), json_number(d.shallow));
}

auto direction_json(double eigenvalue, const Motion& motion) -> std::string {
  return fmt::format(R"({{"eigenvalue": {}, "regime": "{}", "spectral_radius": {}, "period": {}}})",
                     json_number(eigenvalue), name_of(motion.regime), json_number(motion.spectral_radius),
                     json_number(motion.period));
}

auto optimum_json(const Optimum& optimum, bool has_beta) -> std::string {
  return fmt::format(R"({{"lr": {}, "beta": {}, "rate": {}}})", json_number(optimum.lr),
                     has_beta ? json_number(optimum.beta) : "null", json_number(optimum.rate));
}

auto call_json(std::string_view call, const MethodExplanation& method) -> std::string {
  return call.empty() ? "null" : json_quote(with_values(call, method));
}

auto update_json(const MethodExplanation& method, const Explanation& explanation) -> std::string {
  std::vector<std::string> members;
  for (const auto& [name, vector, along] : parts_of_update(method, explanation)) {
    members.push_back(fmt::format(R"("{}": {{"x": {}, "y": {}, "shallow": {}, "steep": {}}})", name,
                                  json_number(vector.x), json_number(vector.y), json_number(along.shallow),
                                  json_number(along.steep)));
  }
  return fmt::format(R"({{"k": {}, {}}})", explanation.step, fmt::join(members, ",\n  "));
}

auto method_json(const MethodExplanation& method, const Explanation& explanation) -> std::string {
  const auto& spec = method.result.method;
  const auto& metrics = method.result.metrics;
  const auto& info = method_info(spec.name);
  std::vector<std::string> members;
  const auto add = [&](std::string_view name, const std::string& value) {
    members.push_back(fmt::format(R"("{}": {})", name, value));
  };
  const auto add_predicted = [&](std::string_view name, const auto& value_of) {
    add(name, method.prediction ? value_of(*method.prediction) : "null");
  };
  const auto& [l1, l2, shallow, steep] = explanation.curvature;
  add("label", json_quote(spec.label()));
  add("method", json_quote(spec.name));
  add("lr", json_number(method.lr));
  add("beta", json_number(method.beta));
  add("parameters", parameters_json(spec));
  add("linear", method.linear ? "true" : "false");
  add("equivalent_heavy_ball_lr", json_number(method.heavy_ball_lr));
  add("pytorch", call_json(info.pytorch, method));
  add("keras", call_json(info.keras, method));
  add_predicted("lr_limit", [](const Prediction& p) { return json_number(p.lr_limit); });
  std::vector<std::string> directions;
  if (const auto& p = method.prediction) {
    directions = {direction_json(l1, p->directions[0]), direction_json(l2, p->directions[1])};
  }
  add("directions", fmt::format("[{}]", fmt::join(directions, ", ")));
  add_predicted("spectral_radius", [](const Prediction& p) { return json_number(p.spectral_radius); });
  add_predicted("predicted_steps", [](const Prediction& p) { return json_number(p.steps); });
  add("first_hit", json_number(metrics.first_hit));
  add("settled", json_number(metrics.settled));
  add("summary", metrics_json(metrics));
  add_predicted("optimal", [&](const Prediction& p) {
    return p.optimum ? optimum_json(*p.optimum, method.beta.has_value()) : "null";
  });
  if (explanation.experiment.noise_of_gradients().any())
    add("spread_of_gd", method.spread_of_gd ? directions_json(*method.spread_of_gd) : "null");
  if (const auto& r = method.result.repetition; r.seeds > 1) add("repeat", repetition_json(r));
  if (explanation.step > 0) add("step", method.update ? update_json(method, explanation) : "null");
  return fmt::format("{{{}}}", fmt::join(members, ",\n "));
}

}  // namespace

auto to_json(const Explanation& explanation) -> std::string {
  const auto& [l1, l2, shallow, steep] = explanation.curvature;
  std::vector<std::string> methods;
  for (const auto& method : explanation.methods) methods.push_back(method_json(method, explanation));
  const double kappa = l1 > 0 ? l2 / l1 : std::numeric_limits<double>::quiet_NaN();
  std::string further;
  if (const auto& set = explanation.experiment.cost.data) {
    const auto other = json_number(explanation.other_kappa);
    further = fmt::format("\"condition_numbers\": {{\"raw\": {}, \"standardized\": {}}},\n",
                          set->standardize ? other : json_number(kappa),
                          set->standardize ? json_number(kappa) : other);
  }
  if (explanation.gradient_noise)
    further += fmt::format("\"gradient_noise\": {},\n", directions_json(*explanation.gradient_noise));
  return fmt::format(
      "{{\"schema_version\": 1,\n\"program\": {{\"name\": \"momentum-sim\", \"version\": \"{}\"}},\n"
      "\"cost\": {},\n\"exact\": {}, \"at\": {},\n"
      "\"eigenvalues\": {}, \"eigenvectors\": [{}, {}], \"condition_number\": {},\n{}\"methods\": [\n{}]}}\n",
      MOMENTUM_SIM_VERSION, cost_json(explanation.experiment.cost), explanation.exact,
      pair(explanation.at.x, explanation.at.y), pair(l1, l2), pair(shallow.x, shallow.y),
      pair(steep.x, steep.y), json_number(kappa), further, fmt::join(methods, ",\n"));
}

}  // namespace msim
