#include "spec/spec.hpp"

#include <algorithm>

#include "sim/infos.hpp"
#include "spec/experiment_fields.hpp"

namespace msim {

auto Experiment::uses(Shared shared) const -> bool {
  return std::any_of(methods.begin(), methods.end(), [&](const MethodSpec& method) {
    const auto known = method_info(method.name).parameters;
    const auto position = position_of(known, shared);
    return position && !method.is_own(known[*position].name);
  });
}

auto parameters_json(const MethodSpec& method) -> JsonText {
  JsonObject object;
  const auto& known = method_info(method.name).parameters;
  for (std::size_t i = 0; i < known.size(); ++i) object.add(known[i].name, method.parameters[i]);
  return object.text();
}

auto json(const MethodSpec& method) -> JsonText {
  JsonObject object;
  object.add("method", method.name);
  const auto& known = method_info(method.name).parameters;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const auto name = known[i].name;
    object.add(name, method.is_best(name) ? json("best") : json(method.parameters[i]));
  }
  return object.add("own", json_list(method.own)).text();
}

auto json(const Experiment& experiment, const AxisTexts& axes) -> JsonText {
  JsonObject object;
  JsonObject further;
  for (const ExperimentField& field : experiment_fields()) {
    auto value = field.write(experiment);
    for (const auto& [name, axis] : axes) {
      if (name == field.name) value = json(axis);
    }
    if (value) object.add(field.name, *value);
  }
  bool any = false;
  for (const auto& [name, axis] : axes) {
    if (name == learning_rate.name || name == momentum_coefficient.name) continue;
    further.add(name, axis);
    any = true;
  }
  if (any) object.add(sweep_axes_field, further);
  return object.text();
}

}  // namespace msim
