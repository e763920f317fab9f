#include "draw/figure.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

#include "draw/cost_map.hpp"
#include "draw/figure_theme.hpp"
#include "draw/gnuplot_text.hpp"
#include "draw/layout.hpp"
#include "draw/ranges.hpp"
#include "draw/ticks.hpp"
#include "draw/title.hpp"

namespace msim {
namespace {

template <class... Arguments>
void line(std::string& script, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  fmt::format_to(std::back_inserter(script), format, std::forward<Arguments>(arguments)...);
  script += '\n';
}

auto number(double value) -> std::string { return std::isfinite(value) ? fmt::format("{}", value) : "NaN"; }

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

// With minus signs, not hyphens.
auto with_minus(std::string text) -> std::string {
  for (auto at = text.find('-'); at != std::string::npos; at = text.find('-')) text.replace(at, 1, "\u2212");
  return text;
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
class Script {
 public:
  Script(const Scene& scene, const FigureStyle& style, Picture picture)
      : scene_(scene),
        style_(style),
        picture_(picture),
        theme_(style.dark ? dark_theme : light_theme),
        layout_(layout(style, title_text(scene, style), labels_of(scene))),
        slots_(slots_of(scene)),
        crowd_(marker_room * layout_.scale) {
    if (!style.shows(Panel::contour) || scene.experiment.grid.empty()) return;
    CostMap map = cost_map(scene);
    const auto finite = [](double root) { return std::isfinite(root); };
    if (std::any_of(map.root.begin(), map.root.end(), finite)) map_ = std::move(map);
  }

  auto text() -> std::string {
    head();
    terminal();
    data();
    functions();
    if (map_) contour_lines(*map_);
    looks();
    if (animated()) {
      frames();
    } else {
      line(script_, "last = {}  # the paths are drawn up to this step", last_step(scene_));
      figure();
    }
    return std::move(script_);
  }

 private:
  void head() {
    line(script_, "# Made by momentum-sim {} for gnuplot 5.4 or later.", MOMENTUM_SIM_VERSION);
    if (picture_ == Picture::script) {
      line(script_, "#   gnuplot FILE.gp               makes FILE.png");
      line(script_, "#   gnuplot < FILE.gp > any.png   as through a pipe: writes to standard output");
    }
  }

  void terminal() {
    const double size = tick_size * layout_.scale;
    const double points = 0.75;  // a pixel at 96 dpi
    const auto sans = fmt::format("font 'sans,{:.4g}'", size * points);
    const auto look = fmt::format("linewidth {:.3g} background rgb '{}'", layout_.scale, theme_.background);
    const auto pixels = fmt::format("size {},{}", style_.width, style_.height);
    const auto inches = fmt::format("size {}.0/96 in,{}.0/96 in", style_.width, style_.height);
    const auto terminal = [&]() -> std::string {
      switch (picture_) {
        case Picture::script:
        case Picture::png:
        case Picture::frames:
          break;
        case Picture::svg:
          return fmt::format("svg {} font 'sans-serif,{:.4g}' {}", pixels, size, look);
        case Picture::pdf:
          return fmt::format("pdfcairo {} {} fontscale 0.75 {}", inches, sans, look);
        case Picture::gif:
          return fmt::format("gif animate delay {} loop 0 optimize {} {} {}",
                             frame_delay(frames_of(scene_).size()), pixels, sans, look);
      }
      return fmt::format("pngcairo {} {} {}", pixels, sans, look);
    };
    line(script_, "set encoding utf8");
    line(script_, "set terminal {}", terminal());
    if (picture_ != Picture::script) return;
    line(script_,
         "if (exists('ARG0')) if (strlen(ARG0) > 0) set output (ARG0[strlen(ARG0)-2:] eq '.gp' ? "
         "ARG0[:strlen(ARG0)-3] : ARG0).'.png'");
  }

  void data() {
    line(script_, "");
    line(script_,
         "# A path: step, x, y, cost, and 2 where the map shows a marker, 1 only a line, 0 nothing.");
    for (std::size_t i = 0; i < scene_.paths.size(); ++i) path(i);
    line(script_, "$start << EOD\n{} {}\nEOD", number(scene_.experiment.start.x),
         number(scene_.experiment.start.y));
    if (scene_.valleys.empty()) return;
    line(script_, "$minima << EOD");
    for (const Valley& valley : scene_.valleys)
      line(script_, "{} {}", number(valley.minimum.p.x), number(valley.minimum.p.y));
    line(script_, "EOD");
  }

  void path(std::size_t index) {
    const auto& points = scene_.paths[index].points;
    line(script_, "$path{} << EOD", index + 1);
    const double room = marker_room * layout_.scale;
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
      line(script_, "{} {} {} {} {}", k, number(p.x), number(p.y), number(cost), marker ? 2 : drawn ? 1 : 0);
    }
    line(script_, "EOD");
  }

  // Where a point is on the map, in pixels.
  auto on_map(Vec2<double> p) const -> Place {
    const Box& view = scene_.view;
    const auto frame = std::find_if(layout_.frames.begin(), layout_.frames.end(),
                                    [](const Frame& f) { return f.panel == Panel::contour; });
    if (frame == layout_.frames.end()) return {0, 0};
    return {(p.x - view.x0) / (view.x1 - view.x0) * frame->width(),
            (p.y - view.y0) / (view.y1 - view.y0) * frame->height()};
  }

  void functions() {
    line(script_, "");
    line(script_, "lowest = {}", number(scene_.lowest));
    line(script_, "drawn(k, shown, x) = k <= last && shown >= 1 ? x : NaN");
    line(script_, "marked(k, shown, x) = k <= last && shown == 2 ? x : NaN");
    line(script_, "upto(k) = k <= last ? k : NaN");
    line(script_, "above(cost) = cost > lowest ? cost - lowest : NaN");
    if (!style_.shows(Panel::steep) && !style_.shows(Panel::shallow)) return;
    const auto& [minimum, curvature] = valley_of(scene_);
    line(script_, "steep(x, y) = {}*(x - ({})) + {}*(y - ({}))", curvature.steep.x, minimum.p.x,
         curvature.steep.y, minimum.p.y);
    line(script_, "shallow(x, y) = {}*(x - ({})) + {}*(y - ({}))", curvature.shallow.x, minimum.p.x,
         curvature.shallow.y, minimum.p.y);
  }

  void contour_lines(const CostMap& map) {
    const Levels levels = msim::levels(map);
    const auto& [view, nx, ny] = map.grid;
    scale_ = *std::max_element(map.root.begin(), map.root.end(),
                               [](double a, double b) { return a < b || std::isnan(a); });
    if (scale_ == 0) scale_ = 1;
    line(script_, "");
    line(script_, "# The map: sqrt(cost - {})/{}, of which the logarithm chooses the shade.",
         number(map.base), scale_);
    grid(map, 1);
    // Frame after frame gnuplot reads the map anew: half as fine, that takes a quarter of the time.
    if (animated()) grid(map, map_every());
    line(script_, "at_x(i) = {} + i*{}", view.x0, (view.x1 - view.x0) / static_cast<double>(nx - 1));
    line(script_, "at_y(j) = {} + j*{}", view.y0, (view.y1 - view.y0) / static_cast<double>(ny - 1));
    line(script_, "shade(root) = log(1 + (root*{})**2)", scale_ / std::sqrt(levels.lowest));
    line(script_, "set contour base; unset surface; unset key");
    isolines("between", levels.between);
    isolines("whole", levels.whole);
    line(script_, "unset contour; set surface");
  }

  auto animated() const -> bool { return picture_ == Picture::gif || picture_ == Picture::frames; }
  auto map_every() const -> std::uint64_t { return animated() ? 2 : 1; }

  // Every n-th point in both directions, as $grid1, $grid2.
  void grid(const CostMap& map, std::uint64_t n) {
    line(script_, "$grid{} << EOD", n);
    for (std::uint64_t j = 0; j < map.grid.ny; j += n) {
      for (std::uint64_t i = 0; i < map.grid.nx; i += n) {
        if (i > 0) script_ += ' ';
        const double root = map.root[j * map.grid.nx + i] / scale_;
        script_ += std::isfinite(root) ? fmt::format("{:.7g}", root) : "NaN";
      }
      script_ += '\n';
    }
    line(script_, "EOD");
  }

  void isolines(std::string_view name, std::vector<double> heights) {
    if (heights.empty()) return;
    for (double& height : heights) height = std::sqrt(height) / scale_;
    line(script_, "set cntrparam levels discrete {:.10g}", fmt::join(heights, ","));
    line(script_, "set table ${}; splot $grid1 matrix; unset table", name);
    lines_.emplace_back(name);
  }

  // What holds for every panel.
  void looks() {
    line(script_, "");
    line(script_, "set palette defined (0 '{}', 1 '{}'); unset colorbox; unset key", theme_.low, theme_.high);
    line(script_, "set tics scale 0 textcolor rgb '{}'", theme_.muted);
    line(script_, "set grid linetype 1 linecolor rgb '{}' linewidth 1", theme_.grid);
    line(script_, "set border 0");
    line(script_, "title = {}", gnuplot_string(layout_.title_text));
    for (std::size_t i = 0; i < slots_.size(); ++i) {
      line(script_, "label{} = {}", i + 1, gnuplot_string(layout_.legend[i].text));
      line(script_, "set style line {} linecolor rgb '{}' linewidth 1.9 pointtype {} {}", i + 1,
           theme_.paths[slots_[i]], markers[slots_[i]], pointsize(0.85));
      line(script_, "set style line {} linecolor rgb '{}' linewidth 4.4 pointtype {} {}", i + 11,
           theme_.casing, markers[slots_[i]], pointsize(1.15));
    }
  }

  // The size of a marker that is `size` in a PNG at scale 1: gnuplot draws them larger in an SVG.
  auto pointsize(double size) const -> std::string {
    return fmt::format("pointsize {:.3g}", size * layout_.scale * (picture_ == Picture::svg ? 0.75 : 1));
  }

  void frames() {
    auto steps = frames_of(scene_);
    const std::size_t different = steps.size();
    if (picture_ == Picture::gif)
      steps.insert(steps.end(), static_cast<std::size_t>(last_frame_held / frame_delay(different)),
                   steps.back());
    line(script_, "steps = '{}'", fmt::join(steps, " "));
    line(script_, "do for [i=1:words(steps)] {{");
    line(script_, "last = real(word(steps, i))");
    line(script_, "print sprintf('frame %d of %d', i, words(steps))");
    figure();
    line(script_, "}}");
  }

  void figure() {
    line(script_, "");
    line(script_, "set multiplot");
    header();
    for (const Frame& frame : layout_.frames) {
      panel(frame);
      if (&frame == &layout_.frames.front()) line(script_, "unset label; unset arrow");
    }
    line(script_, "unset multiplot");
  }

  auto at(Place place) const -> std::string {
    return fmt::format("screen {:.5f},{:.5f}", place.x / style_.width, place.y / style_.height);
  }
  // The font's size is a number of pixels at scale 1.
  auto font(double size) const -> std::string {
    const double points = picture_ == Picture::svg ? 1 : 0.75;
    return fmt::format("font ',{:.4g}'", size * points * layout_.scale);
  }

  void header() {
    if (!layout_.title_text.empty()) {
      line(script_, "set label title at {} left noenhanced textcolor rgb '{}' {} front", at(layout_.title),
           theme_.ink, font(title_size));
    }
    const double s = layout_.scale;
    for (std::size_t i = 0; i < layout_.legend.size(); ++i) {
      const auto& [place, text] = layout_.legend[i];
      const Place middle{place.x + sample_width * s / 2, place.y};
      const Place end{place.x + sample_width * s, place.y};
      line(script_, "set arrow from {} to {} nohead linestyle {} front", at(place), at(end), i + 1);
      line(script_, "set label '' at {} point linestyle {} front", at(middle), i + 1);
      line(script_, "set label label{} at {} left noenhanced textcolor rgb '{}' {} front", i + 1,
           at({end.x + 8 * s, end.y}), theme_.ink, font(text_size));
    }
  }

  void panel(const Frame& frame) {
    line(script_, "");
    line(script_,
         "set lmargin at screen {:.5f}; set rmargin at screen {:.5f}; set bmargin at screen {:.5f}; set "
         "tmargin at screen {:.5f}",
         frame.left / style_.width, frame.right / style_.width, frame.bottom / style_.height,
         frame.top / style_.height);
    switch (frame.panel) {
      case Panel::contour:
        return map(frame);
      case Panel::cost:
        return costs(frame);
      case Panel::steep:
        return along(frame, "steep", "across the valley", &Directions<double>::steep);
      case Panel::shallow:
        return along(frame, "shallow", "along the valley", &Directions<double>::shallow);
    }
  }

  void caption(const Frame& frame, std::string_view text) {
    line(script_, "set label 99 {} at {} left noenhanced textcolor rgb '{}' {}",
         gnuplot_string(fitted(text, frame.width() / (tick_size * layout_.scale))),
         at({frame.left, frame.top + 13 * layout_.scale}), theme_.muted, font(tick_size));
  }

  void axis(char name, Span range, const std::vector<Tick>& ticks, bool shown = true) {
    std::vector<std::string> texts;
    for (const Tick& tick : ticks)
      texts.push_back(fmt::format("'{}' {}", shown ? with_minus(tick.text) : "", tick.at));
    line(script_, "set {}range [{}:{}]", name, range.low, range.high);
    line(script_, "set {}tics ({}) {}", name, fmt::join(texts, ", "), font(tick_size));
  }

  // How many numbers an axis has room for.
  auto room_x(const Frame& frame) const -> double {
    return std::min(10.0, frame.width() / (90 * layout_.scale));
  }
  auto room_y(const Frame& frame) const -> double {
    return std::min(9.0, frame.height() / (38 * layout_.scale));
  }

  void axis_names(std::string_view x, std::string_view y) {
    const auto name = [&](char axis, std::string_view text, std::string_view more) {
      if (text.empty())
        line(script_, "unset {}label", axis);
      else
        line(script_, "set {}label '{}' textcolor rgb '{}' {} {}", axis, text, theme_.muted, font(tick_size),
             more);
    };
    name('x', x, "offset 0,0.3");
    name('y', y, "norotate");
  }

  void map(const Frame& frame) {
    const auto [x0, x1, y0, y1] = scene_.view;
    axis('x', {x0, x1}, ticks(x0, x1, room_x(frame)));
    axis('y', {y0, y1}, ticks(y0, y1, room_y(frame)));
    axis_names("x", "");
    caption(frame, "y");
    std::vector<std::string> parts;
    if (map_) {
      line(script_, "unset grid");
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
    if (map_) line(script_, "set grid");
  }

  void plot(const std::vector<std::string>& parts) {
    line(script_, "plot {}", fmt::join(parts, ", \\\n     "));
  }

  // One line a method, with its markers here and there so that the shapes tell them apart.
  void lines_by_step(const std::vector<std::string>& before, std::string_view value) {
    auto parts = before;
    constexpr std::size_t markers_a_line = 14;
    for (std::size_t i = 0; i < scene_.paths.size(); ++i) {
      const auto apart = std::max<std::size_t>(1, scene_.paths[i].points.size() / markers_a_line);
      parts.push_back(
          fmt::format("$path{} using (upto($1)):({}) with linespoints linestyle {} pointinterval {}", i + 1,
                      value, i + 1, apart));
    }
    plot(parts);
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
    line(script_, "set logscale y");
    caption(frame, scene_.valleys.empty() ? "cost above the lowest seen" : "cost above the minimum");
    if (range.nothing) {
      const bool finite = std::isfinite(scene_.paths.front().points.front().cost);
      line(script_, "set label 98 '{}' at graph 0.5,0.5 center textcolor rgb '{}' {}",
           finite ? "at the lowest cost throughout" : "no finite cost", theme_.muted, font(tick_size));
    }
    lines_by_step({}, "above($4)");
    line(script_, "unset label 98");
    line(script_, "unset logscale y");
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
  const FigureStyle& style_;
  Picture picture_;
  const FigureTheme& theme_;
  Layout layout_;
  std::vector<std::size_t> slots_;
  Crowd crowd_;                     // the markers of all paths on the map
  std::optional<CostMap> map_;      // none: there is nothing to show
  double scale_ = 1;                // of the map: its numbers in the script are at most 1
  std::vector<std::string> lines_;  // the datablocks of contour lines
  std::string script_;
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
  return Script(scene, style, picture).text();
}

}  // namespace msim
