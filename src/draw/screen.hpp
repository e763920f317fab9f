#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "draw/terminal_style.hpp"

namespace msim {

// A colour as the terminal counts it: 0xRRGGBB with Colors::truecolor, 0 to 255 with Colors::palette256.
using Color = int;
inline constexpr Color own_color = -1;  // the one that the terminal has by itself

struct Tile {
  char32_t glyph = U' ';
  Color ink = own_color, paper = own_color;
  bool bold = false;
};

// A rectangle of cells, row 0 at the top.
class Screen {
 public:
  Screen(int columns, int rows)
      : columns_(columns),
        rows_(rows),
        cells_(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows)) {}

  auto columns() const -> int { return columns_; }
  auto rows() const -> int { return rows_; }
  auto at(int column, int row) -> Tile& { return cells_[index(column, row)]; }
  auto at(int column, int row) const -> const Tile& { return cells_[index(column, row)]; }

  // What would stand beyond the right edge is cut off.
  void write(int column, int row, std::u32string_view text, Color ink = own_color, bool bold = false);
  void write(int column, int row, std::string_view ascii, Color ink = own_color, bool bold = false);

  // The cells as UTF-8, a line a row, without blanks at the ends of lines. A colour is written where it
  // changes and taken back at the end of the line.
  auto text(Colors colors) const -> std::string;

 private:
  auto index(int column, int row) const -> std::size_t {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
           static_cast<std::size_t>(column);
  }

  int columns_, rows_;
  std::vector<Tile> cells_;
};

}  // namespace msim
