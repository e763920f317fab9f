#include "draw/runs_terminal.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "draw/dots.hpp"
#include "draw/legend.hpp"
#include "draw/relief.hpp"
#include "draw/screen.hpp"
#include "draw/theme.hpp"
#include "draw/ticks.hpp"
#include "draw/title.hpp"
#include "sim/infos.hpp"

namespace msim {
namespace {

auto inside(Vec2<double> dot, Vec2<double> size) -> bool {
  return dot.x >= 0 && dot.x <= size.x && dot.y >= 0 && dot.y <= size.y;
}

// Where the parts of the picture are.
struct Layout {
  bool framed;              // with a title and ticks: there is room
  int left, columns, rows;  // of the map
  std::vector<Tick> y_ticks;

  auto top() const -> int { return framed ? 1 : 0; }
  auto legend() const -> int { return rows + (framed ? 2 : 0); }
};

auto layout(const Scene& scene, const TerminalStyle& style) -> Layout {
  constexpr int fewest_rows = 4;
  constexpr double shape = 3.6;  // columns for a row of the map: higher looks stretched
  const int spare = style.rows - 1 - static_cast<int>(scene.paths.size());
  Layout result{spare - 2 >= fewest_rows, 0, style.columns, 0, {}};
  const int highest = static_cast<int>(style.columns / shape);
  result.rows = std::max(std::min(spare - (result.framed ? 2 : 0), highest), fewest_rows);
  if (!result.framed) return result;
  result.y_ticks = ticks(scene.view.y0, scene.view.y1, std::max(3, result.rows / 3));
  std::size_t longest = 0;
  for (const Tick& tick : result.y_ticks) longest = std::max(longest, tick.text.size());
  result.left = static_cast<int>(longest) + 1;
  if (result.left * 3 > style.columns) {
    result.left = 0;
    result.y_ticks.clear();
  }
  result.columns = style.columns - result.left;
  return result;
}

class TerminalPicture {
 public:
  TerminalPicture(const Scene& scene, const TerminalStyle& style)
      : scene_(scene),
        style_(style),
        theme_(theme(style)),
        layout_(layout(scene, style)),
        size_{static_cast<double>(Dots::across * layout_.columns),
              static_cast<double>(Dots::down * layout_.rows)},
        screen_(style.columns, layout_.legend() + static_cast<int>(scene.paths.size())),
        taken_(static_cast<std::size_t>(layout_.columns) * static_cast<std::size_t>(layout_.rows), false) {}

  auto text() -> std::string {
    draw_map();
    draw_lines();
    draw_landmarks();
    draw_markers();
    if (layout_.framed) {
      draw_title();
      draw_ticks();
    }
    draw_legend(screen_, layout_.legend(), scene_, theme_);
    return screen_.text(style_.colors);
  }

 private:
  struct Place {
    int column, row;
  };

  auto tile(Place place) -> Tile& {
    return screen_.at(layout_.left + place.column, layout_.top() + place.row);
  }

  // The position of a point of the plane among the dots of the map; anywhere, or not finite.
  auto dot(Vec2<double> p) const -> Vec2<double> {
    const Box& view = scene_.view;
    return {(p.x - view.x0) / (view.x1 - view.x0) * size_.x, (view.y1 - p.y) / (view.y1 - view.y0) * size_.y};
  }

  // The cell of a dot that is inside.
  auto place(Vec2<double> dot) const -> Place {
    return {std::min(static_cast<int>(dot.x) / Dots::across, layout_.columns - 1),
            std::min(static_cast<int>(dot.y) / Dots::down, layout_.rows - 1)};
  }

  // The cost as bands of colour, two to a cell where there are half blocks, or as isolines.
  void draw_map() {
    const auto relief = msim::relief(scene_.cost, scene_.view, layout_.columns, 2 * layout_.rows);
    for (int row = 0; row < layout_.rows; ++row) {
      for (int column = 0; column < layout_.columns; ++column) {
        if (style_.colors == Colors::none)
          draw_isoline(relief, {column, row});
        else
          draw_heat(relief, {column, row});
      }
    }
  }

  auto band(double height) const -> int {
    return std::min(static_cast<int>(height * theme_.bands), theme_.bands - 1);
  }

  auto color(double height) const -> Color { return band_color(style_.colors, band(height), theme_.bands); }

  static auto mean_height(const Relief& relief, Place p) -> double {
    return (relief.at(p.column, 2 * p.row) + relief.at(p.column, 2 * p.row + 1)) / 2;
  }

