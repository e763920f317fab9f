#include "cli/sweep_outputs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "analysis/theory.hpp"
#include "output/json.hpp"
#include "sim/infos.hpp"
#include "sim/run.hpp"
#include "spec/json.hpp"

namespace msim {
namespace {

auto is_shared(const GridAxis& axis) -> bool {
  return axis.name == learning_rate.name || axis.name == momentum_coefficient.name;
}

auto columns(const SweepPlan& plan, bool rate) -> std::vector<std::string> {
  std::vector<std::string> names{"method", "lr", "beta", "outcome", "steps", "final_cost"};
  for (const auto& axis : plan.axes) {
    if (!is_shared(axis)) names.push_back(axis.name);
  }
  if (rate) names.emplace_back("rate");
  return names;
}

// "grid": {"lr": [0.1, ...], "beta": [0, ...]}
void write_grid(File& file, const std::vector<GridAxis>& axes) {
  file.write("\"grid\": {");
  for (const auto& [name, axis] : axes) {
    file.write(fmt::format("{}\"{}\": [", &name == &axes.front().name ? "" : ",\n", name));
    for (std::uint64_t i = 0; i < axis.count(); ++i)
      file.write(fmt::format("{}{}", i == 0 ? "" : ", ", axis.at(i)));
    file.write("]");
  }
  file.write("}");
}

}  // namespace

SweepOutputs::SweepOutputs(std::vector<OpenOutput>&& outputs, const SweepPlan& plan, bool rate)
    : plan_(plan), columns_(columns(plan, rate)), rate_(rate) {
  for (const auto& method : plan.experiment.methods) labels_.push_back(method.label());
  for (auto& [format, file] : outputs)
    outputs_.push_back({format, std::move(file), TableRows(format->name, columns_)});
  if (rate && cost_info(plan.experiment.cost.name).quadratic) {
    curvature_ = with_cost(plan.experiment.cost.choice(),
                           [&](const auto& cost) { return eigen(cost.hessian(plan.experiment.start)); });
  }
}

void SweepOutputs::begin(bool first_part) {
  each_open(outputs_, [&](Output& output) {
    if (output.format->name == "csv" && first_part)
      output.file.write(fmt::format("{}\n", fmt::join(columns_, ",")));
    if (output.format->name != "json") return;
    output.file.write(document_head(plan_.experiment) + ",\n");
    write_grid(output.file, plan_.axes);
    output.file.write(
        fmt::format(",\n\"rows\": {{\"columns\": [\"{}\"], \"data\": [\n", fmt::join(columns_, "\", \"")));
  });
}

void SweepOutputs::row(std::size_t method, std::uint64_t number, const Cell& cell) {
  const auto& name = plan_.methods[method].name;
  const auto parameters = plan_.methods[method].cell(number);
  const auto value = [&](std::string_view axis) -> TableField {
    const auto place = parameter_on_axis(name, axis);
    if (!place) return {};
    return parameters[*place];
  };
  fields_.assign({labels_[method], value(learning_rate.name), value(momentum_coefficient.name),
                  name_of(cell.stop), cell.steps, cell.cost});
  for (const auto& axis : plan_.axes) {
    if (!is_shared(axis)) fields_.push_back(value(axis.name));
  }
  if (rate_) fields_.push_back(rate_of({name, parameters}));
  each_open(outputs_, [&](Output& output) { output.rows.write(output.file, fields_); });
}

void SweepOutputs::end() {
  each_open(outputs_, [](Output& output) {
    if (output.format->name == "json") output.file.write("\n]}}\n");
  });
  each_open(outputs_, [](Output& output) { output.file.finish(); });
  each_open(outputs_, [](Output& output) { output.file.commit(); });
}

auto SweepOutputs::rate_of(Choice method) const -> TableField {
  const auto linear = curvature_ ? linear_method(method) : std::nullopt;
  if (!linear) return {};
  return rate(linear->filter, linear->lr, curvature_->l1, curvature_->l2);
}

}  // namespace msim
