#include "cli/figure_options.hpp"

#include <fmt/format.h>

#include "draw/gradient_cloud.hpp"
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

auto name_of(Panel panel) -> std::string_view { return panel_names.at(static_cast<std::size_t>(panel)); }

// "gradients@20": the panel and a step.
constexpr std::string_view with_step = "gradients@";

void read_panels(const std::string& text, FigureStyle& style) {
  style.panels.clear();
  for (const Json& item : parse_list(text, ',').items) {
    std::string name = item.text;
    if (name.starts_with(with_step)) {
      const Json step = parse_list(name.substr(with_step.size()), ',').items.front();
      style.gradients_at = whole_number(step, 0, most_steps, fmt::format("--panel: {}", with_step));
      name = name_of(Panel::gradients);
    }
    const auto panel = static_cast<Panel>(place_among(panel_names, name, "--panel"));
    if (style.shows(panel))
      throw UserError(fmt::format("--panel = {}: given more than once", in_quotes(name)));
    style.panels.push_back(panel);
  }
}

}  // namespace

auto figure_style(const CommandLine& command_line) -> FigureStyle {
  FigureStyle style;
  style.dark = command_line.has("--dark");
  if (const auto* size = command_line.value("--size")) read_size(*size, style);
  if (const auto* title = command_line.value("--title")) style.title = *title;
  if (const auto* panels = command_line.value("--panel")) read_panels(*panels, style);
  return style;
}

void check_figure(const FigureStyle& style, const Study& study) {
  const Experiment& experiment = study.experiment();
  if (experiment.methods.size() > most_figure_paths) {
    throw UserError(fmt::format("--method: {} methods: a figure shows at most {}", experiment.methods.size(),
                                most_figure_paths));
  }
  for (const Panel panel : {Panel::steep, Panel::shallow}) {
    if (!style.shows(panel) || !study.valleys().empty()) continue;
    throw UserError(fmt::format(
        "--panel = '{}': must be contour or cost, since no minimum of the cost is known", name_of(panel)));
  }
  if (style.shows(Panel::data) && !experiment.cost.data)
    throw UserError("--panel = 'data': needs a cost on data, least-squares or logistic");
  if (style.shows(Panel::gradients) && !has_noisy_gradients(experiment))
    throw UserError("--panel = 'gradients': needs a cost on data, least-squares or logistic, or --noise");
  if (style.gradients_at > experiment.steps) {
    throw UserError(fmt::format("--panel = '{}{}': must be a step of the run, 0 to {}", with_step,
                                style.gradients_at, experiment.steps));
  }
}

}  // namespace msim
