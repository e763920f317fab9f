#include "draw/runs_figure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "draw/animation.hpp"
#include "draw/data_panel.hpp"
#include "draw/gnuplot_script.hpp"
#include "draw/gnuplot_text.hpp"
#include "draw/gradient_cloud.hpp"
#include "draw/gradients_panel.hpp"
#include "draw/runs_contour.hpp"
#include "draw/runs_steps.hpp"
#include "draw/title.hpp"

namespace msim {
namespace {

// Which colour and marker each path has: gd and momentum their own, the others what is left.
auto slots_of(const Scene& scene) -> std::vector<std::size_t> {
  std::vector<std::size_t> result(scene.paths.size(), most_figure_paths);
  std::set<std::size_t> used;
  const auto take = [&](std::string_view method, std::size_t slot) {
    for (std::size_t i = 0; i < result.size(); ++i) {
      if (scene.experiment.methods[i].name == method && used.insert(slot).second) result[i] = slot;
    }
  };
  take("gd", 0);
  take("momentum", 1);
  // A figure without the one or the other still begins with the first colours.
  std::size_t next = 0;
  for (auto& slot : result) {
    while (slot == most_figure_paths && !used.insert(next).second) ++next;
    if (slot == most_figure_paths) slot = next;
  }
  return result;
}

auto title_text(const Scene& scene, const FigureStyle& style) -> std::string {
  return plain_text(style.title ? *style.title : figure_title(scene));
}

auto labels_of(const Scene& scene) -> std::vector<std::string> {
  std::vector<std::string> labels;
  for (const Path& path : scene.paths) {
    const bool diverged = path.outcome.stop == Stop::diverged;
    labels.push_back(plain_text(path.label) +
                     (diverged ? fmt::format(" (diverges, step {})", path.outcome.last.k) : ""));
  }
  return labels;
}

// The parts of a script. Each writes commands that rest on what stands before it.
class RunsScript {
 public:
  RunsScript(const Scene& scene, const FigureStyle& style, Picture picture, Layout layout)
      : scene_(scene),
        style_(style),
        picture_(picture),
        layout_(std::move(layout)),
        slots_(slots_of(scene)),
        script_(style, picture, layout_.scale),
        steps_(scene, colors(), script_) {
    if (style.shows(Panel::contour)) contour_.emplace(scene, *frame_of(Panel::contour), script_);
    if (style.shows(Panel::data)) rows_.emplace(scene, *frame_of(Panel::data), colors(), script_);
    if (style.shows(Panel::gradients)) cloud_ = gradient_cloud(scene, style.gradients_at);
  }

  auto text() && -> std::string {
    script_.head(frame_delay(frames_of(scene_).size()));
    data();
    functions();
    if (contour_) contour_->data();
    looks();
    if (script_.animated()) {
      frames();
    } else {
      script_.line("last = {}  # the paths are drawn up to this step", last_step(scene_));
      figure();
    }
    return std::move(script_).text();
  }

 private:
  void data() {
    write_paths(scene_, contour_ ? frame_of(Panel::contour) : nullptr, script_);
    if (style_.shows(Panel::cost)) steps_.bands();
    if (rows_) rows_->data();
    if (cloud_) script_.points("gradients", cloud_->drawn);
    script_.line("$start << EOD\n{} {}\nEOD", scene_.experiment.start.x, scene_.experiment.start.y);
    if (scene_.valleys.empty()) return;
    script_.line("$minima << EOD");
    for (const Valley& valley : scene_.valleys) script_.line("{} {}", valley.minimum.p.x, valley.minimum.p.y);
    script_.line("EOD");
  }

  void functions() {
    script_.line("");
    script_.line("lowest = {}", scene_.lowest);
    script_.line("drawn(k, shown, x) = k <= last && shown >= 1 ? x : NaN");
    script_.line("marked(k, shown, x) = k <= last && shown == 2 ? x : NaN");
    script_.line("upto(k) = k <= last ? k : NaN");
    script_.line("above(cost) = cost > lowest ? cost - lowest : NaN");
    if (rows_) rows_->functions();
    if (style_.shows(Panel::steep) || style_.shows(Panel::shallow)) steps_.positions();
  }

