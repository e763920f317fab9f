#pragma once

#include <array>
#include <string_view>

#include "draw/figure.hpp"

namespace msim {

// The colours of a figure, as gnuplot takes them.
struct Theme {
  std::string_view background, ink, muted, grid;
  std::string_view low, high;   // the map, from the lowest cost to the highest
  std::string_view line, bold;  // contour lines
  std::string_view casing;      // under the paths
  std::array<std::string_view, most_figure_paths> paths;
};

inline constexpr Theme light_theme{
    "#fffefb", "#1f2328",
    "#667085", "#e7e8ea",
    "#fffdf6", "#d0c29f",
    "#b8ab86", "#8f8362",
    "#ffffff", {"#1f5fd0", "#d5302a", "#00806a", "#7a3fb0", "#c26a00", "#b8338a", "#0b8fae", "#5a4632"}};

inline constexpr Theme dark_theme{
    "#14171c", "#e6e8eb",
    "#98a2b0", "#272c34",
    "#4d586a", "#1a1f27",
    "#39434f", "#5b6878",
    "#14171c", {"#6aa6ff", "#ff6a5c", "#35cfa5", "#c59bff", "#ffb34d", "#ff8ecb", "#63d8f2", "#e0d3b8"}};

// Filled shapes: circle, square, triangle up, diamond, triangle down, pentagon; then open ones: circle,
// square.
inline constexpr std::array<int, most_figure_paths> markers{7, 5, 9, 13, 11, 15, 6, 4};

}  // namespace msim
