#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/explanation.hpp"
#include "output/json.hpp"
#include "sim/infos.hpp"
#include "spec/json.hpp"

namespace msim {
namespace {

auto pair(double first, double second) -> std::string {
  return fmt::format("[{}, {}]", json_number(first), json_number(second));
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
  return fmt::format(R"({{"k": {}, {}}})", explanation.update, fmt::join(members, ",\n  "));
}

auto method_json(const MethodExplanation& method, const Explanation& explanation) -> std::string {
  const auto& spec = method.result.method;
  const auto& metrics = method.result.metrics;
  const auto& prediction = method.prediction;
  std::string text = fmt::format(R"({{"label": "{}", "method": "{}", "lr": {}, "beta": {}, )", spec.label(),
                                 spec.name, json_number(method.lr), json_number(method.beta));
  text += fmt::format("\"parameters\": {},\n \"linear\": {}, \"equivalent_heavy_ball_lr\": {}, ",
                      parameters_json(spec), method.linear.has_value(), json_number(method.heavy_ball_lr));
  const auto& info = method_info(spec.name);
  text += fmt::format("\"pytorch\": {}, \"keras\": {},\n ", call_json(info.pytorch, method),
                      call_json(info.keras, method));
  text += fmt::format("\"lr_limit\": {}, \"directions\": [",
                      prediction ? json_number(prediction->lr_limit) : "null");
  if (prediction) {
    text += fmt::format("{}, {}", direction_json(explanation.curvature.l1, prediction->directions[0]),
                        direction_json(explanation.curvature.l2, prediction->directions[1]));
  }
  text += fmt::format("],\n \"spectral_radius\": {}, \"predicted_steps\": {}, ",
                      prediction ? json_number(prediction->spectral_radius) : "null",
                      prediction ? json_number(prediction->steps) : "null");
  text += fmt::format("\"first_hit\": {}, \"settled\": {}, \"summary\": {},\n ",
                      json_number(metrics.first_hit), json_number(metrics.settled), metrics_json(metrics));
  text += fmt::format("\"optimal\": {}", prediction && prediction->optimum
                                             ? optimum_json(*prediction->optimum, method.beta.has_value())
                                             : "null");
  if (explanation.update > 0) {
    text += fmt::format(",\n \"step\": {}", method.update ? update_json(method, explanation) : "null");
  }
  return text + "}";
}

}  // namespace

auto to_json(const Explanation& explanation) -> std::string {
  const auto& [l1, l2, shallow, steep] = explanation.curvature;
  std::vector<std::string> methods;
  for (const auto& method : explanation.methods) methods.push_back(method_json(method, explanation));
  return fmt::format(
      "{{\"schema_version\": 1,\n\"program\": {{\"name\": \"momentum-sim\", \"version\": \"{}\"}},\n"
      "\"cost\": {},\n\"exact\": {}, \"at\": {},\n"
      "\"eigenvalues\": {}, \"eigenvectors\": [{}, {}], \"condition_number\": {},\n\"methods\": [\n{}]}}\n",
      MOMENTUM_SIM_VERSION, cost_json(explanation.experiment.cost), explanation.exact,
      pair(explanation.at.x, explanation.at.y), pair(l1, l2), pair(shallow.x, shallow.y),
      pair(steep.x, steep.y), l1 > 0 ? json_number(l2 / l1) : "null", fmt::join(methods, ",\n"));
}

}  // namespace msim
