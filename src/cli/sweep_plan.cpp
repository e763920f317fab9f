#include "cli/sweep_plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/experiment.hpp"
#include "sim/infos.hpp"
#include "spec/axis.hpp"
#include "spec/error.hpp"
#include "spec/suggest.hpp"

namespace msim {
namespace {

auto sets_itself(const MethodSpec& method, std::string_view parameter) -> bool {
  return std::find(method.own.begin(), method.own.end(), parameter) != method.own.end();
}

// The words of the command line but for the axes: of each its first value, where an experiment has a number.
auto without_axes(const CommandLine& command_line, const std::vector<GridAxis>& axes) -> CommandLine {
  CommandLine result = command_line;
  for (const auto& [name, axis] : axes) result.options["--" + name] = {fmt::format("{}", axis.first())};
  return result;
}

// Of --lr and --beta those that are given.
auto shared_axes(const CommandLine& command_line) -> std::vector<GridAxis> {
  std::vector<GridAxis> axes;
  const auto add = [&](const Parameter& parameter, Spacing standard) {
    const auto option = fmt::format("--{}", parameter.name);
    const std::string* const text = command_line.value(option);
    if (text != nullptr)
      axes.push_back({std::string(parameter.name), parse_axis(*text, parameter, standard, option, *text)});
  };
  add(learning_rate, Spacing::log);
  add(momentum_coefficient, Spacing::lin);
  return axes;
}

// The parameters that --axis may name: those of the methods that follow neither --lr nor --beta.
auto free_parameters(const std::vector<MethodSpec>& methods) -> std::vector<Parameter> {
  std::vector<Parameter> result;
  for (const MethodSpec& method : methods) {
    for (const Parameter& parameter : method_info(method.name).parameters) {
      const bool known = std::any_of(result.begin(), result.end(),
                                     [&](const Parameter& p) { return p.name == parameter.name; });
      if (parameter.shared == Shared::none && !known && !sets_itself(method, parameter.name))
        result.push_back(parameter);
    }
  }
  return result;
}

auto free_axis(const std::string& text, const std::vector<Parameter>& parameters) -> GridAxis {
  const auto refuse = [&](std::string_view must) {
    throw UserError(fmt::format("--axis = {}: {}", in_quotes(text), must));
  };
  const auto equals = text.find('=');
  if (equals == std::string::npos) refuse("must be a parameter and its values, name=A:B:N");
  const auto name = text.substr(0, equals);
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [&](const Parameter& parameter) { return parameter.name == name; });
  if (found == parameters.end()) {
    refuse(parameters.empty() ? "no method here has a parameter to vary besides lr and beta"
                              : "the parameter " + must_be_one_of(name, names_of(parameters)));
  }
  return {name, parse_axis(std::string_view(text).substr(equals + 1), *found, Spacing::lin, "--axis", text)};
}

void add_free_axes(std::vector<GridAxis>& axes, const CommandLine& command_line,
                   const std::vector<MethodSpec>& methods) {
  const auto parameters = free_parameters(methods);
  for (const std::string& text : command_line.values("--axis")) {
    auto axis = free_axis(text, parameters);
    const bool twice =
        std::any_of(axes.begin(), axes.end(), [&](const GridAxis& other) { return other.name == axis.name; });
    if (twice) throw UserError(fmt::format("--axis = {}: given more than once", in_quotes(text)));
    axes.push_back(std::move(axis));
  }
}

auto swept(const MethodSpec& method, const std::vector<GridAxis>& axes) -> SweptMethod {
  SweptMethod result{method.name, method.parameters, {}};
  for (const auto& [name, axis] : axes) {
    const auto place = parameter_on_axis(method.name, name);
    if (place && !sets_itself(method, method_info(method.name).parameters[*place].name))
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

void refuse_too_many(const std::vector<SweptMethod>& methods) {
  double rows = 0;
  for (const auto& method : methods) {
    double cells = 1;
    for (const auto& on : method.axes) cells *= static_cast<double>(on.axis.count());
    rows += cells;
  }
  if (rows > static_cast<double>(most_cells))
    throw UserError(fmt::format("the grid has {:.4g} cells: must be at most {}", rows, most_cells));
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

auto SweepPlan::sweep() const -> Sweep {
  return {experiment.cost.choice(), experiment.start, experiment.steps, experiment.target, methods};
}

auto read_sweep_plan(const CommandLine& command_line) -> SweepPlan {
  SweepPlan plan;
  plan.axes = shared_axes(command_line);
  plan.experiment = read_experiment(without_axes(command_line, plan.axes));
  refuse_best(plan.experiment);
  add_free_axes(plan.axes, command_line, plan.experiment.methods);
  for (const auto& method : plan.experiment.methods) plan.methods.push_back(swept(method, plan.axes));
  refuse_too_many(plan.methods);
  return plan;
}

}  // namespace msim
