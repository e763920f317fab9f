#pragma once

#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "draw/figure_style.hpp"

namespace msim {

// The colours of a figure, as gnuplot takes them. Those of any two paths are at least 21 apart in CIE Lab,
// also as protanopes and deuteranopes see them (Machado, Oliveira and Fernandes 2009).
struct FigureTheme {
  std::string_view background, ink, muted, grid;
  std::string_view low, high;   // the map, from the lowest cost to the highest
  std::string_view line, bold;  // contour lines
  std::string_view casing;      // under the paths
  std::array<std::string_view, most_figure_paths> paths;
  // The map of a sweep: from few steps to many, cells that do not arrive, lines over cells that diverge.
  std::array<std::string_view, 4> steps;
  std::string_view budget, hatch;
};

inline constexpr FigureTheme light_theme{
    "#fffefb",
    "#1f2328",
    "#667085",
    "#e7e8ea",
    "#fffdf6",
    "#d0c29f",
    "#b8ab86",
    "#8f8362",
    "#ffffff",
    {"#1f5fd0", "#d5302a", "#038876", "#502886", "#ed5800", "#df4eb8", "#095b6b", "#443225"},
    {"#14304f", "#2f7f8f", "#9cc59b", "#f0dfa0"},
    "#fffefb",
    "#c3b9a2"};

inline constexpr FigureTheme dark_theme{
    "#14171c",
    "#e6e8eb",
    "#98a2b0",
    "#272c34",
    "#4d586a",
    "#1a1f27",
    "#39434f",
    "#5b6878",
    "#14171c",
    {"#6aa6ff", "#ff6a5c", "#3ea495", "#9859fd", "#ec932c", "#fbd8e6", "#7fd2ff", "#eae0b3"},
    {"#f4efc9", "#7fc39b", "#2c7c92", "#233a5c"},
    "#14171c",
    "#3b424d"};

// The colour as gnuplot takes one that lets through what lies below it; opaque: 0 to 1.
inline auto translucent(std::string_view color, double opaque) -> std::string {
  return fmt::format("#{:02x}{}", static_cast<int>(255 * (1 - opaque)), color.substr(1));
}

// Filled shapes: circle, square, triangle up, diamond, triangle down, pentagon; then open ones: circle,
// square.
inline constexpr std::array<int, most_figure_paths> markers{7, 5, 9, 13, 11, 15, 6, 4};

}  // namespace msim
