#include "cli/figure_style.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "spec/check.hpp"
#include "spec/error.hpp"
#include "spec/short_form.hpp"

namespace msim {
namespace {

constexpr std::uint64_t least_pixels = 200;
constexpr std::uint64_t most_pixels = 8000;

void read_size(const std::string& text, FigureStyle& style) {
  const Json size = parse_list(text, 'x');
  if (size.items.size() != 2)
    refuse("--size", Json::string(text), "must be two numbers of pixels, WIDTHxHEIGHT");
  const auto pixels = [&](const Json& side, const char* name) {
    return static_cast<int>(whole_number(side, least_pixels, most_pixels, fmt::format("--size: {}", name)));
  };
  style.width = pixels(size.items[0], "width");
  style.height = pixels(size.items[1], "height");
}

auto read_panels(const std::string& text) -> std::vector<Panel> {
  std::vector<Panel> panels;
  for (const Json& item : parse_list(text, ',').items) {
    const std::string& name = item.text;
    const auto panel = static_cast<Panel>(place_among(panel_names, name, "--panel"));
    if (std::find(panels.begin(), panels.end(), panel) != panels.end()) {
      throw UserError(fmt::format("--panel = {}: given more than once", in_quotes(name)));
    }
    panels.push_back(panel);
  }
  return panels;
}

}  // namespace

auto figure_style(const CommandLine& command_line) -> FigureStyle {
  FigureStyle style;
  style.dark = command_line.has("--dark");
  if (const auto* size = command_line.value("--size")) read_size(*size, style);
  if (const auto* title = command_line.value("--title")) style.title = *title;
  if (const auto* panels = command_line.value("--panel")) style.panels = read_panels(*panels);
  return style;
}

void check_figure(const FigureStyle& style, const Experiment& experiment,
                  const std::vector<Valley>& valleys) {
  if (experiment.methods.size() > most_figure_paths) {
    throw UserError(fmt::format("--method: {} methods: a figure shows at most {}", experiment.methods.size(),
                                most_figure_paths));
  }
  for (const Panel panel : {Panel::steep, Panel::shallow}) {
    if (!style.shows(panel) || !valleys.empty()) continue;
    throw UserError(
        fmt::format("--panel = '{}': must be contour or cost, since no minimum of the cost is known",
                    panel_names.at(static_cast<std::size_t>(panel))));
  }
}

}  // namespace msim
