#include "draw/legend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "draw/sparkline.hpp"
#include "draw/title.hpp"
#include "spec/brief.hpp"

namespace msim {
namespace {

using Row = std::vector<std::string>;

auto ending(const Outcome<double>& outcome, std::string_view step) -> std::string {
  switch (outcome.stop) {
    case Stop::diverged:
    case Stop::grad_tol:
      return fmt::format("{} at {}{}", name_of(outcome.stop), step, outcome.last.k);
    case Stop::max_steps:
      break;
  }
  return fmt::format("after {}", outcome.last.k);
}

// The cells of a row, from 0, all that there is to say, to 2, the least.
constexpr int least = 2;
auto cells(const Path& path, int brevity) -> Row {
  const auto cost = short_number(path.outcome.last.cost);
  if (brevity == least) return {path.label, cost};
  if (brevity == 1) return {path.label, cost, ending(path.outcome, "")};
  const bool steps = path.outcome.stop == Stop::max_steps;
  return {path.label, "f = " + cost,
          ending(path.outcome, "step ") + (!steps                     ? ""
                                           : path.outcome.last.k == 1 ? " step"
                                                                      : " steps")};
}

auto widths(const std::vector<Row>& rows) -> std::vector<std::size_t> {
  std::vector<std::size_t> result(rows.front().size());
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) result[i] = std::max(result[i], row[i].size());
  }
  return result;
}

constexpr int gap = 2;

struct Table {
  std::vector<Row> rows;
  std::vector<std::size_t> widths;  // of the columns

  auto width() const -> int {
    std::size_t sum = gap * (widths.size() - 1);
    for (const std::size_t width : widths) sum += width;
    return static_cast<int>(sum);
  }
};

// As long as fits; at the shortest, the labels are cut.
auto table(const Scene& scene, int columns) -> Table {
  Table result;
  for (int brevity = 0; brevity <= least; ++brevity) {
    result.rows.clear();
    for (const Path& path : scene.paths) result.rows.push_back(cells(path, brevity));
    result.widths = widths(result.rows);
    if (result.width() <= columns) return result;
  }
  const int label = static_cast<int>(result.widths[0]) - (result.width() - columns);
  result.widths[0] = static_cast<std::size_t>(std::max(label, 1));
  return result;
}

auto shortened(const std::string& text, std::size_t width, char32_t cut) -> std::u32string {
  std::u32string glyphs(text.begin(), text.end());
  if (glyphs.size() <= width) return glyphs;
  glyphs.resize(width);
  glyphs.back() = cut;
  return glyphs;
}

void draw_sparklines(Screen& screen, int column, int row, const Scene& scene, const Theme& theme) {
  constexpr int narrowest = 8;
  constexpr int widest = 48;
  constexpr std::string_view caption = "log f ";  // f - lowest, where the lowest is not 0
  const int room = screen.columns() - column;
  if (room < narrowest) return;
  if (room >= 2 * narrowest) {
    screen.write(column, row, caption, theme.faint);
    column += static_cast<int>(caption.size());
  }
  const auto scale = spark_scale(scene);
  const int columns = std::min(screen.columns() - column, widest);
  for (std::size_t i = 0; i < scene.paths.size(); ++i) {
    std::u32string glyphs;
    for (const int level : sparkline(scene.paths[i], scale, columns, static_cast<int>(theme.spark.size())))
      glyphs += theme.spark[static_cast<std::size_t>(level)];
    screen.write(column, row + static_cast<int>(i), glyphs, theme.color(i));
  }
}

}  // namespace

void draw_legend(Screen& screen, int row, const Scene& scene, const Theme& theme) {
  if (scene.paths.empty()) return;
  constexpr int left = 3;  // room for the marker
  const Table table = msim::table(scene, screen.columns() - left);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const int here = row + static_cast<int>(i);
    screen.write(1, here, std::u32string{theme.marker(i)}, theme.color(i));
    int column = left;
    for (std::size_t j = 0; j < table.widths.size(); ++j) {
      screen.write(column, here, shortened(table.rows[i][j], table.widths[j], theme.cut));
      column += static_cast<int>(table.widths[j]) + gap;
    }
  }
  draw_sparklines(screen, left + table.width() + gap, row, scene, theme);
}

}  // namespace msim
