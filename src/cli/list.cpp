#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "cli/commands.hpp"
#include "cli/outputs.hpp"
#include "output/file.hpp"
#include "output/table.hpp"
#include "output/writer.hpp"
#include "sim/infos.hpp"
#include "sim/run.hpp"
#include "spec/check.hpp"
#include "spec/error.hpp"
#include "spec/json.hpp"
#include "spec/suggest.hpp"

namespace msim {
namespace {

// One thing of a list, as cells of the table and as members of a JSON object, in the order shown.
struct Cell {
  std::string heading;
  std::string text;
  std::string json;
};
using Entry = std::vector<Cell>;

auto text_cell(std::string heading, std::string_view text) -> Cell {
  return {std::move(heading), std::string(text), json_quote(text)};
}

auto point(Vec2<double> p) -> std::string { return fmt::format("{}, {}", p.x, p.y); }

auto parameters_cell(std::span<const Parameter> parameters) -> Cell {
  std::vector<std::string> texts;
  std::vector<std::string> objects;
  for (const Parameter& p : parameters) {
    texts.push_back(fmt::format("{} = {}", p.name, p.standard));
    objects.push_back(fmt::format(R"({{"name": "{}", "default": {}, "allowed": "{}"}})", p.name, p.standard,
                                  allowed_text(p)));
  }
  return {"parameters", fmt::format("{}", fmt::join(texts, ", ")),
          fmt::format("[{}]", fmt::join(objects, ", "))};
}

auto methods() -> std::vector<Entry> {
  std::vector<Entry> entries;
  for (const MethodInfo& info : method_infos()) {
    entries.push_back({text_cell("name", info.name), text_cell("formula", info.formula),
                       parameters_cell(info.parameters), text_cell("summary", info.summary)});
  }
  return entries;
}

// The cells of what a cost knows by itself.
auto own_cells(const CostInfo& info) -> Entry {
  if (info.on_data) {
    return {{"start", "0, 0", "[0, 0]"}, {"minima", "by the data", "null"}, {"view", "", "null"}};
  }
  std::vector<double> standard;
  for (const Parameter& p : info.parameters) standard.push_back(p.standard);
  const auto [start, view, minima] = with_cost({info.name, standard}, [](const auto& cost) {
    return std::tuple(cost.start(), cost.view(), cost.minima());
  });
  const auto start_text = point(start);
  std::vector<std::string> places;
  std::vector<std::string> objects;
  for (const Minimum& m : minima) {
    places.push_back(fmt::format("{:.6g} at ({:.6g}, {:.6g})", m.value, m.p.x, m.p.y));
    objects.push_back(fmt::format(R"({{"x": {}, "y": {}, "cost": {}}})", m.p.x, m.p.y, m.value));
  }
  return {
      {"start", start_text, "[" + start_text + "]"},
      {"minima", fmt::format("{}", fmt::join(places, "; ")), fmt::format("[{}]", fmt::join(objects, ", "))},
      {"view", "", fmt::format("[{}, {}, {}, {}]", view.x0, view.x1, view.y0, view.y1)}};
}

auto costs() -> std::vector<Entry> {
  std::vector<Entry> entries;
  for (const CostInfo& info : cost_infos()) {
    Entry entry{text_cell("name", info.name), text_cell("formula", info.formula),
                info.fields.empty() ? parameters_cell(info.parameters)
                                    : Cell{"parameters", std::string(info.fields), json_quote(info.fields)}};
    for (Cell& cell : own_cells(info)) entry.push_back(std::move(cell));
    entry.push_back({"note", "", json_quote(info.note)});
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
  std::vector<std::string> objects;
  for (const Entry& entry : entries) {
    std::vector<std::string> members;
    for (const Cell& cell : entry) members.push_back(fmt::format("\"{}\": {}", cell.heading, cell.json));
    objects.push_back(fmt::format("{{{}}}", fmt::join(members, ", ")));
  }
  return fmt::format("[{}]\n", fmt::join(objects, ",\n"));
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

}  // namespace

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

}  // namespace msim
