#include "draw/layout.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "draw/gnuplot_text.hpp"

namespace msim {
namespace {

// Distances at scale 1.
constexpr double side_room = 22;  // free at the sides of the figure
constexpr double title_height = 34;
constexpr double legend_height = 26;
constexpr double caption_height = 30;  // above a frame
constexpr double ticks_width = 62;     // left of a frame
constexpr double ticks_height = 46;    // below a frame: numbers and the name of the axis
constexpr double between_columns = 20;

struct Area {
  double left, right, bottom, top;
  auto width() const -> double { return right - left; }
  auto height() const -> double { return top - bottom; }
};

auto scale_of(const FigureStyle& style) -> double {
  const FigureStyle usual;
  const double area =
      static_cast<double>(style.width) * style.height / (static_cast<double>(usual.width) * usual.height);
  constexpr double legible = 0.72;
  const double shortest = std::min(style.width, style.height);
  return std::min(std::max(legible, std::sqrt(area)), std::max(0.5, shortest / 300));
}

// Rows of entries, from the top down; gives the height they take.
auto place_legend(Layout& result, const std::vector<std::string>& labels, const Area& area) -> double {
  const double size = text_size * result.scale;
  const double sample = (sample_width + 8) * result.scale;
  const double gap = 24 * result.scale;
  const double line = legend_height * result.scale;
  double x = area.left;
  double y = area.top - line / 2;
  for (const auto& label : labels) {
    const auto text = fitted(label, (area.width() - sample) / size);
    const double width = sample + text_width(text) * size;
    if (x > area.left && x + width > area.right) {
      x = area.left;
      y -= line;
    }
    result.legend.push_back({{x, y}, text});
    x += width + gap;
  }
  return labels.empty() ? 0 : area.top - y + line / 2;
}

auto frame(Panel panel, const Area& area, double scale, bool numbered) -> Frame {
  return {panel,
          area.left + ticks_width * scale,
          area.right,
          area.bottom + (numbered ? ticks_height * scale : 0),
          area.top - caption_height * scale,
          numbered};
}

// Panels above each other. Those below one that counts steps share its axis, and are half as high as others
// where there is one column only.
void stack(Layout& result, const std::vector<Panel>& panels, const Area& area, bool only) {
  const double caption = caption_height * result.scale;
  const double axis = ticks_height * result.scale;
  const auto share = [&](Panel panel) { return only && !counts_steps(panel) ? 2.0 : 1.0; };
  const auto has_axis = [&](std::size_t i) {
    return i + 1 == panels.size() || !counts_steps(panels[i]) || !counts_steps(panels[i + 1]);
  };
  double shares = 0;
  double room = area.height();
  for (std::size_t i = 0; i < panels.size(); ++i) {
    shares += share(panels[i]);
    room -= caption + (has_axis(i) ? axis : 0);
  }
  double top = area.top;
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const double height = share(panels[i]) * std::max(0.0, room) / shares;
    const double bottom = top - caption - height - (has_axis(i) ? axis : 0);
    result.frames.push_back(
        frame(panels[i], {area.left, area.right, bottom, top}, result.scale, has_axis(i)));
    top = bottom;
  }
}

void in_columns(Layout& result, const std::vector<std::vector<Panel>>& columns, const Area& area) {
  const auto share = [](const std::vector<Panel>& column) {
    return column.front() == Panel::contour && column.size() == 1 ? 1.35 : 1.0;
  };
  double shares = 0;
  for (const auto& column : columns) shares += share(column);
  const double gap = between_columns * result.scale;
  const double unit = (area.width() - gap * static_cast<double>(columns.size() - 1)) / shares;
  double left = area.left;
  for (const auto& column : columns) {
    const double right = left + share(column) * unit;
    stack(result, column, {left, right, area.bottom, area.top}, columns.size() == 1);
    left = right + gap;
  }
}

// Panels that share an axis of steps, in the place of the first of them; each other panel alone.
auto groups_of(const std::vector<Panel>& panels) -> std::vector<std::vector<Panel>> {
  std::vector<std::vector<Panel>> groups;
  for (const Panel panel : panels) {
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
      return counts_steps(panel) && counts_steps(group.front());
    });
    if (same != groups.end())
      same->push_back(panel);
    else
      groups.push_back({panel});
  }
  return groups;
}

