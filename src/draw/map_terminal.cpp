#include "draw/map_terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "draw/screen.hpp"
#include "draw/ticks.hpp"
#include "draw/title.hpp"
#include "spec/brief.hpp"

namespace msim {
namespace {

struct Glyphs {
  std::u32string_view shades;  // from few steps to many, where there are no colours
  char32_t budget, diverged, edge, critical, optimum, best;
};
constexpr Glyphs unicode_glyphs{U"█▓▒░", U'·', U'×', U'╱', U'~', U'◆', U'★'};
constexpr Glyphs ascii_glyphs{U"@%o:", U'.', U'x', U'/', U'~', U'^', U'*'};

// From few steps to many.
constexpr std::array truecolor_shades{0xF4EFC9, 0xC2DAB3, 0x8FC6A0, 0x63AB97,
                                      0x3D8A93, 0x2A6C87, 0x265070, 0x223550};
constexpr std::array palette_shades{230, 187, 151, 109, 73, 66, 24, 17};
static_assert(truecolor_shades.size() == palette_shades.size());
constexpr std::size_t light_shades = 4;  // the first, which take a dark ink

struct Inks {
  Color light, dark, faint;
};
auto inks(Colors colors) -> Inks {
  switch (colors) {
    case Colors::truecolor:
      return {0xFFFFFF, 0x101010, 0x808080};
    case Colors::palette256:
      return {231, 16, 244};
    case Colors::none:
      break;
  }
  return {own_color, own_color, own_color};
}

// Where the map of a panel is on the screen: its caption above it, ticks below it and to the left.
struct PanelArea {
  int left, top, columns, rows;
};

// A sample, or several, with what they mean.
struct Entry {
  std::vector<Tile> samples;
  std::string text;
};

class TerminalMap {
 public:
  TerminalMap(const SweepSpec& spec, const std::vector<MapPanel>& panels, const TerminalStyle& style)
      : spec_(spec),
        panels_(panels),
        style_(style),
        glyphs_(style.unicode ? unicode_glyphs : ascii_glyphs),
        inks_(inks(style.colors)),
        steps_(step_scale(panels)),
        legend_(legend()),
        across_(panels.size() > 1 && style.columns >= 60 ? 2 : 1),
        map_rows_(map_rows()),
        screen_(style.columns, 1 + panel_rows() * (map_rows_ + 2) + static_cast<int>(legend_.size())) {}

  auto text() -> std::string {
    screen_.write(0, 0, title(), own_color, true);
    for (std::size_t i = 0; i < panels_.size(); ++i) draw(i);
    for (std::size_t i = 0; i < legend_.size(); ++i)
      draw_line(legend_[i], screen_.rows() - static_cast<int>(legend_.size() - i));
    return screen_.text(style_.colors);
  }

 private:
  using Line = std::vector<Entry>;
  static constexpr int gap = 2;

  auto title() const -> std::string {
    const auto& e = spec_.experiment;
    return fmt::format("{}: steps until the cost is within {} of the minimum", e.cost.name,
                       short_number(e.target));
  }

  auto panel_rows() const -> int { return (static_cast<int>(panels_.size()) + across_ - 1) / across_; }

  auto map_rows() const -> int {
    constexpr int fewest = 4;
    constexpr int most = 30;
    const int room = style_.rows - 2 - static_cast<int>(legend_.size());
    return std::clamp(room / panel_rows() - 2, fewest, most);
  }

  auto shades() const -> std::size_t {
    return style_.colors == Colors::none ? glyphs_.shades.size() : palette_shades.size();
  }
  auto shade(std::size_t level) const -> Tile {
    if (style_.colors == Colors::none) return {glyphs_.shades[level]};
    const Color paper =
        style_.colors == Colors::truecolor ? truecolor_shades.at(level) : palette_shades.at(level);
    return {U' ', level < light_shades ? inks_.dark : inks_.light, paper};
  }

