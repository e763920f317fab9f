#pragma once

#include <string>
#include <vector>

#include "draw/figure_style.hpp"

namespace msim {

// Where things of a figure are, in pixels from its lower left corner.
struct Place {
  double x, y;
};

// The axes of a panel.
struct Frame {
  Panel panel;
  double left, right, bottom, top;
  bool numbered;  // whether its horizontal axis is: panels above each other share theirs

  auto width() const -> double { return right - left; }
  auto height() const -> double { return top - bottom; }
};

struct LegendEntry {
  Place place;  // where its sample begins, at the middle of the line
  std::string text;
};

struct Layout {
  double scale;                     // of fonts, lines and markers: 1 in a figure of the usual size
  Place title{};                    // its left end
  std::string title_text;           // what fits of it; empty: there is none
  std::vector<LegendEntry> legend;  // an entry a path
  std::vector<Frame> frames;        // a frame a panel
};

// Fonts in pixels, lengths of the legend, at scale 1.
inline constexpr double title_size = 20;
inline constexpr double text_size = 15.5;
inline constexpr double tick_size = 14;
inline constexpr double sample_width = 34;

// Panels with axes of their own stand beside each other and beside those that count steps, which are stacked
// and share that axis; in a narrow figure there are fewer columns, and where all panels of a wide one count
// steps, a column each.
auto layout(const FigureStyle& style, const std::string& title, const std::vector<std::string>& labels)
    -> Layout;

// Panels side by side, in rows where they are many, a scale below them. No legend in a figure that it would
// fill.
struct MapLayout : Layout {
  double scale_left = 0, scale_right = 0, scale_bottom = 0, scale_top = 0;
};
auto map_layout(const FigureStyle& style, const std::string& title, const std::vector<std::string>& labels,
                std::size_t panels) -> MapLayout;

}  // namespace msim
