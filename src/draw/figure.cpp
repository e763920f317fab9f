#include "draw/figure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "draw/cost_map.hpp"
#include "draw/data_panel.hpp"
#include "draw/gnuplot_script.hpp"
#include "draw/gnuplot_text.hpp"
#include "draw/gradient_cloud.hpp"
#include "draw/gradients_panel.hpp"
#include "draw/title.hpp"
#include "sim/infos.hpp"

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

// The valley of the panels steep and shallow.
auto valley_of(const Scene& scene) -> const Valley& {
  const auto end = scene.paths.empty() ? scene.experiment.start : scene.paths.front().points.back().p;
  return scene.valleys[nearest_valley(scene.valleys, end, scene.experiment.start)];
}

auto apart(Place a, Place b) -> double { return std::hypot(a.x - b.x, a.y - b.y); }

// Places that are taken, in a net of cells.
class Crowd {
 public:
  explicit Crowd(double cell_size) : size_(cell_size) {}

  void take(Place place) { taken_.insert({cell_of(place), place}); }

  // Whether no place that near is taken; the distance is at most twice that of the cells.
  auto free(Place place, double distance) const -> bool {
    const auto cell = cell_of(place);
    for (int x = -2; x <= 2; ++x) {
      for (int y = -2; y <= 2; ++y) {
        const auto other = taken_.find({cell.first + x, cell.second + y});
        if (other != taken_.end() && apart(other->second, place) < distance) return false;
      }
    }
    return true;
  }

 private:
  using Cell = std::pair<double, double>;
  auto cell_of(Place place) const -> Cell {
    return {std::floor(place.x / size_), std::floor(place.y / size_)};
  }

  double size_;
  std::map<Cell, Place> taken_;  // one a cell says enough
};

// Markers of one path that are nearer to each other, in pixels at scale 1, would be a smear. Where the steps
// themselves are nearer, markers only say whose line it is: they stand twice as far apart, and between those
// of the other paths.
constexpr double marker_room = 9;

// The parts of a script. Each writes commands that rest on what stands before it.
class RunsScript : private GnuplotScript {
 public:
  RunsScript(const Scene& scene, const FigureStyle& style, Picture picture, Layout layout)
      : GnuplotScript(style, picture, layout.scale),
        scene_(scene),
        layout_(std::move(layout)),
        slots_(slots_of(scene)),
        crowd_(marker_room * scale_) {
    if (style.shows(Panel::data)) {
      std::vector<std::string_view> colors;
      for (const std::size_t slot : slots_) colors.push_back(theme_.paths[slot]);
      rows_.emplace(scene, *frame_of(Panel::data), std::move(colors), static_cast<GnuplotScript&>(*this));
    }
    if (style.shows(Panel::gradients)) cloud_ = gradient_cloud(scene, style.gradients_at);
    if (!style.shows(Panel::contour) || scene.experiment.grid.empty()) return;
    CostMap map = cost_map(scene);
    const auto finite = [](double root) { return std::isfinite(root); };
    if (std::any_of(map.root.begin(), map.root.end(), finite)) map_ = std::move(map);
  }

  auto text() -> std::string {
    head(frame_delay(frames_of(scene_).size()));
    data();
    functions();
    if (map_) contour_lines(*map_);
    looks();
    if (animated()) {
      frames();
    } else {
      line("last = {}  # the paths are drawn up to this step", last_step(scene_));
      figure();
    }
    return std::move(script_);
  }

 private:
  void data() {
    line("");
    line("# A path: step, x, y, cost, and 2 where the map shows a marker, 1 only a line, 0 nothing.");
    for (std::size_t i = 0; i < scene_.paths.size(); ++i) path(i);
    if (style_.shows(Panel::cost)) bands();
    if (rows_) rows_->data();
    if (cloud_) points("gradients", cloud_->drawn);
    line("$start << EOD\n{} {}\nEOD", gnuplot_number(scene_.experiment.start.x),
         gnuplot_number(scene_.experiment.start.y));
    if (scene_.valleys.empty()) return;
    line("$minima << EOD");
    for (const Valley& valley : scene_.valleys)
      line("{} {}", gnuplot_number(valley.minimum.p.x), gnuplot_number(valley.minimum.p.y));
    line("EOD");
  }