  void draw_heat(const Relief& relief, Place p) {
    const Color upper = color(relief.at(p.column, 2 * p.row));
    const Color lower = color(relief.at(p.column, 2 * p.row + 1));
    if (upper == lower || !style_.unicode)
      tile(p).paper = color(mean_height(relief, p));
    else
      tile(p) = {U'▀', upper, lower};
  }

  // Dots along the lower edge of each band but the lowest.
  void draw_isoline(const Relief& relief, Place p) {
    const auto band_at = [&](int column, int row) {
      return band(mean_height(
          relief, {std::clamp(column, 0, layout_.columns - 1), std::clamp(row, 0, layout_.rows - 1)}));
    };
    const auto [column, row] = p;
    const int lowest = std::min({band_at(column - 1, row), band_at(column + 1, row), band_at(column, row - 1),
                                 band_at(column, row + 1)});
    if (lowest < band_at(column, row)) tile(p).glyph = theme_.isoline;
  }

  // How many points of a path are drawn. One that diverges is not followed after it has left for good: it
  // would only cross the map on its way between two places outside.
  auto points_drawn(const Path& path) const -> std::size_t {
    if (path.outcome.stop != Stop::diverged) return path.points.size();
    const auto last = last_inside(path);
    return last ? std::min(*last + 2, path.points.size()) : 0;
  }

  auto last_inside(const Path& path) const -> std::optional<std::size_t> {
    for (std::size_t i = path.points.size(); i-- > 0;) {
      if (inside(dot(path.points[i].p), size_)) return i;
    }
    return {};
  }

  void draw_lines() {
    std::vector<Dots> lines;
    for (const Path& path : scene_.paths) {
      Dots& dots = lines.emplace_back(layout_.columns, layout_.rows);
      for (std::size_t i = 1; i < points_drawn(path); ++i)
        dots.line({dot(path.points[i - 1].p), dot(path.points[i].p)});
    }
    for (int row = 0; row < layout_.rows; ++row) {
      for (int column = 0; column < layout_.columns; ++column) draw_dots(lines, {column, row});
    }
  }

  // The last path lies on top; those with the very same dots take turns from cell to cell.
  void draw_dots(const std::vector<Dots>& lines, Place p) {
    const auto dots_of = [&](std::size_t i) { return lines[i].at(p.column, p.row); };
    std::size_t top = lines.size();
    while (top > 0 && dots_of(top - 1) == 0) --top;
    if (top == 0) return;
    std::vector<std::size_t> alike;
    for (std::size_t i = 0; i < top; ++i) {
      if (dots_of(i) == dots_of(top - 1)) alike.push_back(i);
    }
    const auto turn = static_cast<std::size_t>(p.column + p.row) % alike.size();
    constexpr char32_t braille = U'\u2800';
    const auto glyph = style_.unicode ? braille + dots_of(top - 1) : theme_.line(alike[turn]);
    put(p, glyph, theme_.color(alike[turn]));
  }

  // Puts a glyph on the map. A half block under it gives way to the mean of its colours.
  void put(Place p, char32_t glyph, Color ink, bool bold = false) {
    Tile& here = tile(p);
    if (here.glyph == U'▀') here.paper = mean_color(style_.colors, here.ink, here.paper);
    here = {glyph, ink, here.paper, bold};
  }

  void draw_landmark(Vec2<double> p, char32_t glyph) {
    const auto at = dot(p);
    if (!inside(at, size_)) return;
    put(place(at), glyph, theme_.landmark, true);
    take(place(at));
  }

  void draw_landmarks() {
    if (!scene_.paths.empty()) draw_landmark(scene_.experiment.start, theme_.start);
    for (const Valley& valley : scene_.valleys) draw_landmark(valley.minimum.p, theme_.minimum);
    for (std::size_t i = 0; i < scene_.paths.size(); ++i) draw_arrow(i);
  }

  // Where a path leaves for good.
  void draw_arrow(std::size_t i) {
    const auto& points = scene_.paths[i].points;
    const auto last = last_inside(scene_.paths[i]);
    if (!last || *last + 1 == points.size()) return;
    const auto segment = clipped({dot(points[*last].p), dot(points[*last + 1].p)}, size_);
    if (!segment) return;
    const auto [x, y] = segment->to;
    const std::size_t side = x <= 0 ? 0 : x >= size_.x ? 1 : y <= 0 ? 2 : 3;
    put(place(segment->to), theme_.arrows[side], theme_.color(i), true);
    take(place(segment->to));
  }

