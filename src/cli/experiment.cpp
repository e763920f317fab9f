#include "cli/experiment.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "spec/error.hpp"
#include "spec/experiment_fields.hpp"
#include "spec/source.hpp"

namespace msim {
namespace {

// --standardize, as if the cost had been given with it.
void add_standardize(std::vector<Field>& fields) {
  const auto cost =
      std::find_if(fields.rbegin(), fields.rend(), [](const Field& f) { return f.name == "cost"; });
  const std::string option = "--standardize";
  if (cost == fields.rend()) throw UserError(fmt::format("{}: needs a cost on data", option));
  cost->value = standardized(std::move(cost->value), option);
}

}  // namespace

auto read_fields(const CommandLine& command_line) -> std::vector<Field> {
  const std::string* const spec = command_line.value("--spec");
  const std::string* const cost = command_line.value("--cost");
  if (spec != nullptr && cost != nullptr && *spec == "-" && *cost == "-") {
    throw UserError("--cost = '-': standard input is read by --spec already");
  }

  std::vector<Field> fields;
  if (spec != nullptr) fields = spec_fields(read_json(*spec, "--spec"), "--spec");
  if (cost != nullptr) fields.push_back({"cost", "--cost", read_cost_argument(*cost, "--cost")});
  if (command_line.has("--standardize")) add_standardize(fields);
  const auto add_list = [&](std::string_view field, const std::string& option) {
    if (!command_line.has(option)) return;
    Json list{.kind = Json::Kind::array};
    for (const auto& text : command_line.values(option)) list.items.push_back(Json::string(text));
    fields.push_back({std::string(field), option, std::move(list)});
  };
  add_list("methods", "--method");
  add_list(sweep_axes_field, "--axis");
  for (const ExperimentField& field : experiment_fields()) {
    const auto option = field.option();
    const std::string* const given = field.word == nullptr ? nullptr : command_line.value(option);
    if (given != nullptr) fields.push_back({std::string(field.name), option, field.word(*given)});
  }
  return fields;
}

auto read_experiment(const CommandLine& command_line) -> Experiment {
  return resolve(read_fields(command_line));
}

}  // namespace msim
