#include "cli/experiment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/infos.hpp"
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
    OptionField{"--batch-size", "batch_size", Json::number_or_string},
    OptionField{"--noise", "noise", Json::number_or_string},
    OptionField{"--seed", "seed", Json::number_or_string},
    OptionField{"--repeat", "repeat", Json::number_or_string},
};

// --standardize, as if the cost had been given with it.
void add_standardize(std::vector<Field>& fields) {
  const auto cost =
      std::find_if(fields.rbegin(), fields.rend(), [](const Field& f) { return f.name == "cost"; });
  constexpr std::string_view option = "--standardize";
  constexpr std::string_view member = "standardize";
  if (cost == fields.rend()) throw UserError(fmt::format("{}: needs a cost on data", option));
  Json& value = cost->value;
  const Json* const type = value.find("type");
  const auto name = value.kind == Json::Kind::string ? value.text.substr(0, value.text.find(':'))
                    : type != nullptr                ? type->text
                                                     : "";
  const auto infos = cost_infos();
  const auto info =
      std::find_if(infos.begin(), infos.end(), [&](const CostInfo& i) { return i.name == name; });
  if (info != infos.end() && !info->on_data)
    throw UserError(fmt::format("{}: needs a cost on data, {} is not", option, name));
  if (value.kind == Json::Kind::string) {
    value.text += fmt::format("{}{}=true", value.text.find(':') == std::string::npos ? ':' : ',', member);
  } else {
    std::erase_if(value.members, [&](const Json::Member& m) { return m.name == member; });
    value.members.push_back({std::string(member), {.kind = Json::Kind::boolean, .text = "true"}});
  }
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
  if (cost != nullptr) fields.push_back({"cost", "--cost", read_cost(*cost, "--cost")});
  if (command_line.has("--standardize")) add_standardize(fields);
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