  auto tile_of(const Cell& cell) const -> Tile {
    if (cell.stop == CellStop::diverged) return {glyphs_.diverged, inks_.faint};
    if (cell.stop == CellStop::budget) return {glyphs_.budget, inks_.faint};
    const auto levels = static_cast<double>(shades());
    return shade(static_cast<std::size_t>(std::min(steps_.at(cell.steps) * levels, levels - 1)));
  }

  auto any(const auto& has) const -> bool { return std::any_of(panels_.begin(), panels_.end(), has); }
  auto any_cell(CellStop stop) const -> bool {
    return any([&](const MapPanel& panel) {
      return std::any_of(panel.cells.begin(), panel.cells.end(),
                         [&](const Cell& cell) { return cell.stop == stop; });
    });
  }

  auto steps_text() const -> std::string {
    if (steps_.fewest == steps_.most) return fmt::format("{} steps", steps_.most);
    return fmt::format("{} to {} steps", steps_.fewest, steps_.most);
  }

  auto entries() const -> std::vector<Entry> {
    std::vector<Entry> result;
    if (any_cell(CellStop::reached)) {
      std::vector<Tile> samples;
      for (std::size_t level = 0; level < shades(); ++level) samples.push_back(shade(level));
      result.push_back({samples, steps_text()});
    }
    const auto add = [&](bool is, char32_t glyph, std::string text) {
      if (is) result.push_back({{{glyph}}, std::move(text)});
    };
    add(any_cell(CellStop::diverged), glyphs_.diverged, "diverges");
    add(any_cell(CellStop::budget), glyphs_.budget,
        fmt::format("not there after {} steps", spec_.experiment.steps));
    add(any([](const MapPanel& p) { return !p.edge.empty(); }), glyphs_.edge, "edge of stability");
    add(any([](const MapPanel& p) { return !p.critical.empty(); }), glyphs_.critical, "critical");
    add(any([](const MapPanel& p) { return p.optimum.has_value(); }), glyphs_.optimum, "fastest by theory");
    add(any([](const MapPanel& p) { return p.best.number().has_value(); }), glyphs_.best, "best cell");
    return result;
  }

  static auto width(const Entry& entry) -> int {
    return static_cast<int>(entry.samples.size() + 1 + entry.text.size());
  }

  // As many lines as the entries need.
  auto legend() const -> std::vector<Line> {
    std::vector<Line> lines;
    int column = style_.columns;
    for (Entry& entry : entries()) {
      if (column + width(entry) > style_.columns) {
        lines.emplace_back();
        column = 0;
      }
      column += width(entry) + gap;
      lines.back().push_back(std::move(entry));
    }
    return lines;
  }

  void draw_line(const Line& line, int row) {
    int column = 0;
    for (const Entry& entry : line) {
      for (const Tile& tile : entry.samples) {
        if (column < style_.columns) screen_.at(column++, row) = tile;
      }
      screen_.write(column + 1, row, entry.text, inks_.faint);
      column += 1 + static_cast<int>(entry.text.size()) + gap;
    }
  }

  void draw(std::size_t index) {
    const MapPanel& panel = panels_[index];
    const int i = static_cast<int>(index);
    const int width = (style_.columns - gap * (across_ - 1)) / across_;
    const auto y_ticks = ticks_of(panel.y, std::max(2.0, map_rows_ / 3.0));
    std::size_t label = 0;
    for (const Tick& tick : y_ticks) label = std::max(label, tick.text.size());
    const int margin = label == 0 || static_cast<int>(label) * 3 > width ? 0 : static_cast<int>(label) + 1;
    const PanelArea area{i % across_ * (width + gap) + margin, 2 + i / across_ * (map_rows_ + 2),
                         width - margin, map_rows_};
    auto caption = panel_caption(spec_, panel, index);
    if (static_cast<int>(caption.size()) > width) caption.resize(static_cast<std::size_t>(width));
    screen_.write(area.left - margin, area.top - 1, caption);
    draw_cells(panel, area);
    draw_marks(panel, area);
    if (margin > 0) {
      for (const Tick& tick : y_ticks) {
        const int row = area.top + place({0, tick.at}, panel, area).row;
        screen_.write(area.left - 1 - static_cast<int>(tick.text.size()), row, tick.text, inks_.faint);
      }
    }
    draw_x_ticks(panel, area);
  }

