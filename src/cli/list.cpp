#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "cli/command.hpp"
#include "cli/command_line.hpp"
#include "cli/outputs.hpp"
#include "output/file.hpp"
#include "output/table.hpp"
#include "output/writer.hpp"
#include "sim/infos.hpp"
#include "spec/check.hpp"
#include "spec/cost_spec.hpp"
#include "spec/error.hpp"
#include "spec/suggest.hpp"

namespace msim {
namespace {

auto list_text() -> CommandText {
  return {
      "Prints what there is: momentum-sim list methods, costs or formats.",
      {{"Output", {{"--format", "FORMAT", "text (a Markdown table) or json [text]"}}}},
      "methods|costs|formats",
      "Examples:\n"
      "  momentum-sim list methods\n"
      "  momentum-sim list costs --format json\n",
  };
}

// One thing of a list, as cells of the table and as members of a JSON object, in the order shown.
struct Cell {
  std::string heading;
  std::string text;
  JsonText value;
};
using Entry = std::vector<Cell>;

auto text_cell(std::string heading, std::string_view text) -> Cell {
  return {std::move(heading), std::string(text), json(text)};
}

auto parameters_cell(std::span<const Parameter> parameters) -> Cell {
  std::vector<std::string> texts;
  for (const Parameter& p : parameters) texts.push_back(fmt::format("{} = {}", p.name, p.standard));
  return {
      "parameters", fmt::format("{}", fmt::join(texts, ", ")), json_list(parameters, [](const Parameter& p) {
        return JsonObject().add("name", p.name).add("default", p.standard).add("allowed", allowed_text(p));
      })};
}

auto methods() -> std::vector<Entry> {
  std::vector<Entry> entries;
  for (const MethodInfo& info : method_infos()) {
    entries.push_back({text_cell("name", info.name), text_cell("formula", info.formula),
                       parameters_cell(info.parameters), text_cell("summary", info.summary)});
  }
  return entries;
}

// The cells of what a cost knows by itself, where its parameters say all of it.
auto own_cells(const CostInfo& info) -> Entry {
  const JsonText null{"null"};
  const auto spec = standard_cost(info);
  if (!spec) return {{"start", "0, 0", {"[0, 0]"}}, {"minima", "by the data", null}, {"view", "", null}};
  const AnyCost cost = spec->cost();
  const auto start = cost.start();
  const auto view = cost.view();
  const auto minima = cost.minima();
  std::vector<std::string> places;
  for (const Minimum& m : minima)
    places.push_back(fmt::format("{:.6g} at ({:.6g}, {:.6g})", m.value, m.p.x, m.p.y));
  const auto minimum_json = [](const Minimum& m) {
    return JsonObject().add("x", m.p.x).add("y", m.p.y).add("cost", m.value);
  };
  return {{"start", fmt::format("{}, {}", start.x, start.y), json_list(std::array{start.x, start.y})},
          {"minima", fmt::format("{}", fmt::join(places, "; ")), json_list(minima, minimum_json)},
          {"view", "", json_list(std::array{view.x0, view.x1, view.y0, view.y1})}};
}

auto costs() -> std::vector<Entry> {
  std::vector<Entry> entries;
  for (const CostInfo& info : cost_infos()) {
    Entry entry{
        text_cell("name", info.name), text_cell("formula", info.formula),
        info.fields.empty() ? parameters_cell(info.parameters) : text_cell("parameters", info.fields)};
    for (Cell& cell : own_cells(info)) entry.push_back(std::move(cell));
    entry.push_back({"note", "", json(info.note)});
    entries.push_back(std::move(entry));
  }
  return entries;
}

auto output_formats() -> std::vector<Entry> {
  std::vector<Entry> entries;
  for (const Format& format : formats()) {
    entries.push_back({text_cell("name", format.name), text_cell("extension", format.extension),
                       text_cell("description", format.description)});
  }
  return entries;
}

auto as_json(const std::vector<Entry>& entries) -> std::string {
  const auto object = [](const Entry& entry) {
    JsonObject members;
    for (const Cell& cell : entry) members.add(cell.heading, cell.value);
    return members;
  };
  return json_list(entries, object, ",\n").text + "\n";
}

// A column without a text in any row is for JSON only.
auto as_table(const std::vector<Entry>& entries) -> std::string {
  std::vector<std::vector<std::string>> rows(entries.size() + 1);
  for (std::size_t column = 0; column < entries.front().size(); ++column) {
    const auto empty = [&](const Entry& entry) { return entry[column].text.empty(); };
    if (std::all_of(entries.begin(), entries.end(), empty)) continue;
    rows[0].push_back(entries.front()[column].heading);
    for (std::size_t i = 0; i < entries.size(); ++i) rows[i + 1].push_back(entries[i][column].text);
  }
  return table(rows);
}

struct Topic {
  std::string_view name;
  std::vector<Entry> (*entries)();
};
constexpr std::array topics{Topic{"methods", methods}, Topic{"costs", costs},
                            Topic{"formats", output_formats}};

void run_list(const CommandLine& command_line) {
  const auto names = names_of(topics);
  const auto& name = command_line.topic;
  if (name.empty()) throw UserError("list: what to list is missing: " + must_be_one_of("", names));
  const auto topic =
      std::find_if(topics.begin(), topics.end(), [&](const Topic& t) { return t.name == name; });
  if (topic == topics.end())
    throw UserError(fmt::format("list {}: {}", in_quotes(name), must_be_one_of(name, names)));

  const bool json = text_or_json(command_line) == "json";
  auto file = File::standard_output();
  const auto entries = topic->entries();
  file.write(json ? as_json(entries) : as_table(entries));
  file.finish();
}

}  // namespace

auto list_command() -> Command {
  return {"list", "Methods, costs, formats, with formulas and defaults", list_text, run_list, nullptr};
}

}  // namespace msim
