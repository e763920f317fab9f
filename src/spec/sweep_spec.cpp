#include "spec/sweep_spec.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sim/infos.hpp"
#include "spec/axis.hpp"
#include "spec/check.hpp"
#include "spec/error.hpp"
#include "spec/suggest.hpp"

namespace msim {
namespace {

// The one that counts; null: none of that name.
auto last(std::vector<Field>& fields, std::string_view name) -> Field* {
  const auto found =
      std::find_if(fields.rbegin(), fields.rend(), [&](const Field& f) { return f.name == name; });
  return found == fields.rend() ? nullptr : &*found;
}

auto axis_text(const Json& value, const std::string& source) -> const std::string& {
  if (value.kind != Json::Kind::number && value.kind != Json::Kind::string)
    refuse(source, value, "must be a number or a string A:B:N");
  return value.text;
}

// Reads lr or beta, where it is given as an axis, and leaves the first of its values, where an experiment has
// a number.
void take_shared_axis(std::vector<Field>& fields, const Parameter& parameter, Spacing standard,
                      std::vector<SweepAxis>& axes) {
  Field* const field = last(fields, parameter.name);
  if (field == nullptr || field->value.kind == Json::Kind::number) return;
  const std::string text = axis_text(field->value, field->source);
  const Axis axis = parse_axis(text, parameter, standard, field->source, text);
  field->value = Json::number_or_string(fmt::format("{}", axis.first()));
  axes.push_back({std::string(parameter.name), text, axis, field->source});
}

// The parameters that further axes may name: those of the methods that follow neither lr nor beta.
auto free_parameters(const std::vector<MethodSpec>& methods) -> std::vector<Parameter> {
  std::vector<Parameter> result;
  for (const MethodSpec& method : methods) {
    for (const Parameter& parameter : method_info(method.name).parameters) {
      const bool known = std::any_of(result.begin(), result.end(),
                                     [&](const Parameter& p) { return p.name == parameter.name; });
      if (parameter.shared == Shared::none && !known && !method.is_own(parameter.name))
        result.push_back(parameter);
    }
  }
  return result;
}

// One of the further axes. `given` is what a message shows of it.
struct FreeAxis {
  std::string name, text, source, given;
};

auto free_axis(const FreeAxis& given, const std::vector<Parameter>& parameters) -> SweepAxis {
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const Parameter& p) { return p.name == given.name; });
  if (found == parameters.end()) {
    throw UserError(fmt::format("{} = {}: {}", given.source, in_quotes(given.given),
                                parameters.empty()
                                    ? "no method here has a parameter to vary besides lr and beta"
                                    : "the parameter " + must_be_one_of(given.name, names_of(parameters))));
  }
  const auto axis = parse_axis(given.text, *found, Spacing::lin, given.source, given.given);
  const auto source = is_option(given.source) ? member_source(given.source, given.name) : given.source;
  return {given.name, given.text, axis, source};
}

auto free_axis_texts(const Field& field) -> std::vector<FreeAxis> {
  std::vector<FreeAxis> result;
  if (!is_option(field.source)) {
    for (const auto& [name, value] : object(field.value, field.source).members) {
      const auto source = member_source(field.source, name);
      const auto& text = axis_text(value, source);
      result.push_back({name, text, source, text});
    }
    return result;
  }
  for (const Json& item : field.value.items) {
    const auto equals = item.text.find('=');
    if (equals == std::string::npos)
      refuse(field.source, item, "must be a parameter and its values, name=A:B:N");
    result.push_back({item.text.substr(0, equals), item.text.substr(equals + 1), field.source, item.text});
  }
  return result;
}

