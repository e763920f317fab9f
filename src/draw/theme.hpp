#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "draw/screen.hpp"
#include "draw/terminal_style.hpp"

namespace msim {

// What a picture is drawn with.
struct Theme {
  std::u32string_view markers;  // a path's is the i-th; with more paths they begin again, and so do colours
  std::u32string_view lines;    // likewise, where braille dots cannot draw them
  char32_t start, minimum, isoline;
  std::u32string_view arrows;  // left, right, up, down
  std::u32string_view spark;   // from low to high
  char32_t cut;                // ends a text that was too long

  int bands;  // of the cost
  std::array<Color, 8> colors;
  Color landmark;  // start and minima, on the map
  Color faint;     // readable on black and on white

  auto marker(std::size_t i) const -> char32_t { return markers[i % markers.size()]; }
  auto line(std::size_t i) const -> char32_t { return lines[i % lines.size()]; }
  auto color(std::size_t i) const -> Color { return colors[i % colors.size()]; }
};

auto theme(const TerminalStyle& style) -> Theme;

// The colour of a band of the cost, 0 the lowest, from black to a slate that paths can still be seen on.
auto band_color(Colors colors, int band, int bands) -> Color;

// Half of each.
auto mean_color(Colors colors, Color a, Color b) -> Color;

}  // namespace msim
