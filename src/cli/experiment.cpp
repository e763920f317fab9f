#include "cli/experiment.hpp"

#include <array>

#include "spec/error.hpp"
#include "spec/resolve.hpp"
#include "spec/short_form.hpp"
#include "spec/source.hpp"

namespace msim {
namespace {

auto comma_list(std::string_view text) -> Json { return parse_list(text, ','); }

auto grid_size(std::string_view text) -> Json {
  return text == "0" ? Json::number_or_string(text) : parse_list(text, 'x');
}

struct OptionField {
  std::string_view option;
  std::string_view field;
  Json (*read)(std::string_view text);
};

constexpr std::array option_fields{
    OptionField{"--lr", "lr", Json::number_or_string},
    OptionField{"--beta", "beta", Json::number_or_string},
    OptionField{"--start", "start", comma_list},
    OptionField{"--steps", "steps", Json::number_or_string},
    OptionField{"--grad-tol", "grad_tol", Json::number_or_string},
    OptionField{"--target", "target", Json::number_or_string},
    OptionField{"--every", "every", Json::number_or_string},
    OptionField{"--view", "view", comma_list},
    OptionField{"--grid", "grid", grid_size},
    OptionField{"--seed", "seed", Json::number_or_string},
};

}  // namespace

auto read_fields(const CommandLine& command_line) -> std::vector<Field> {
  const std::string* const spec = command_line.value("--spec");
  const std::string* const cost = command_line.value("--cost");
  if (spec != nullptr && cost != nullptr && *spec == "-" && *cost == "-") {
    throw UserError("--cost = '-': standard input is read by --spec already");
  }

  std::vector<Field> fields;
  if (spec != nullptr) fields = spec_fields(read_json(*spec, "--spec"), "--spec");
  if (cost != nullptr) fields.push_back({"cost", "--cost", read_cost(*cost, "--cost")});
  const auto add_list = [&](std::string_view field, const std::string& option) {
    if (!command_line.has(option)) return;
    Json list{.kind = Json::Kind::array};
    for (const auto& text : command_line.values(option)) list.items.push_back(Json::string(text));
    fields.push_back({std::string(field), option, std::move(list)});
  };
  add_list("methods", "--method");
  add_list(sweep_axes_field, "--axis");
  for (const auto& [option, field, read] : option_fields) {
    const std::string* const given = command_line.value(option);
    if (given != nullptr) fields.push_back({std::string(field), std::string(option), read(*given)});
  }
  return fields;
}

auto read_experiment(const CommandLine& command_line) -> Experiment {
  return resolve(read_fields(command_line));
}

}  // namespace msim
