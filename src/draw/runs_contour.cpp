#include "draw/runs_contour.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "draw/gnuplot_text.hpp"

namespace msim {
namespace {

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

// Where a point is on the map in a frame, in pixels.
auto on_map(Vec2<double> p, const Box& view, const Frame* frame) -> Place {
  if (frame == nullptr) return {0, 0};
  return {(p.x - view.x0) / (view.x1 - view.x0) * frame->width(),
          (p.y - view.y0) / (view.y1 - view.y0) * frame->height()};
}

// `others`: the markers of all paths.
void write_path(const std::string& name, const std::vector<PathPoint>& points, const Box& view,
                const Frame* frame, Crowd& others, GnuplotScript& script) {
  script.line("${} << EOD", name);
  const double room = marker_room * script.scale();
  Crowd own(room);
  const auto near = [&](std::size_t i) { return is_near(view, points[i].p); };
  const auto at = [&](std::size_t i) { return on_map(points[i].p, view, frame); };
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto& [k, p, cost] = points[i];
    const bool drawn = near(i) || (i > 0 && near(i - 1)) || (i + 1 < points.size() && near(i + 1));
    const bool alone =
        i > 0 && i + 1 < points.size() && apart(at(i - 1), at(i)) > room && apart(at(i + 1), at(i)) > room;
    const bool last = i + 1 == points.size();
    const bool room_for_it = own.free(at(i), alone ? room : 2 * room) && (alone || others.free(at(i), room));
    const bool marker = near(i) && (last || room_for_it);
    if (marker) {
      own.take(at(i));
      others.take(at(i));
    }
    script.line("{} {} {} {} {}", k, p.x, p.y, cost, marker ? 2 : drawn ? 1 : 0);
  }
  script.line("EOD");
}

}  // namespace

void write_paths(const Scene& scene, const Frame* frame, GnuplotScript& script) {
  script.line("");
  script.line("# A path: step, x, y, cost, and 2 where the map shows a marker, 1 only a line, 0 nothing.");
  Crowd all(marker_room * script.scale());
  for (std::size_t i = 0; i < scene.paths.size(); ++i)
    write_path(fmt::format("path{}", i + 1), scene.paths[i].points, scene.view, frame, all, script);
}

ContourPanel::ContourPanel(const Scene& scene, const Frame& frame, GnuplotScript& script)
    : scene_(scene), frame_(frame), script_(script) {
  if (scene.experiment.grid.empty()) return;
  CostMap map = cost_map(scene);
  const auto finite = [](double root) { return std::isfinite(root); };
  if (std::any_of(map.root.begin(), map.root.end(), finite)) map_ = std::move(map);
}

void ContourPanel::data() {
  if (!map_) return;
  const Levels levels = msim::levels(*map_);
  const auto& [view, nx, ny] = map_->grid;
  map_scale_ = *std::max_element(map_->root.begin(), map_->root.end(),
                                 [](double a, double b) { return a < b || std::isnan(a); });
  if (map_scale_ == 0) map_scale_ = 1;
  script_.line("");
  script_.line("# The map: sqrt(cost - {})/{}, of which the logarithm chooses the shade.", map_->base,
               map_scale_);
  grid(1);
  if (map_every() > 1) grid(map_every());
  script_.line("at_x(i) = {} + i*{}", view.x0, (view.x1 - view.x0) / static_cast<double>(nx - 1));
  script_.line("at_y(j) = {} + j*{}", view.y0, (view.y1 - view.y0) / static_cast<double>(ny - 1));
  script_.line("shade(root) = log(1 + (root*{})**2)", map_scale_ / std::sqrt(levels.lowest));
  script_.line("set contour base; unset surface; unset key");
  isolines("between", levels.between);
  isolines("whole", levels.whole);
  script_.line("unset contour; set surface");
}

// Every n-th point in both directions, as $grid1, $grid2.
void ContourPanel::grid(std::uint64_t every) {
  script_.line("$grid{} << EOD", every);
  std::string row;
  for (std::uint64_t j = 0; j < map_->grid.ny; j += every) {
    row.clear();
    for (std::uint64_t i = 0; i < map_->grid.nx; i += every) {
      if (i > 0) row += ' ';
      const double root = map_->root[j * map_->grid.nx + i] / map_scale_;
      row += script_text("{:.7g}", root);
    }
    script_.line("{}", row);
  }
  script_.line("EOD");
}

void ContourPanel::isolines(std::string_view name, const std::vector<double>& heights) {
  if (heights.empty()) return;
  std::vector<std::string> roots;
  for (const double height : heights) roots.push_back(script_text("{:.10g}", std::sqrt(height) / map_scale_));
  script_.line("set cntrparam levels discrete {}", fmt::join(roots, ","));
  script_.line("set table ${}; splot $grid1 matrix; unset table", name);
  lines_.emplace_back(name);
}

void ContourPanel::draw() {
  const FigureTheme& theme = script_.theme();
  const auto& axes = scene_.cost.info().axes;
  const auto [x0, x1, y0, y1] = scene_.view;
  script_.axis('x', {x0, x1}, ticks(x0, x1, script_.room_x(frame_)));
  script_.axis('y', {y0, y1}, ticks(y0, y1, script_.room_y(frame_)));
  script_.axis_names(axes[0], "");
  script_.caption(frame_, axes[1]);
  std::vector<std::string> parts;
  if (map_) {
    script_.line("unset grid");
    parts.push_back(fmt::format("$grid{0} matrix using (at_x({0}*$1)):(at_y({0}*$2)):(shade($3)) with image",
                                map_every()));
  }
  for (const auto& name : lines_) {
    const bool whole = name == "whole";
    parts.push_back(
        fmt::format("${} using (at_x($1)):(at_y($2)) with lines linetype 1 linecolor rgb '{}' linewidth {}",
                    name, whole ? theme.bold : theme.line, whole ? 1.1 : 0.7));
  }
  // A path below another still shows by its markers.
  const auto each_path = [&](const char* how) {
    for (std::size_t i = 1; i <= scene_.paths.size(); ++i) {
      for (const std::size_t style : {i + casing_styles, i})
        parts.push_back(fmt::format(fmt::runtime(how), i, style));
    }
  };
  each_path("$path{} using (drawn($1, $5, $2)):3 with lines linestyle {}");
  each_path("$path{} using (marked($1, $5, $2)):3 with points linestyle {}");
  const auto points = [&](std::string_view data, int type, double size, double width,
                          std::string_view colour) {
    parts.push_back(fmt::format("{} using 1:2 with points pointtype {} {} linewidth {} linecolor rgb '{}'",
                                data, type, script_.pointsize(size), width, colour));
  };
  if (!scene_.valleys.empty()) {
    points("$minima", 1, 2.1, 5, theme.casing);
    points("$minima", 1, 1.7, 2.2, theme.ink);
  }
  points("$start", 7, 2.4, 1, theme.casing);
  points("$start", 6, 2.0, 1.8, theme.ink);
  points("$start", 7, 0.7, 1, theme.ink);
  script_.plot(parts);
  if (map_) script_.line("set grid");
}

}  // namespace msim