  void path(std::size_t index) {
    const auto& points = scene_.paths[index].points;
    line("$path{} << EOD", index + 1);
    const double room = marker_room * scale_;
    Crowd own(room);
    const auto near = [&](std::size_t i) { return is_near(scene_.view, points[i].p); };
    for (std::size_t i = 0; i < points.size(); ++i) {
      const auto& [k, p, cost] = points[i];
      const bool drawn = near(i) || (i > 0 && near(i - 1)) || (i + 1 < points.size() && near(i + 1));
      const bool alone = i > 0 && i + 1 < points.size() && apart(on_map(points[i - 1].p), on_map(p)) > room &&
                         apart(on_map(points[i + 1].p), on_map(p)) > room;
      const bool last = i + 1 == points.size();
      const bool room_for_it =
          own.free(on_map(p), alone ? room : 2 * room) && (alone || crowd_.free(on_map(p), room));
      const bool marker = near(i) && (last || room_for_it);
      if (marker) {
        own.take(on_map(p));
        crowd_.take(on_map(p));
      }
      line("{} {} {} {} {}", k, gnuplot_number(p.x), gnuplot_number(p.y), gnuplot_number(cost),
           marker  ? 2
           : drawn ? 1
                   : 0);
    }
    line("EOD");
  }

  // Where a point is on the map, in pixels.
  auto on_map(Vec2<double> p) const -> Place {
    const Box& view = scene_.view;
    if (!style_.shows(Panel::contour)) return {0, 0};
    const Frame* const frame = frame_of(Panel::contour);
    return {(p.x - view.x0) / (view.x1 - view.x0) * frame->width(),
            (p.y - view.y0) / (view.y1 - view.y0) * frame->height()};
  }

  auto frame_of(Panel panel) const -> const Frame* {
    return &*std::find_if(layout_.frames.begin(), layout_.frames.end(),
                          [&](const Frame& frame) { return frame.panel == panel; });
  }

  // The cost over the seeds: step, mean, and the quantiles between which 80 % lie.
  void bands() {
    for (std::size_t i = 0; i < scene_.paths.size(); ++i) {
      const auto& [k, cost] = scene_.paths[i].band;
      if (k.empty()) continue;
      line("$band{} << EOD", i + 1);
      for (std::size_t j = 0; j < k.size(); ++j)
        line("{} {} {} {}", k[j], gnuplot_number(cost[j].mean), gnuplot_number(cost[j].q10),
             gnuplot_number(cost[j].q90));
      line("EOD");
    }
  }

  void functions() {
    line("");
    line("lowest = {}", gnuplot_number(scene_.lowest));
    line("drawn(k, shown, x) = k <= last && shown >= 1 ? x : NaN");
    line("marked(k, shown, x) = k <= last && shown == 2 ? x : NaN");
    line("upto(k) = k <= last ? k : NaN");
    line("above(cost) = cost > lowest ? cost - lowest : NaN");
    if (rows_) rows_->functions();
    if (!style_.shows(Panel::steep) && !style_.shows(Panel::shallow)) return;
    const auto& [minimum, curvature] = valley_of(scene_);
    line("steep(x, y) = {}*(x - ({})) + {}*(y - ({}))", curvature.steep.x, minimum.p.x, curvature.steep.y,
         minimum.p.y);
    line("shallow(x, y) = {}*(x - ({})) + {}*(y - ({}))", curvature.shallow.x, minimum.p.x,
         curvature.shallow.y, minimum.p.y);
  }

