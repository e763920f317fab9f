#include "output/html.hpp"

#include <fmt/format.h>

#include "draw/figure_theme.hpp"
#include "explorer/describe.hpp"
#include "explorer/page.hpp"
#include "output/error.hpp"
#include "spec/error.hpp"

namespace msim {
namespace {

// The page keeps every step in memory and shows it at once.
constexpr std::uint64_t most_page_steps = 100'000;
// It carries the data, and goes through them at every step and every point of the map.
constexpr std::size_t most_page_rows = 20'000;

auto palette_json(const FigureTheme& theme, std::string_view divergent) -> JsonText {
  return JsonObject()
      .add("background", theme.background)
      .add("ink", theme.ink)
      .add("muted", theme.muted)
      .add("grid", theme.grid)
      .add("low", theme.low)
      .add("high", theme.high)
      .add("line", theme.line)
      .add("bold", theme.bold)
      .add("casing", theme.casing)
      .add("divergent", divergent)
      .add("paths", json_list(theme.paths))
      .text();
}

// JSON that can stand in a script element whatever its strings say: nothing in it ends the element or begins
// another.
auto in_script(const std::string& json) -> std::string {
  std::string text;
  for (const char c : json) {
    if (c == '<' || c == '>' || c == '&') {
      text += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      text += c;
    }
  }
  return text;
}

}  // namespace

HtmlWriter::HtmlWriter(File file) : Writer(std::move(file)) {
  if (!explorer_page().empty()) return;
  throw OutputError(
      fmt::format("{}: needs the explorer, which this program was built without: apt-get install nodejs npm "
                  "clang-14 lld-14 "
                  "binaryen wasi-libc libclang-rt-14-dev-wasm32 libc++-14-dev-wasm32, then build again",
                  this->file().name()));
}

void HtmlWriter::begin(const Study& study) {
  Experiment experiment = study.experiment();
  if (experiment.steps > most_page_steps) {
    throw UserError(fmt::format("--steps = {}: must be at most {} for html, which keeps every step",
                                experiment.steps, most_page_steps));
  }
  const auto& data = experiment.cost.data;
  if (data && data->xs.size() > most_page_rows) {
    throw UserError(
        fmt::format("--cost: data = {}: has {} rows: must have at most {} for html, which carries them",
                    in_quotes(data->name()), data->xs.size(), most_page_rows));
  }
  constexpr std::string_view place = "@RUN@";
  const auto page = explorer_page();
  const auto at = page.find(place);
  file().write(page.substr(0, at));
  const auto lists = description(experiment.cost);
  experiment.cost = without_folders(experiment.cost);
  JsonObject palettes;
  palettes.add("light", palette_json(light_theme, "#e6c3b5"))
      .add("dark", palette_json(dark_theme, "#4a2626"));
  file().write(in_script(
      JsonObject().add("lists", lists).add("palettes", palettes).add("spec", json(experiment)).text().text));
  file().write(page.substr(at + place.size()));
}

}  // namespace msim
