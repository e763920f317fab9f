#include <limits>

#include "cli/explanation_texts.hpp"
#include "output/json.hpp"
#include "sim/infos.hpp"
#include "spec/json_text.hpp"

namespace msim {
namespace {

auto pair_json(double first, double second) -> JsonText { return json_list(std::array{first, second}); }

auto direction_json(double eigenvalue, const Motion& motion) -> JsonObject {
  return JsonObject()
      .add("eigenvalue", eigenvalue)
      .add("regime", name_of(motion.regime))
      .add("spectral_radius", motion.spectral_radius)
      .add("period", motion.period);
}

auto optimum_json(const Optimum& optimum, bool has_beta) -> JsonText {
  return JsonObject()
      .add("lr", optimum.lr)
      .add("beta", has_beta ? std::optional(optimum.beta) : std::nullopt)
      .add("rate", optimum.rate)
      .text();
}

auto call_json(std::string_view call, const MethodExplanation& method) -> JsonText {
  const auto text = with_values(call, method);
  return text.empty() ? JsonText{"null"} : json(text);
}

auto update_json(const MethodExplanation& method, const Explanation& explanation) -> JsonText {
  JsonObject object;
  object.add("k", explanation.step);
  for (const auto& [name, vector, along] : parts_of_update(method, explanation)) {
    object.add(name, JsonObject()
                         .add("x", vector.x)
                         .add("y", vector.y)
                         .add("shallow", along.shallow)
                         .add("steep", along.steep));
    object.between(",\n  ");
  }
  return object.text();
}

auto method_json(const MethodExplanation& method, const Explanation& explanation) -> JsonObject {
  const auto& spec = method.result.method;
  const auto& metrics = method.result.metrics;
  const auto& info = method_info(spec.name);
  const auto& p = method.prediction;
  const auto predicted = [&](const auto& value_of) { return p ? json(value_of(*p)) : JsonText{"null"}; };
  const auto& [l1, l2, shallow, steep] = explanation.curvature;
  std::vector<JsonObject> directions;
  if (p) directions = {direction_json(l1, p->directions[0]), direction_json(l2, p->directions[1])};
  JsonObject object;
  object.between(",\n ")
      .add("label", spec.label())
      .add("method", spec.name)
      .add("lr", method.lr)
      .add("beta", method.beta)
      .add("parameters", parameters_json(spec))
      .add("linear", method.linear.has_value())
      .add("equivalent_heavy_ball_lr", method.heavy_ball_lr)
      .add("pytorch", call_json(info.pytorch, method))
      .add("keras", call_json(info.keras, method))
      .add("lr_limit", predicted([](const Prediction& of) { return of.lr_limit; }))
      .add("directions", json_list(directions))
      .add("spectral_radius", predicted([](const Prediction& of) { return of.spectral_radius; }))
      .add("predicted_steps", predicted([](const Prediction& of) { return of.steps; }))
      .add("first_hit", metrics.first_hit)
      .add("settled", metrics.settled)
      .add("summary", json(metrics))
      .add("optimal",
           p && p->optimum ? optimum_json(*p->optimum, method.beta.has_value()) : JsonText{"null"});
  if (explanation.study.experiment().noise_of_gradients().any())
    object.add("spread_of_gd", method.spread_of_gd ? json(*method.spread_of_gd) : JsonText{"null"});
  if (const auto& r = method.result.repetition; r.seeds > 1) object.add("repeat", json(r));
  if (explanation.step > 0)
    object.add("step", method.update ? update_json(method, explanation) : JsonText{"null"});
  return object;
}

}  // namespace

auto explanation_json(const Explanation& explanation) -> std::string {
  const auto& [l1, l2, shallow, steep] = explanation.curvature;
  const CostSpec& cost = explanation.study.experiment().cost;
  const double kappa = l1 > 0 ? l2 / l1 : std::numeric_limits<double>::quiet_NaN();
  constexpr std::string_view next_line = ",\n";
  constexpr std::string_view same_line = ", ";
  JsonObject document;
  document.add("schema_version", 1U)
      .between(next_line)
      .add("program", program_json())
      .add("cost", json(cost));
  document.add("exact", explanation.exact)
      .between(same_line)
      .add("at", pair_json(explanation.at.x, explanation.at.y))
      .between(next_line)
      .add("eigenvalues", pair_json(l1, l2))
      .between(same_line)
      .add("eigenvectors",
           json_list(std::array{pair_json(shallow.x, shallow.y), pair_json(steep.x, steep.y)}))
      .add("condition_number", kappa)
      .between(next_line);
  if (cost.data) {
    const std::optional<double> other = explanation.other_kappa;
    document.add("condition_numbers", JsonObject()
                                          .add("raw", cost.data->standardize ? other : kappa)
                                          .add("standardized", cost.data->standardize ? kappa : other));
  }
  if (explanation.gradient_noise) document.add("gradient_noise", json(*explanation.gradient_noise));
  const auto methods = json_list(
      explanation.methods, [&](const MethodExplanation& method) { return method_json(method, explanation); },
      next_line);
  document.add("methods", JsonText{"[\n" + methods.text.substr(1)});
  return document.text().text + "\n";
}

}  // namespace msim