  void contour_lines(const CostMap& map) {
    const Levels levels = msim::levels(map);
    const auto& [view, nx, ny] = map.grid;
    map_scale_ = *std::max_element(map.root.begin(), map.root.end(),
                                   [](double a, double b) { return a < b || std::isnan(a); });
    if (map_scale_ == 0) map_scale_ = 1;
    line("");
    line("# The map: sqrt(cost - {})/{}, of which the logarithm chooses the shade.", gnuplot_number(map.base),
         map_scale_);
    grid(map, 1);
    // Frame after frame gnuplot reads the map anew: half as fine, that takes a quarter of the time.
    if (animated()) grid(map, map_every());
    line("at_x(i) = {} + i*{}", view.x0, (view.x1 - view.x0) / static_cast<double>(nx - 1));
    line("at_y(j) = {} + j*{}", view.y0, (view.y1 - view.y0) / static_cast<double>(ny - 1));
    line("shade(root) = log(1 + (root*{})**2)", map_scale_ / std::sqrt(levels.lowest));
    line("set contour base; unset surface; unset key");
    isolines("between", levels.between);
    isolines("whole", levels.whole);
    line("unset contour; set surface");
  }

  auto map_every() const -> std::uint64_t { return animated() ? 2 : 1; }

  // Every n-th point in both directions, as $grid1, $grid2.
  void grid(const CostMap& map, std::uint64_t n) {
    line("$grid{} << EOD", n);
    for (std::uint64_t j = 0; j < map.grid.ny; j += n) {
      for (std::uint64_t i = 0; i < map.grid.nx; i += n) {
        if (i > 0) script_ += ' ';
        const double root = map.root[j * map.grid.nx + i] / map_scale_;
        script_ += std::isfinite(root) ? fmt::format("{:.7g}", root) : "NaN";
      }
      script_ += '\n';
    }
    line("EOD");
  }

  void isolines(std::string_view name, std::vector<double> heights) {
    if (heights.empty()) return;
    for (double& height : heights) height = std::sqrt(height) / map_scale_;
    line("set cntrparam levels discrete {:.10g}", fmt::join(heights, ","));
    line("set table ${}; splot $grid1 matrix; unset table", name);
    lines_.emplace_back(name);
  }

