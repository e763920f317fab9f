#include "output/html.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

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

auto palette_json(const FigureTheme& theme, std::string_view divergent) -> std::string {
  return fmt::format(
      R"({{"background": "{}", "ink": "{}", "muted": "{}", "grid": "{}", "low": "{}", "high": "{}", )"
      R"("line": "{}", "bold": "{}", "casing": "{}", "divergent": "{}", "paths": ["{}"]}})",
      theme.background, theme.ink, theme.muted, theme.grid, theme.low, theme.high, theme.line, theme.bold,
      theme.casing, divergent, fmt::join(theme.paths, R"(", ")"));
}

// The experiment as the page tells it: where the data are on this machine is nobody's business.
auto without_folders(Experiment experiment) -> Experiment {
  if (!experiment.cost.data) return experiment;
  const DataSet& set = *experiment.cost.data;
  const auto named = std::make_shared<DataSet>();
  named->path = set.name();
  named->x = set.x;
  named->y = set.y;
  named->standardize = set.standardize;
  experiment.cost.data = named;
  return experiment;
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

void HtmlWriter::begin(const Experiment& experiment, const std::vector<Valley>& /*valleys*/,
                       double /*lowest*/) {
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
  file().write(
      in_script(fmt::format(R"({{"lists": {}, "palettes": {{"light": {}, "dark": {}}}, "spec": {}}})",
                            description(experiment.cost), palette_json(light_theme, "#e6c3b5"),
                            palette_json(dark_theme, "#4a2626"), to_json(without_folders(experiment)))));
  file().write(page.substr(at + place.size()));
}

}  // namespace msim
