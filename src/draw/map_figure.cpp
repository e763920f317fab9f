#include "draw/map_figure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>

#include "analysis/valley.hpp"
#include "draw/gnuplot_script.hpp"
#include "draw/gnuplot_text.hpp"
#include "draw/title.hpp"

namespace msim {
namespace {

auto usual_title(const SweepSpec& spec) -> std::string {
  const auto& e = spec.experiment;
  const auto known = valleys(e.cost.cost());
  const auto title = cost_title(e.cost, known);
  if (known.empty()) return title + ": no minimum is known, so that nothing is reached";
  return fmt::format("{}: steps until the cost is within {} of its minimum", title, e.target);
}

// What the legend explains; each has its sample.
enum class Mark { diverged, budget, edge, critical, optimum, best };

auto marks_of(const std::vector<MapPanel>& panels) -> std::vector<Mark> {
  std::vector<Mark> marks;
  const auto add = [&](Mark mark, const std::function<bool(const MapPanel&)>& has) {
    if (std::any_of(panels.begin(), panels.end(), has)) marks.push_back(mark);
  };
  const auto ends = [](CellStop stop) {
    return [stop](const MapPanel& panel) {
      return std::any_of(panel.cells.begin(), panel.cells.end(),
                         [&](const Cell& cell) { return cell.stop == stop; });
    };
  };
  add(Mark::diverged, ends(CellStop::diverged));
  add(Mark::budget, ends(CellStop::budget));
  add(Mark::edge, [](const MapPanel& panel) { return !panel.edge.empty(); });
  add(Mark::critical, [](const MapPanel& panel) { return !panel.critical.empty(); });
  add(Mark::optimum, [](const MapPanel& panel) { return panel.optimum.has_value(); });
  add(Mark::best, [](const MapPanel& panel) { return panel.best.number().has_value(); });
  return marks;
}

auto text_of(Mark mark, const Experiment& experiment) -> std::string {
  switch (mark) {
    case Mark::diverged:
      return "diverges";
    case Mark::budget:
      return fmt::format("not there after {} steps", experiment.steps);
    case Mark::edge:
      return "edge of stability";
    case Mark::critical:
      return "critical for a curvature";
    case Mark::optimum:
      return "fastest by theory";
    case Mark::best:
      break;
  }
  return "best cell";
}

auto labels_of(const std::vector<Mark>& marks, const Experiment& experiment) -> std::vector<std::string> {
  std::vector<std::string> labels;
  for (const Mark mark : marks) labels.push_back(text_of(mark, experiment));
  return labels;
}

class MapScript : private GnuplotScript {
 public:
  MapScript(const SweepSpec& spec, const std::vector<MapPanel>& panels, const FigureStyle& style,
            Picture picture, std::vector<Mark> marks, MapLayout layout)
      : GnuplotScript(style, picture, layout.scale),
        spec_(spec),
        panels_(panels),
        marks_(std::move(marks)),
        layout_(std::move(layout)),
        steps_(step_scale(panels)) {}

  auto text() -> std::string {
    head(0);
    data();
    looks();
    line("");
    line("set multiplot");
    header();
    for (std::size_t i = 0; i < panels_.size(); ++i) panel(i);
    line("unset multiplot");
    return std::move(script_);
  }

 private:
  void data() {
    line("");
    line(
        "# The steps of each cell: -1 where it does not arrive, -2 where it diverges. All places count "
        "cells.");
    for (std::size_t i = 0; i < panels_.size(); ++i) {
      const MapPanel& panel = panels_[i];
      line("$cells{} << EOD", i + 1);
      for (std::uint64_t row = 0; row < std::max<std::uint64_t>(2, panel.ny()); ++row) {
        const auto y = std::min(row, panel.ny() - 1);
        for (std::uint64_t x = 0; x < panel.nx(); ++x) {
          const Cell& cell = panel.at(x, y);
          if (x > 0) script_ += ' ';
          script_ += cell.stop == CellStop::diverged ? "-2"
                     : cell.stop == CellStop::budget ? "-1"
                                                     : fmt::format("{}", cell.steps);
        }
        script_ += '\n';
      }
      line("EOD");
      curve(fmt::format("edge{}", i + 1), panel.edge);
      for (std::size_t c = 0; c < panel.critical.size(); ++c)
        curve(fmt::format("critical{}_{}", i + 1, c + 1), panel.critical[c]);
      if (panel.optimum) curve(fmt::format("optimum{}", i + 1), {*panel.optimum});
      if (const auto best = panel.place_of_best()) curve(fmt::format("best{}", i + 1), {*best});
    }
  }