void add_free_axes(const Field& field, const std::vector<MethodSpec>& methods, std::vector<SweepAxis>& axes) {
  const auto parameters = free_parameters(methods);
  for (const FreeAxis& given : free_axis_texts(field)) {
    auto axis = free_axis(given, parameters);
    const bool twice = std::any_of(axes.begin(), axes.end(),
                                   [&](const SweepAxis& other) { return other.name == axis.name; });
    if (twice)
      throw UserError(fmt::format("{} = {}: given more than once", given.source, in_quotes(given.given)));
    axes.push_back(std::move(axis));
  }
}

auto swept(const MethodSpec& method, const std::vector<SweepAxis>& axes) -> SweptMethod {
  SweptMethod result{method.name, method.parameters, {}};
  for (const auto& [name, text, axis, source] : axes) {
    const auto place = parameter_on_axis(method.name, name);
    if (place && !method.is_own(method_info(method.name).parameters[*place].name))
      result.axes.push_back({*place, axis});
  }
  return result;
}

void refuse_best(const Experiment& experiment) {
  for (std::size_t i = 0; i < experiment.methods.size(); ++i) {
    const auto& best = experiment.methods[i].best;
    if (best.empty()) continue;
    throw UserError(fmt::format("methods[{}].{} = 'best': must be a number: a sweep finds the best of many",
                                i, best.front()));
  }
}

void refuse_too_many(const std::vector<SweptMethod>& methods, const std::vector<SweepAxis>& axes) {
  double rows = 0;
  for (const auto& method : methods) {
    double cells = 1;
    for (const auto& on : method.axes) cells *= static_cast<double>(on.axis.count());
    rows += cells;
  }
  if (rows > static_cast<double>(most_cells))
    throw UserError(
        fmt::format("{}: the grid has {:.7g} cells: must be at most {}", axes_text(axes), rows, most_cells));
}

}  // namespace

auto parameter_on_axis(std::string_view method, std::string_view axis) -> std::optional<std::size_t> {
  const auto parameters = method_info(method).parameters;
  if (axis == learning_rate.name) return position_of(parameters, Shared::lr);
  if (axis == momentum_coefficient.name) return position_of(parameters, Shared::beta);
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const Parameter& parameter) { return parameter.name == axis; });
  if (found == parameters.end()) return {};
  return static_cast<std::size_t>(found - parameters.begin());
}

auto axes_text(const std::vector<SweepAxis>& axes) -> std::string {
  std::vector<std::string> given;
  for (const SweepAxis& axis : axes)
    given.push_back(fmt::format("{} = {}", axis.source, in_quotes(axis.text)));
  return fmt::format("{}", fmt::join(given, ", "));
}

auto SweepSpec::sweep() const -> Sweep {
  return {experiment.cost.cost(), experiment.start, experiment.steps, experiment.target, methods};
}

auto resolve_sweep(std::vector<Field> fields) -> SweepSpec {
  SweepSpec spec;
  take_shared_axis(fields, learning_rate, Spacing::log, spec.axes);
  take_shared_axis(fields, momentum_coefficient, Spacing::lin, spec.axes);
  std::optional<Field> further;
  if (const Field* const field = last(fields, sweep_axes_field)) further = *field;
  std::erase_if(fields, [](const Field& field) { return field.name == sweep_axes_field; });
  spec.experiment = resolve(fields);
  for (const auto name : {"batch_size", "noise"}) {
    const Field* const field = last(fields, name);
    if (field != nullptr && spec.experiment.noise_of_gradients().any())
      refuse(field->source, field->value, "must be left out: a sweep follows the gradient itself");
  }
  refuse_best(spec.experiment);
  if (further) add_free_axes(*further, spec.experiment.methods, spec.axes);
  for (const auto& method : spec.experiment.methods) spec.methods.push_back(swept(method, spec.axes));
  refuse_too_many(spec.methods, spec.axes);
  return spec;
}

auto json(const SweepSpec& spec) -> JsonText {
  AxisTexts texts;
  for (const auto& [name, text, axis, source] : spec.axes) texts.emplace_back(name, text);
  return json(spec.experiment, texts);
}

}  // namespace msim