// The groups in columns of at most `rows`, the first with what is left over.
auto dealt(const std::vector<std::vector<Panel>>& groups, std::size_t rows)
    -> std::vector<std::vector<Panel>> {
  std::vector<std::vector<Panel>> columns((groups.size() + rows - 1) / rows);
  const std::size_t missing = columns.size() * rows - groups.size();
  for (std::size_t i = 0; i < groups.size(); ++i) {
    auto& column = columns[(i + missing) / rows];
    column.insert(column.end(), groups[i].begin(), groups[i].end());
  }
  return columns;
}

auto columns_of(const FigureStyle& style, const Area& area, double scale) -> std::vector<std::vector<Panel>> {
  const auto& panels = style.panels;
  constexpr double narrow = 320;
  constexpr double slim = 0.575;  // width over height
  const auto groups = groups_of(panels);
  if (groups.size() == 1 && area.width() / static_cast<double>(panels.size()) > narrow * scale) {
    std::vector<std::vector<Panel>> columns;
    for (const Panel panel : panels) columns.push_back({panel});
    return columns;
  }
  for (std::size_t rows = 1; rows < groups.size(); ++rows) {
    auto columns = dealt(groups, rows);
    const double width = area.width() / static_cast<double>(columns.size());
    if (width > slim * area.height() / static_cast<double>(rows) && width > narrow * scale) return columns;
  }
  return {panels};
}

// The title and the legend; gives the area that is left.
auto place_head(Layout& result, const FigureStyle& style, const std::string& title,
                const std::vector<std::string>& labels) -> Area {
  const double s = result.scale;
  Area area{side_room * s, style.width - side_room * s, 8 * s, style.height - 12 * s};
  if (!title.empty()) {
    result.title = {area.left, area.top - title_height * s / 2};
    result.title_text = fitted(title, area.width() / (title_size * s));
    area.top -= title_height * s;
  }
  area.top -= place_legend(result, labels, area);
  area.left -= side_room * s / 2;  // the numbers of an axis seldom fill their room
  return area;
}

}  // namespace

auto layout(const FigureStyle& style, const std::string& title, const std::vector<std::string>& labels)
    -> Layout {
  Layout result{scale_of(style)};
  const Area area = place_head(result, style, title, labels);
  in_columns(result, columns_of(style, area, result.scale), area);
  return result;
}

auto map_layout(const FigureStyle& style, const std::string& title, const std::vector<std::string>& labels,
                std::size_t panels) -> MapLayout {
  MapLayout result{{scale_of(style)}, 0, 0, 0, 0};
  const double s = result.scale;
  Area area = place_head(result, style, title, labels);
  if (area.height() < style.height / 2.0) {  // a small figure: rather the map than its legend
    result.legend.clear();
    area = place_head(result, style, title, {});
  }
  constexpr double bar_height = 14;
  constexpr double bar_room = 60;
  constexpr double widest_bar = 460;
  result.scale_left = area.left + ticks_width * s;
  result.scale_right = std::min(area.right, result.scale_left + widest_bar * s);
  result.scale_bottom = area.bottom + bar_room / 2 * s;
  result.scale_top = result.scale_bottom + bar_height * s;
  area.bottom += bar_room * s;

  constexpr double wide = 1.6;
  const auto rows = static_cast<std::size_t>(std::max(
      1.0, std::round(std::sqrt(static_cast<double>(panels) * wide * area.height() / area.width()))));
  const std::size_t columns = (panels + rows - 1) / rows;
  const double gap = between_columns * s;
  const double width = (area.width() - gap * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  const double height = area.height() / static_cast<double>(rows);
  for (std::size_t i = 0; i < panels; ++i) {
    const std::size_t row = i / columns;
    const double left = area.left + static_cast<double>(i % columns) * (width + gap);
    const double top = area.top - static_cast<double>(row) * height;
    Frame& last =
        result.frames.emplace_back(frame(Panel::contour, {left, left + width, top - height, top}, s, true));
    last.top = std::max(last.top, last.bottom + 1);
    last.right = std::max(last.right, last.left + 1);
  }
  return result;
}

}  // namespace msim