  struct Place {
    int column, row;
  };

  // Where a place on the map is in the area.
  static auto place(Vec2<double> at, const MapPanel& panel, const PanelArea& area) -> Place {
    const auto part = [](double x, std::uint64_t count) { return (x + 0.5) / static_cast<double>(count); };
    return {static_cast<int>(std::floor(part(at.x, panel.nx()) * area.columns)),
            area.rows - 1 - static_cast<int>(std::floor(part(at.y, panel.ny()) * area.rows))};
  }

  void draw_cells(const MapPanel& panel, const PanelArea& area) {
    const auto middle = [](int i, int size, std::uint64_t count) {
      return static_cast<std::uint64_t>((i + 0.5) / size * static_cast<double>(count));
    };
    for (int row = 0; row < area.rows; ++row) {
      for (int column = 0; column < area.columns; ++column) {
        screen_.at(area.left + column, area.top + row) = tile_of(panel.at(
            middle(column, area.columns, panel.nx()), middle(area.rows - 1 - row, area.rows, panel.ny())));
      }
    }
  }

  void draw_marks(const MapPanel& panel, const PanelArea& area) {
    const auto mark = [&](Vec2<double> at, char32_t glyph) {
      const auto [column, row] = place(at, panel, area);
      if (column < 0 || column >= area.columns || row < 0 || row >= area.rows) return;
      Tile& tile = screen_.at(area.left + column, area.top + row);
      tile = {glyph, tile.paper == own_color ? own_color : tile.ink, tile.paper, true};
    };
    for (const auto& curve : panel.critical) {
      for (const auto& at : curve) mark(at, glyphs_.critical);
    }
    for (const auto& at : panel.edge) mark(at, glyphs_.edge);
    if (panel.optimum) mark(*panel.optimum, glyphs_.optimum);
    if (const auto best = panel.place_of_best()) mark(*best, glyphs_.best);
  }

  static auto ticks_of(const std::optional<MapPanel::MapAxis>& axis, double count) -> std::vector<Tick> {
    if (!axis) return {};
    const Axis& a = axis->axis;
    auto result =
        a.logarithmic() ? power_ticks(a.first(), a.last(), count) : ticks(a.first(), a.last(), count);
    for (Tick& tick : result) {
      if (a.logarithmic()) tick.text = short_number(tick.at);
      tick.at = a.place(tick.at);
    }
    const double last = static_cast<double>(a.count()) - 1;
    std::erase_if(result, [&](const Tick& tick) { return !(tick.at >= -0.5 && tick.at <= last + 0.5); });
    return result;
  }

  void draw_x_ticks(const MapPanel& panel, const PanelArea& area) {
    const int row = area.top + area.rows;
    int free_from = area.left;
    const int right = area.left + area.columns;
    for (const auto& [at, label] : ticks_of(panel.x, area.columns / 8.0)) {
      const int size = static_cast<int>(label.size());
      const int middle = area.left + place({at, 0}, panel, area).column;
      const int column = std::min(std::max(middle - size / 2, area.left), right - size);
      if (column < free_from) continue;
      screen_.write(column, row, label, inks_.faint);
      free_from = column + size + 1;
    }
  }

  const SweepSpec& spec_;
  const std::vector<MapPanel>& panels_;
  const TerminalStyle& style_;
  const Glyphs& glyphs_;
  Inks inks_;
  StepScale steps_;
  std::vector<Line> legend_;
  int across_;
  int map_rows_;
  Screen screen_;
};

}  // namespace

auto map_text(const SweepSpec& spec, const std::vector<MapPanel>& panels, const TerminalStyle& style)
    -> std::string {
  return TerminalMap(spec, panels, style).text();
}

}  // namespace msim
