#include "spec/spec.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "costs/quadratic.hpp"
#include "sim/infos.hpp"
#include "spec/json.hpp"

namespace msim {
namespace {

using Names = std::vector<std::string>;

// "lr": 0.1, "beta": 0.9
auto members(std::span<const Parameter> parameters, const std::vector<double>& values, const Names& best = {})
    -> std::string {
  std::string text;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto name = parameters[i].name;
    text += fmt::format(
        "{}\"{}\": {}", i == 0 ? "" : ", ", name,
        std::find(best.begin(), best.end(), name) != best.end() ? R"("best")" : fmt::format("{}", values[i]));
  }
  return text;
}

auto method_json(const MethodSpec& method) -> std::string {
  return fmt::format(R"({{"method": "{}", {}, "own": [{}{}{}]}})", method.name,
                     members(method_info(method.name).parameters, method.parameters, method.best),
                     method.own.empty() ? "" : "\"", fmt::join(method.own, "\", \""),
                     method.own.empty() ? "" : "\"");
}

}  // namespace

auto cost_json(const CostSpec& cost) -> std::string {
  const auto& v = cost.parameters;
  if (cost.name == Quadratic::info.name) {
    return fmt::format(R"({{"type": "{}", "A": [[{}, {}], [{}, {}]], "b": [{}, {}], "c": {}}})", cost.name,
                       v[0], v[1], v[1], v[2], v[3], v[4], v[5]);
  }
  if (cost.data) {
    const DataSet& set = *cost.data;
    return fmt::format(R"({{"type": "{}", "data": {}, "x": {}, "y": {}, "standardize": {}, {}}})", cost.name,
                       json_quote(set.path), json_quote(set.x), json_quote(set.y), set.standardize,
                       members(cost_info(cost.name).parameters, v));
  }
  return fmt::format(R"({{"type": "{}"{}{}}})", cost.name, v.empty() ? "" : ", ",
                     members(cost_info(cost.name).parameters, v));
}

auto Experiment::uses(Shared shared) const -> bool {
  return std::any_of(methods.begin(), methods.end(), [&](const MethodSpec& method) {
    const auto known = method_info(method.name).parameters;
    const auto position = position_of(known, shared);
    return position && !method.is_own(known[*position].name);
  });
}

auto parameters_json(const MethodSpec& method) -> std::string {
  return "{" + members(method_info(method.name).parameters, method.parameters) + "}";
}

auto to_json(const Experiment& e, const AxisTexts& axes) -> std::string {
  std::string text = "{";
  if (!e.description.empty()) text += fmt::format(R"("description": {}, )", json_quote(e.description));
  text +=
      fmt::format(R"("cost": {}, "start": [{}, {}], "methods": [)", cost_json(e.cost), e.start.x, e.start.y);
  for (const auto& method : e.methods) {
    if (&method != &e.methods.front()) text += ", ";
    text += method_json(method);
  }
  const auto shared = [&](const Parameter& parameter, std::optional<double> value) -> std::string {
    for (const auto& [name, axis] : axes) {
      if (name == parameter.name) return json_quote(axis);
    }
    return value ? fmt::format("{}", *value) : R"("best")";
  };
  text += fmt::format(R"(], "lr": {}, "beta": {}, "steps": {})", shared(learning_rate, e.lr),
                      shared(momentum_coefficient, e.beta), e.steps);
  if (e.grad_tol) text += fmt::format(R"(, "grad_tol": {})", *e.grad_tol);
  text += fmt::format(R"(, "target": {}, "every": {})", e.target, e.every);
  if (e.view)
    text += fmt::format(R"(, "view": [{}, {}, {}, {}])", e.view->x0, e.view->x1, e.view->y0, e.view->y1);
  text += e.grid.empty() ? R"(, "grid": 0)" : fmt::format(R"(, "grid": [{}, {}])", e.grid.nx, e.grid.ny);
  if (e.batch_size) text += fmt::format(R"(, "batch_size": {})", *e.batch_size);
  if (e.noise) text += fmt::format(R"(, "noise": {})", *e.noise);
  text += fmt::format(R"(, "seed": {})", e.seed);
  if (e.repeat > 1) text += fmt::format(R"(, "repeat": {})", e.repeat);
  std::vector<std::string> further;
  for (const auto& [name, axis] : axes) {
    if (name != learning_rate.name && name != momentum_coefficient.name)
      further.push_back(fmt::format(R"("{}": {})", name, json_quote(axis)));
  }
  if (!further.empty()) text += fmt::format(R"(, "{}": {{{}}})", sweep_axes_field, fmt::join(further, ", "));
  return text + "}";
}

}  // namespace msim