  void curve(const std::string& name, const std::vector<Vec2<double>>& places) {
    if (!places.empty()) points(name, places);
  }

  void looks() {
    line("");
    std::vector<std::string> colors;
    for (std::size_t i = 0; i < theme_.steps.size(); ++i)
      colors.push_back(fmt::format("{} '{}'", i, theme_.steps.at(i)));
    line("set palette defined ({}); unset key", fmt::join(colors, ", "));
    line("shade(steps) = steps >= 0 ? log10(steps > 1 ? steps : 1) : NaN");
    line("set cbrange [{}:{}]", std::log10(steps_.low), std::log10(steps_.high));
    line("set tics scale 0 textcolor rgb '{}'", theme_.muted);
    line("unset grid; set border 15 linecolor rgb '{}' linewidth 1", theme_.grid);
    line("title = {}", gnuplot_string(layout_.title_text));
    for (const Mark mark : marks_) style(mark);
  }

  // A line or a point, each with its casing.
  void style(Mark mark) {
    const auto both = [&](std::string_view thin, std::string_view thick) {
      line("set style line {} linecolor rgb '{}' {}", number(mark), theme_.ink, thin);
      line("set style line {} linecolor rgb '{}' {}", number(mark) + 10, theme_.casing, thick);
    };
    const auto point = [&](int type, double size) {
      both(fmt::format("linewidth 1.8 pointtype {} {}", type, pointsize(size)),
           fmt::format("linewidth 5 pointtype {} {}", type, pointsize(size)));
    };
    if (mark == Mark::edge) both("linewidth 2.2", "linewidth 5");
    if (mark == Mark::critical) both("linewidth 1.4 dashtype (8,5)", "linewidth 3.6");
    if (mark == Mark::optimum) point(12, 1.7);
    if (mark == Mark::best) point(6, 1.9);
  }
  static auto number(Mark mark) -> int { return static_cast<int>(mark) + 1; }

  void header() {
    title(layout_);
    const double s = scale_;
    for (std::size_t i = 0; i < layout_.legend.size(); ++i) {
      const auto& [place, text] = layout_.legend[i];
      const Place end{place.x + sample_width * s, place.y};
      sample(marks_[i], place, end, i + 1);
      label("", text, {end.x + 8 * s, end.y}, theme_.ink, text_size, "left front");
    }
  }

  void sample(Mark mark, Place from, Place to, std::size_t tag) {
    const Place middle{(from.x + to.x) / 2, from.y};
    if (mark == Mark::diverged || mark == Mark::budget) {
      const double half = 7 * scale_;
      const auto fill =
          mark == Mark::diverged
              ? fmt::format("transparent pattern 5 border rgb '{}' fillcolor rgb '{}'", theme_.muted,
                            theme_.hatch)
              : fmt::format("solid border rgb '{}' fillcolor rgb '{}'", theme_.muted, theme_.budget);
      line("set object {} rectangle from {} to {} front fillstyle {}", tag,
           at({from.x + half, from.y - half}), at({to.x, to.y + half}), fill);
    } else if (mark == Mark::edge || mark == Mark::critical) {
      line("set arrow from {} to {} nohead linestyle {} front", at(from), at(to), number(mark));
    } else {
      line("set label '' at {} point linestyle {} front", at(middle), number(mark));
    }
  }

  void panel(std::size_t index) {
    const MapPanel& panel = panels_[index];
    const Frame& frame = layout_.frames[index];
    edges(frame);
    axis('x', panel.x, panel.nx(), room_x(frame));
    axis('y', panel.y, panel.ny(), room_y(frame));
    axis_names(panel.x->name, panel.y ? panel.y->name : "");
    caption(frame, panel_caption(spec_, panel, index));
    line(
        "set object 99 rectangle from graph 0,0 to graph 1,1 behind fillstyle transparent pattern 5 noborder "
        "fillcolor "
        "rgb '{}'",
        theme_.hatch);
    colorbar(index == 0);
    plot(parts(panel, index + 1));
    if (index == 0) line("unset label; unset arrow; do for [i=1:{}] {{ unset object i }}", marks_.size());
  }