  auto taken(Place p) const -> bool {
    return taken_[static_cast<std::size_t>(p.row) * static_cast<std::size_t>(layout_.columns) +
                  static_cast<std::size_t>(p.column)];
  }
  void take(Place p) {
    taken_[static_cast<std::size_t>(p.row) * static_cast<std::size_t>(layout_.columns) +
           static_cast<std::size_t>(p.column)] = true;
  }

  // Markers on steps: the last ones first, then along each path as many as keep a distance. None is drawn on
  // another or on a landmark.
  void draw_markers() {
    std::vector<Markers> own(scene_.paths.size());
    const auto try_marker = [&](std::size_t i, const PathPoint& point) {
      const auto at = dot(point.p);
      if (inside(at, size_)) draw_marker(i, place(at), own[i]);
    };
    for (std::size_t i = 0; i < scene_.paths.size(); ++i) {
      if (!scene_.paths[i].points.empty()) try_marker(i, scene_.paths[i].points.back());
    }
    for (std::size_t i = 0; i < scene_.paths.size(); ++i) {
      for (const PathPoint& point : scene_.paths[i].points) try_marker(i, point);
    }
  }

  using Markers = std::vector<Place>;

  void draw_marker(std::size_t i, Place p, Markers& own) {
    if (taken(p)) return;
    const auto near = [&](Place other) {
      return std::abs(other.column - p.column) <= 3 && std::abs(other.row - p.row) <= 1;
    };
    if (std::any_of(own.rbegin(), own.rend(), near)) return;  // the nearest are often the latest
    own.push_back(p);
    take(p);
    put(p, theme_.marker(i), theme_.color(i));
  }

  void draw_title() {
    std::u32string key;
    if (!scene_.paths.empty()) key += std::u32string{theme_.start} + U" start";
    if (!scene_.valleys.empty()) key += std::u32string{U' ', U' ', theme_.minimum} + U" minimum";
    const auto text = title(scene_, style_.columns);
    screen_.write(0, 0, text, own_color, true);
    const int column = style_.columns - static_cast<int>(key.size());
    if (column >= static_cast<int>(text.size()) + 2) screen_.write(column, 0, key, theme_.faint);
  }

  // Of costs that have other names than x and y for them; gives the columns that it takes at the end of the
  // numbers.
  auto draw_axis_names() -> int {
    const auto& [x, y] = scene_.experiment.cost.info().axes;
    if (x == "x" || layout_.left == 0) return 0;
    const int size = static_cast<int>(x.size());
    screen_.write(style_.columns - size, layout_.top() + layout_.rows, x, theme_.faint);
    int row = layout_.top();
    const auto numbered = [&](const Tick& tick) {
      return layout_.top() + place(dot({scene_.view.x0, tick.at})).row == row;
    };
    while (std::any_of(layout_.y_ticks.begin(), layout_.y_ticks.end(), numbered)) ++row;
    screen_.write(layout_.left - 1 - static_cast<int>(y.size()), row, y, theme_.faint);
    return size + 1;
  }

  void draw_ticks() {
    const Box& view = scene_.view;
    for (const auto& [value, label] : layout_.y_ticks) {
      const int row = layout_.top() + place(dot({view.x0, value})).row;
      screen_.write(layout_.left - 1 - static_cast<int>(label.size()), row, label, theme_.faint);
    }
    int free_from = 0;
    const int free_to = style_.columns - draw_axis_names();
    for (const auto& [value, label] : ticks(view.x0, view.x1, layout_.columns / 6.0)) {
      const int size = static_cast<int>(label.size());
      const int column = layout_.left + place(dot({value, view.y0})).column - size / 2;
      if (column < free_from || column + size > free_to) continue;
      screen_.write(column, layout_.top() + layout_.rows, label, theme_.faint);
      free_from = column + size + 1;
    }
  }

  const Scene& scene_;
  TerminalStyle style_;
  Theme theme_;
  Layout layout_;
  Vec2<double> size_;  // of the map, in dots
  Screen screen_;
  std::vector<bool> taken_;  // cells of the map that hold a landmark or a marker
};

}  // namespace

auto runs_text(const Scene& scene, const TerminalStyle& style) -> std::string {
  return TerminalPicture(scene, style).text();
}

}  // namespace msim
