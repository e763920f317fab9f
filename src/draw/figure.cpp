#include "draw/figure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "costs/logistic.hpp"
#include "draw/cost_map.hpp"
#include "draw/data_view.hpp"
#include "draw/gnuplot_script.hpp"
#include "draw/gnuplot_text.hpp"
#include "draw/gradient_cloud.hpp"
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

// The size of a row of data that is drawn, in pixels at scale 1.
constexpr double dot_room = 9;

// The parts of a script. Each writes commands that rest on what stands before it.
class RunsScript : private GnuplotScript {
 public:
  RunsScript(const Scene& scene, const FigureStyle& style, Picture picture, Layout layout)
      : GnuplotScript(style, picture, layout.scale),
        scene_(scene),
        layout_(std::move(layout)),
        slots_(slots_of(scene)),
        crowd_(marker_room * scale_) {
    if (style.shows(Panel::data)) view_rows();
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
    if (rows_) fits();
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

  void points(std::string_view name, const std::vector<Vec2<double>>& places) {
    line("${} << EOD", name);
    for (const auto& [x, y] : places) line("{:.12g} {:.12g}", x, y);
    line("EOD");
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

  void view_rows() {
    const Frame& frame = *frame_of(Panel::data);
    rows_ = data_view(scene_);
    fit_steps_ = animated() ? frames_of(scene_) : steps_of_fits(scene_);
    const double room = dot_room * scale_;
    if (logistic()) stack_classes(*rows_, frame.width() / room, frame.height() / room);
  }

  auto logistic() const -> bool { return scene_.experiment.cost.name == Logistic::info.name; }

  // The rows, and of each path the weights and biases that are shown, with their steps.
  void fits() {
    points("rows", rows_->rows);
    const auto array = [&](std::string_view name, std::size_t path, const auto& value) {
      std::vector<std::string> values;
      for (const std::uint64_t step : fit_steps_) values.push_back(value(point_at(scene_.paths[path], step)));
      line("array {}{}[{}] = [{}]", name, path + 1, values.size(), fmt::join(values, ", "));
    };
    for (std::size_t i = 0; i < scene_.paths.size(); ++i) {
      array("step", i, [](const PathPoint& point) { return fmt::format("{}", point.k); });
      array("weight", i, [](const PathPoint& point) { return gnuplot_number(point.p.x); });
      array("bias", i, [](const PathPoint& point) { return gnuplot_number(point.p.y); });
    }
  }

  void functions() {
    line("");
    line("lowest = {}", gnuplot_number(scene_.lowest));
    line("drawn(k, shown, x) = k <= last && shown >= 1 ? x : NaN");
    line("marked(k, shown, x) = k <= last && shown == 2 ? x : NaN");
    line("upto(k) = k <= last ? k : NaN");
    line("above(cost) = cost > lowest ? cost - lowest : NaN");
    if (rows_) {
      const DataSet& set = *scene_.experiment.cost.data;
      line("linear(x, weight, bias) = weight*{} + bias",
           set.standardize ? fmt::format("(x - ({}))/{}", set.centre, set.scale) : "x");
      // The logistic function, in a form that does not overflow.
      line("fitted(x, weight, bias) = {}",
           logistic() ? "0.5 + 0.5*tanh(linear(x, weight, bias)/2)" : "linear(x, weight, bias)");
    }
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

  auto animated() const -> bool { return picture_ == Picture::gif || picture_ == Picture::frames; }
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
    if (rows_) line("now = i < {0} ? i : {0}", fit_steps_.size());
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
        return data(frame);
      case Panel::gradients:
        return gradients(frame);
    }
  }

  void map(const Frame& frame) {
    const auto [x0, x1, y0, y1] = scene_.view;
    axis('x', {x0, x1}, ticks(x0, x1, room_x(frame)));
    axis('y', {y0, y1}, ticks(y0, y1, room_y(frame)));
    const auto& names = cost_info(scene_.experiment.cost.name).axes;
    axis_names(names[0], "");
    caption(frame, names[1]);
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

  auto color(std::size_t path) const -> std::string_view { return theme_.paths[slots_[path]]; }

  void data(const Frame& frame) {
    const DataSet& set = *scene_.experiment.cost.data;
    const auto& x = rows_->x;
    const auto& y = rows_->y;
    axis('x', x, ticks(x.low, x.high, room_x(frame)));
    axis('y', y, ticks(y.low, y.high, room_y(frame)));
    axis_names(fitted(plain_text(set.x), frame.width() / (tick_size * scale_)), "");
    caption_of(frame, data_captions(frame));
    line("set samples 500");
    std::vector<std::string> parts{dots("rows", rows_->rows.size(), theme_.muted)};
    const auto fit = [&](std::size_t path, const std::string& which, double opaque, double width) {
      parts.push_back(fmt::format(
          "fitted(x, weight{0}[{1}], bias{0}[{1}]) with lines linetype 1 linecolor rgb '{2}' linewidth "
          "{3:.3g}",
          path + 1, which, translucent(which == "1" ? theme_.muted : color(path), opaque), width));
    };
    const std::size_t last = fit_steps_.size();
    for (std::size_t j = 1; j < last && !animated(); ++j) {
      const double share = static_cast<double>(j) / static_cast<double>(last);
      for (std::size_t i = 0; i < (j == 1 ? 1 : scene_.paths.size()); ++i)
        fit(i, fmt::format("{}", j), 0.15 + 0.65 * share, 1.1 + 0.5 * share);
    }
    // Where they coincide, each still shows beside the next.
    for (std::size_t i = 0; i < scene_.paths.size(); ++i)
      fit(i, animated() ? "now" : fmt::format("{}", last), 1,
          2 + 2 * static_cast<double>(scene_.paths.size() - 1 - i));
    if (!scene_.valleys.empty()) {
      const auto& best = scene_.valleys.front().minimum.p;
      parts.push_back(fmt::format(
          "fitted(x, {}, {}) with lines linetype 1 dashtype (12, 10) linecolor rgb '{}' linewidth 1.5",
          best.x, best.y, theme_.ink));
    }
    key_of_fits(frame);
    plot(parts);
    line("unset label");
  }

  // Points, the smaller and the paler the more there are.
  auto dots(std::string_view name, std::size_t count, std::string_view ink) const -> std::string {
    constexpr double few = 60;
    const double share = std::sqrt(std::min(1.0, few / static_cast<double>(std::max<std::size_t>(1, count))));
    return fmt::format("${} with points pointtype 7 {} linecolor rgb '{}'", name,
                       pointsize(0.6 + 0.4 * share), translucent(ink, 0.3 + 0.5 * share));
  }

  // The longest of captions that fits, the last where none does.
  void caption_of(const Frame& frame, const std::vector<std::string>& texts) {
    const auto fits = [&](const std::string& text) {
      return text_width(text) <= frame.width() / (tick_size * scale_);
    };
    const auto found = std::find_if(texts.begin(), texts.end(), fits);
    caption(frame, found == texts.end() ? texts.back() : *found);
  }

  // "waiting, the fit at steps 0, 5, 1500, 2000 of 10000 rows", or less.
  auto data_captions(const Frame& frame) const -> std::vector<std::string> {
    const auto name =
        fitted(plain_text(scene_.experiment.cost.data->y), frame.width() / (2 * tick_size * scale_));
    const auto rows =
        rows_->rows.size() < rows_->all ? fmt::format(", {} of {} rows", rows_->rows.size(), rows_->all) : "";
    if (animated()) return {name + rows};
    const auto steps =
        fmt::format("step{} {}", fit_steps_.size() > 1 ? "s" : "", fmt::join(fit_steps_, ", "));
    return {fmt::format("{}, the fit at {}{}", name, steps, rows),
            fmt::format("{} at {}{}", name, steps, rows), name + rows};
  }

  // The last fits in numbers, where the fewest rows and lines are.
  void key_of_fits(const Frame& frame) {
    constexpr std::size_t most = 4;
    if (scene_.paths.size() > most) return;
    const auto& names = cost_info(scene_.experiment.cost.name).axes;
    const auto numbers = fmt::format("{} = %.4g, {} = %.4g", names[0], names[1]);
    const bool best = !scene_.valleys.empty();
    const double line_height = 1.3 * tick_size * scale_;
    const Vec2<double> size{
        0.85 * text_width("best fit, dashed: w = -0.1234, b = -0.1234") * tick_size * scale_,
        static_cast<double>(scene_.paths.size() + (best ? 1 : 0)) * line_height};
    const double inset = 10 * scale_;
    if (size.x + 2 * inset > frame.width() || size.y + 2 * inset > frame.height()) return;
    const auto place = emptiest_place(frame, size, inset);
    const Place corner = place.first;
    const bool right = place.second;
    double y = frame.bottom + corner.y + size.y - line_height / 2;
    const auto row = [&](std::size_t tag, const std::string& text, std::string_view ink) {
      line("set label {} {} at {} {} noenhanced textcolor rgb '{}' {} front", tag, text,
           at({frame.left + corner.x + (right ? size.x : 0), y}), right ? "right" : "left", ink,
           font(tick_size));
      y -= line_height;
    };
    constexpr std::size_t first_tag = 60;
    const auto which = animated() ? "now" : fmt::format("{}", fit_steps_.size());
    for (std::size_t i = 0; i < scene_.paths.size(); ++i) {
      row(first_tag + i,
          fmt::format("sprintf('step %.0f: {0}', step{1}[{2}], weight{1}[{2}], bias{1}[{2}])", numbers, i + 1,
                      which),
          color(i));
    }
    if (!best) return;
    const auto& p = scene_.valleys.front().minimum.p;
    row(first_tag + most, fmt::format("sprintf('best fit, dashed: {}', {}, {})", numbers, p.x, p.y),
        theme_.ink);
  }

  // The lower left corner of a place for something of that size in a frame, in pixels from its own, and
  // whether it is at the right.
  auto emptiest_place(const Frame& frame, Vec2<double> size, double inset) const -> std::pair<Place, bool> {
    const Span x = rows_->x;
    const Span y = rows_->y;
    constexpr std::size_t samples = 200;  // of a line: one through the place is worse than some rows in it
    struct Taken {
      Place place;
      std::size_t weight;
    };
    std::vector<Taken> taken;
    const auto take = [&](double at_x, double at_y, std::size_t weight) {
      taken.push_back({{(at_x - x.low) / (x.high - x.low) * frame.width(),
                        (at_y - y.low) / (y.high - y.low) * frame.height()},
                       weight});
    };
    for (const auto& row : rows_->rows) take(row.x, row.y, 1 + samples / rows_->rows.size());
    for (const Path& path : scene_.paths) {
      for (const std::uint64_t step : steps_of_fits(scene_)) {
        for (std::size_t i = 0; i <= samples; ++i) {
          const double at_x = x.low + (x.high - x.low) * static_cast<double>(i) / samples;
          take(at_x, fitted_value(scene_.experiment.cost, point_at(path, step).p, at_x), 1);
        }
      }
    }
    std::pair<Place, bool> best{};
    auto fewest = std::numeric_limits<std::size_t>::max();
    const auto consider = [&](Place corner, bool right) {
      std::size_t inside = 0;
      for (const auto& [p, weight] : taken) {
        if (p.x > corner.x - inset && p.x < corner.x + size.x + inset && p.y > corner.y - inset &&
            p.y < corner.y + size.y + inset)
          inside += weight;
      }
      if (inside >= fewest) return;
      fewest = inside;
      best = {corner, right};
    };
    constexpr int places = 8;  // above each other; the corners first
    const double height = frame.height() - size.y - 2 * inset;
    for (const int i : {0, 8, 7, 1, 6, 2, 5, 3, 4}) {
      consider({frame.width() - inset - size.x, inset + height * i / places}, true);
      consider({inset, inset + height * i / places}, false);
    }
    return best;
  }

  void gradients(const Frame& frame) {
    Box box{0, 0, 0, 0};
    const auto include = [&](Vec2<double> g) {
      box = {std::min(box.x0, g.x), std::max(box.x1, g.x), std::min(box.y0, g.y), std::max(box.y1, g.y)};
    };
    include(cloud_->full);
    for (const auto& g : cloud_->drawn) include(g);
    const auto range = [](double low, double high) {
      const double room = high > low ? 0.08 * (high - low) : 1;
      return Span{low - room, high + room};
    };
    const Span x = range(box.x0, box.x1);
    const Span y = range(box.y0, box.y1);
    axis('x', x, ticks(x.low, x.high, room_x(frame)));
    axis('y', y, ticks(y.low, y.high, room_y(frame)));
    const auto& names = cost_info(scene_.experiment.cost.name).axes;
    axis_names(fmt::format("\u2202f/\u2202{}", names[0]), "");
    const auto about = [&](std::string_view text) {
      return fmt::format("\u2202f/\u2202{}: {}{}, step {}", names[1], cloud_text(), text, cloud_->step);
    };
    caption_of(frame, {about(", the arrow the full gradient"), about("")});
    const auto [full_x, full_y] = cloud_->full;
    line("set arrow 97 from 0,0 to {},{} filled linecolor rgb '{}' linewidth 2 front", gnuplot_number(full_x),
         gnuplot_number(full_y), theme_.ink);
    line("set zeroaxis linetype 1 linecolor rgb '{}' linewidth 1", theme_.muted);
    plot({dots("gradients", cloud_->drawn.size(), color(0))});
    line("unset zeroaxis; unset arrow");
  }

  // "batches of 16 rows"
  auto cloud_text() const -> std::string {
    const Noise& noise = cloud_->noise;
    std::string text;
    if (noise.batch_size > 0)
      text = noise.batch_size == 1 ? "single rows" : fmt::format("batches of {} rows", noise.batch_size);
    if (noise.sigma > 0)
      text += fmt::format("{}noise of {}", text.empty() ? "" : " and ", short_number(noise.sigma));
    return text;
  }

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
  Crowd crowd_;                           // the markers of all paths on the map
  std::optional<CostMap> map_;            // none: there is nothing to show
  double map_scale_ = 1;                  // of the map: its numbers in the script are at most 1
  std::vector<std::string> lines_;        // the datablocks of contour lines
  std::optional<DataView> rows_;          // of the panel data, where it is shown
  std::vector<std::uint64_t> fit_steps_;  // whose fits it shows
  std::optional<GradientCloud> cloud_;    // of the panel gradients, where it is shown
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