  // Cells that are few stay sharp in what is scaled later, too.
  auto parts(const MapPanel& panel, std::size_t n) const -> std::vector<std::string> {
    constexpr std::uint64_t few = 20'000;
    const bool drawn_apart =
        (picture_ == Picture::svg || picture_ == Picture::pdf) && panel.nx() * panel.ny() <= few;
    const auto pixels = drawn_apart ? " pixels" : "";
    const auto y = panel.y ? "2" : "($2/2 - 0.25)";  // gnuplot asks for two rows: halves
    std::vector<std::string> result{
        fmt::format("$cells{} matrix using 1:{}:({}):({}):({}):($3 == -1 ? 255 : 0) with rgbalpha{}", n, y,
                    channel(0), channel(1), channel(2), pixels),
        fmt::format("$cells{} matrix using 1:{}:(shade($3)) with image{}", n, y, pixels)};
    const auto add = [&](const std::string& name, std::string_view how, Mark mark) {
      for (const int style : {number(mark) + 10, number(mark)})
        result.push_back(fmt::format("${} using 1:2 with {} linestyle {}", name, how, style));
    };
    for (std::size_t c = 0; c < panel.critical.size(); ++c) {
      if (!panel.critical[c].empty()) add(fmt::format("critical{}_{}", n, c + 1), "lines", Mark::critical);
    }
    if (!panel.edge.empty()) add(fmt::format("edge{}", n), "lines", Mark::edge);
    if (panel.optimum) add(fmt::format("optimum{}", n), "points", Mark::optimum);
    if (panel.best.number()) add(fmt::format("best{}", n), "points", Mark::best);
    return result;
  }

  // Red, green or blue of the paper, 0 to 255.
  auto channel(std::size_t which) const -> int {
    int value = 0;
    const auto digits = theme_.budget.substr(1 + 2 * which, 2);
    std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    return value;
  }

  void axis(char name, const std::optional<MapPanel::MapAxis>& axis, std::uint64_t count, double room) {
    std::vector<Tick> placed;
    if (axis) {
      const Axis& a = axis->axis;
      placed = a.logarithmic() ? power_ticks(a.first(), a.last(), room) : ticks(a.first(), a.last(), room);
      for (Tick& tick : placed) tick.at = a.place(tick.at);
    }
    GnuplotScript::axis(name, {-0.5, static_cast<double>(count) - 0.5}, placed);
  }

  void colorbar(bool shown) {
    if (!shown) {
      line("unset colorbox");
      return;
    }
    line("set colorbox horizontal user origin screen {:.5f},{:.5f} size screen {:.5f},{:.5f} noborder",
         layout_.scale_left / style_.width, layout_.scale_bottom / style_.height,
         (layout_.scale_right - layout_.scale_left) / style_.width,
         (layout_.scale_top - layout_.scale_bottom) / style_.height);
    std::vector<std::string> texts;
    auto numbers = power_ticks(steps_.low, steps_.high, 6);
    if (numbers.size() < 2) numbers = whole_ticks(steps_.low, steps_.high, 6);
    for (const Tick& tick : numbers) texts.push_back(script_text("'{}' {}", tick.text, std::log10(tick.at)));
    line("set cbtics ({}) {}", fmt::join(texts, ", "), font(tick_size));
    label("98", "steps to the target",
          {layout_.scale_right + 16 * scale_, (layout_.scale_bottom + layout_.scale_top) / 2}, theme_.muted,
          tick_size);
  }

  const SweepSpec& spec_;
  const std::vector<MapPanel>& panels_;
  std::vector<Mark> marks_;
  MapLayout layout_;
  StepScale steps_;
};

}  // namespace

auto map_script(const SweepSpec& spec, const std::vector<MapPanel>& panels, const FigureStyle& style,
                Picture picture) -> std::string {
  const auto marks = marks_of(panels);
  const auto title = plain_text(style.title ? *style.title : usual_title(spec));
  auto layout = map_layout(style, title, labels_of(marks, spec.experiment), panels.size());
  return MapScript(spec, panels, style, picture, marks, std::move(layout)).text();
}

}  // namespace msim