  // What holds for every panel.
  void looks() {
    line("");
    line("set palette defined (0 '{}', 1 '{}'); unset colorbox; unset key", theme_.low, theme_.high);
    line("set tics scale 0 textcolor rgb '{}'", theme_.muted);
    line("set grid linetype 1 linecolor rgb '{}' linewidth 1", theme_.grid);
    line("set border 0");
    line("title = {}", gnuplot_string(layout_.title_text));
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      line("label{} = {}", i + 1, gnuplot_string(layout_.legend[i].text));
      line("set style line {} linecolor rgb '{}' linewidth 1.9 pointtype {} {}", i + 1,
           theme_.paths[slots_[i]], markers[slots_[i]], pointsize(0.85));
      line("set style line {} linecolor rgb '{}' linewidth 4.4 pointtype {} {}", i + 11, theme_.casing,
           markers[slots_[i]], pointsize(1.15));
    }
  }

  void frames() {
    auto steps = frames_of(scene_);
    const std::size_t different = steps.size();
    if (picture_ == Picture::gif)
      steps.insert(steps.end(), static_cast<std::size_t>(last_frame_held / frame_delay(different)),
                   steps.back());
    line("steps = '{}'", fmt::join(steps, " "));
    line("do for [i=1:words(steps)] {{");
    line("last = real(word(steps, i))");
    if (rows_) rows_->choose_fit();
    line("print sprintf('frame %d of %d', i, words(steps))");
    figure();
    line("}}");
  }

  void figure() {
    line("");
    line("set multiplot");
    header();
    for (const Frame& frame : layout_.frames) {
      panel(frame);
      if (&frame == &layout_.frames.front()) line("unset label; unset arrow");
    }
    line("unset multiplot");
  }

  void header() {
    title(layout_);
    const double s = scale_;
    for (std::size_t i = 0; i < layout_.legend.size(); ++i) {
      const auto& [place, text] = layout_.legend[i];
      const Place middle{place.x + sample_width * s / 2, place.y};
      const Place end{place.x + sample_width * s, place.y};
      line("set arrow from {} to {} nohead linestyle {} front", at(place), at(end), i + 1);
      line("set label '' at {} point linestyle {} front", at(middle), i + 1);
      line("set label label{} at {} left noenhanced textcolor rgb '{}' {} front", i + 1,
           at({end.x + 8 * s, end.y}), theme_.ink, font(text_size));
    }
  }

  void panel(const Frame& frame) {
    edges(frame);
    switch (frame.panel) {
      case Panel::contour:
        return map(frame);
      case Panel::cost:
        return costs(frame);
      case Panel::steep:
        return along(frame, "steep", "across the valley", &Directions<double>::steep);
      case Panel::shallow:
        return along(frame, "shallow", "along the valley", &Directions<double>::shallow);
      case Panel::data:
        return rows_->draw();
      case Panel::gradients:
        return draw_gradients(*cloud_, axes(), frame, color(0), *this);
    }
  }

  void map(const Frame& frame) {
    const auto [x0, x1, y0, y1] = scene_.view;
    axis('x', {x0, x1}, ticks(x0, x1, room_x(frame)));
    axis('y', {y0, y1}, ticks(y0, y1, room_y(frame)));
    axis_names(axes()[0], "");
    caption(frame, axes()[1]);
    std::vector<std::string> parts;
    if (map_) {
      line("unset grid");
      parts.push_back(fmt::format(
          "$grid{0} matrix using (at_x({0}*$1)):(at_y({0}*$2)):(shade($3)) with image", map_every()));
    }
    for (const auto& name : lines_) {
      const bool whole = name == "whole";
      parts.push_back(
          fmt::format("${} using (at_x($1)):(at_y($2)) with lines linetype 1 linecolor rgb '{}' linewidth {}",
                      name, whole ? theme_.bold : theme_.line, whole ? 1.1 : 0.7));
    }
    // A path below another still shows by its markers.
    for (std::size_t i = 1; i <= scene_.paths.size(); ++i) {
      for (const std::size_t style : {i + 10, i})
        parts.push_back(fmt::format("$path{} using (drawn($1, $5, $2)):3 with lines linestyle {}", i, style));
    }
    for (std::size_t i = 1; i <= scene_.paths.size(); ++i) {
      for (const std::size_t style : {i + 10, i})
        parts.push_back(
            fmt::format("$path{} using (marked($1, $5, $2)):3 with points linestyle {}", i, style));
    }
    const auto points = [&](std::string_view data, int type, double size, double width,
                            std::string_view colour) {
      parts.push_back(fmt::format("{} using 1:2 with points pointtype {} {} linewidth {} linecolor rgb '{}'",
                                  data, type, pointsize(size), width, colour));
    };
    if (!scene_.valleys.empty()) {
      points("$minima", 1, 2.1, 5, theme_.casing);
      points("$minima", 1, 1.7, 2.2, theme_.ink);
    }
    points("$start", 7, 2.4, 1, theme_.casing);
    points("$start", 6, 2.0, 1.8, theme_.ink);
    points("$start", 7, 0.7, 1, theme_.ink);
    plot(parts);
    if (map_) line("set grid");
  }

  // One line a method, with its markers here and there so that the shapes tell them apart.
  void lines_by_step(const std::vector<std::string>& before, std::string_view value) {
    auto parts = before;
    for (std::size_t i = 0; i < scene_.paths.size(); ++i)
      parts.push_back(line_by_step("path", i, scene_.paths[i].points.size(), value));
    plot(parts);
  }

  static auto line_by_step(std::string_view name, std::size_t path, std::size_t points,
                           std::string_view value) -> std::string {
    constexpr std::size_t markers_a_line = 14;
    return fmt::format("${}{} using (upto($1)):({}) with linespoints linestyle {} pointinterval {}", name,
                       path + 1, value, path + 1, std::max<std::size_t>(1, points / markers_a_line));
  }

  void step_axis(const Frame& frame) {
    const double last = std::max(1.0, static_cast<double>(last_step(scene_)));
    axis('x', {0, last}, whole_ticks(0, last, room_x(frame)), frame.numbered);
    axis_names(frame.numbered ? "step" : "", "");
  }

  void costs(const Frame& frame) {
    step_axis(frame);
    const Span range = cost_range(scene_);
    axis('y', range, power_ticks(range.low, range.high, room_y(frame)));
    line("set logscale y");
    const std::uint64_t seeds = scene_.experiment.repeat;
    caption(frame, fmt::format("cost above the {}{}", scene_.valleys.empty() ? "lowest seen" : "minimum",
                               seeds > 1 ? fmt::format(", mean and 10 to 90 % of {} seeds", seeds) : ""));
    if (range.nothing) {
      const bool finite = std::isfinite(scene_.paths.front().points.front().cost);
      line("set label 98 '{}' at graph 0.5,0.5 center textcolor rgb '{}' {}",
           finite ? "at the lowest cost throughout" : "no finite cost", theme_.muted, font(tick_size));
    }
    if (seeds > 1)
      costs_over_seeds(range);
    else
      lines_by_step({}, "above($4)");
    line("unset label 98");
    line("unset logscale y");
  }

  void costs_over_seeds(const Span& range) {
    std::vector<std::string> parts;
    line("on_axis(cost) = cost - lowest > {0} ? cost - lowest : {0}", range.low);
    for (std::size_t i = 0; i < scene_.paths.size(); ++i)
      parts.push_back(
          fmt::format("$band{} using (upto($1)):(on_axis($3)):(on_axis($4)) with filledcurves linecolor rgb "
                      "'{}' fillstyle transparent solid 0.2 noborder",
                      i + 1, color(i)));
    for (std::size_t i = 0; i < scene_.paths.size(); ++i)
      parts.push_back(line_by_step("band", i, scene_.paths[i].band.k.size(), "above($2)"));
    plot(parts);
  }

  auto axes() const -> const std::array<std::string_view, 2>& { return scene_.experiment.cost.info().axes; }
  auto color(std::size_t path) const -> std::string_view { return theme_.paths[slots_[path]]; }

  void along(const Frame& frame, std::string_view function, std::string_view name,
             double Directions<double>::*direction) {
    step_axis(frame);
    const Valley& valley = valley_of(scene_);
    const Span range = position_range(scene_, valley, direction);
    axis('y', range, ticks(range.low, range.high, room_y(frame)));
    const double curvature =
        direction == &Directions<double>::steep ? valley.curvature.l2 : valley.curvature.l1;
    const auto known = std::isfinite(curvature) ? fmt::format(" (curvature {:.4g})", curvature) : "";
    caption(frame, fmt::format("position {}{}", name, known));
    lines_by_step({fmt::format("0 with lines linetype 1 linecolor rgb '{}' linewidth 1", theme_.muted)},
                  fmt::format("{}($2, $3)", function));
  }

  const Scene& scene_;
  Layout layout_;
  std::vector<std::size_t> slots_;
  Crowd crowd_;                         // the markers of all paths on the map
  std::optional<CostMap> map_;          // none: there is nothing to show
  double map_scale_ = 1;                // of the map: its numbers in the script are at most 1
  std::vector<std::string> lines_;      // the datablocks of contour lines
  std::optional<DataPanel> rows_;       // where it is shown
  std::optional<GradientCloud> cloud_;  // of the panel gradients, where it is shown
};

}  // namespace

auto FigureStyle::shows(Panel panel) const -> bool {
  return std::find(panels.begin(), panels.end(), panel) != panels.end();
}

auto frames_of(const Scene& scene) -> std::vector<std::uint64_t> {
  constexpr std::uint64_t most = 60;
  const std::uint64_t last = last_step(scene);
  const std::uint64_t count = std::min(last, most - 1);  // of intervals
  std::vector<std::uint64_t> steps{0};
  for (std::uint64_t i = 1; i <= count; ++i) {
    steps.push_back(last / count * i + last % count * i / count);
  }
  return steps;
}

auto frame_delay(std::size_t frames) -> int {
  constexpr std::size_t whole = 800;
  return static_cast<int>(std::clamp<std::size_t>(whole / frames, 6, 30));
}

auto gnuplot_script(const Scene& scene, const FigureStyle& style, Picture picture) -> std::string {
  auto placed = layout(style, title_text(scene, style), labels_of(scene));
  return RunsScript(scene, style, picture, std::move(placed)).text();
}

}  // namespace msim