  // What holds for every panel.
  void looks() {
    const FigureTheme& theme = script_.theme();
    script_.line("");
    script_.line("set palette defined (0 '{}', 1 '{}'); unset colorbox; unset key", theme.low, theme.high);
    script_.line("set tics scale 0 textcolor rgb '{}'", theme.muted);
    script_.line("set grid linetype 1 linecolor rgb '{}' linewidth 1", theme.grid);
    script_.line("set border 0");
    script_.line("title = {}", gnuplot_string(layout_.title_text));
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      script_.line("label{} = {}", i + 1, gnuplot_string(layout_.legend[i].text));
      const int marker = markers[slots_[i]];
      script_.line("set style line {} linecolor rgb '{}' linewidth 1.9 pointtype {} {}", i + 1,
                   theme.paths[slots_[i]], marker, script_.pointsize(0.85));
      script_.line("set style line {} linecolor rgb '{}' linewidth 4.4 pointtype {} {}",
                   i + 1 + casing_styles, theme.casing, marker, script_.pointsize(1.15));
    }
  }

  void frames() {
    auto steps = frames_of(scene_);
    const std::size_t different = steps.size();
    if (picture_ == Picture::gif)
      steps.insert(steps.end(), static_cast<std::size_t>(last_frame_held / frame_delay(different)),
                   steps.back());
    script_.line("steps = '{}'", fmt::join(steps, " "));
    script_.line("do for [i=1:words(steps)] {{");
    script_.line("last = real(word(steps, i))");
    if (rows_) rows_->choose_fit();
    script_.line("print sprintf('frame %d of %d', i, words(steps))");
    figure();
    script_.line("}}");
  }

  void figure() {
    script_.line("");
    script_.line("set multiplot");
    header();
    for (const Frame& frame : layout_.frames) {
      panel(frame);
      if (&frame == &layout_.frames.front()) script_.line("unset label; unset arrow");
    }
    script_.line("unset multiplot");
  }

  void header() {
    script_.title(layout_);
    const double s = script_.scale();
    for (std::size_t i = 0; i < layout_.legend.size(); ++i) {
      const auto& [place, text] = layout_.legend[i];
      const Place middle{place.x + sample_width * s / 2, place.y};
      const Place end{place.x + sample_width * s, place.y};
      script_.line("set arrow from {} to {} nohead linestyle {} front", script_.at(place), script_.at(end),
                   i + 1);
      script_.line("set label '' at {} point linestyle {} front", script_.at(middle), i + 1);
      script_.line("set label label{} at {} left noenhanced textcolor rgb '{}' {} front", i + 1,
                   script_.at({end.x + 8 * s, end.y}), script_.theme().ink, script_.font(text_size));
    }
  }

  void panel(const Frame& frame) {
    script_.edges(frame);
    switch (frame.panel) {
      case Panel::contour:
        return contour_->draw();
      case Panel::cost:
        return steps_.draw_cost(frame);
      case Panel::steep:
        return steps_.draw_position(frame, "steep", "across the valley", &Directions<double>::steep);
      case Panel::shallow:
        return steps_.draw_position(frame, "shallow", "along the valley", &Directions<double>::shallow);
      case Panel::data:
        return rows_->draw();
      case Panel::gradients:
        return draw_gradients(*cloud_, scene_.cost.info().axes, frame, colors().front(), script_);
    }
  }

  auto frame_of(Panel panel) const -> const Frame* {
    return &*std::find_if(layout_.frames.begin(), layout_.frames.end(),
                          [&](const Frame& frame) { return frame.panel == panel; });
  }

  // One a path.
  auto colors() const -> std::vector<std::string_view> {
    std::vector<std::string_view> result;
    for (const std::size_t slot : slots_)
      result.push_back((style_.dark ? dark_theme : light_theme).paths[slot]);
    return result;
  }

  const Scene& scene_;
  const FigureStyle& style_;
  Picture picture_;
  Layout layout_;
  std::vector<std::size_t> slots_;
  GnuplotScript script_;
  StepsPanels steps_;
  std::optional<ContourPanel> contour_;  // these where they are shown
  std::optional<DataPanel> rows_;
  std::optional<GradientCloud> cloud_;
};

}  // namespace

auto runs_script(const Scene& scene, const FigureStyle& style, Picture picture) -> std::string {
  auto placed = layout(style, title_text(scene, style), labels_of(scene));
  return RunsScript(scene, style, picture, std::move(placed)).text();
}

}  // namespace msim
