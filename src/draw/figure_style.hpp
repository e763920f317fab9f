#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace msim {

enum class Panel {
  contour,    // the cost as a map with its contour lines, and the paths on it
  cost,       // cost - lowest a step, on a logarithmic axis
  steep,      // the position along the steep direction of the valley, a step
  shallow,    // the position along the shallow one
  data,       // the rows that the cost is fitted to, and the fits on the way
  gradients,  // the noisy gradients at one point, and the full one
};
inline constexpr std::array<std::string_view, 6> panel_names{"contour", "cost", "steep",
                                                             "shallow", "data", "gradients"};

// Whether its horizontal axis is that of the steps.
constexpr auto counts_steps(Panel panel) -> bool {
  return panel == Panel::cost || panel == Panel::steep || panel == Panel::shallow;
}

// The paths that a figure can tell apart by colour and marker.
inline constexpr std::size_t most_figure_paths = 8;

struct FigureStyle {
  bool dark = false;
  int width = 1440, height = 640;    // pixels
  std::optional<std::string> title;  // none: one that names the cost and the parameters; empty: no title
  std::vector<Panel> panels{Panel::contour, Panel::cost};  // at least one, each once
  std::uint64_t gradients_at = 0;  // the step of the first path at whose point the panel gradients is

  auto shows(Panel panel) const -> bool {
    return std::find(panels.begin(), panels.end(), panel) != panels.end();
  }
};

// What gnuplot is to make of a script, on its standard output.
enum class Picture {
  script,  // a PNG, named after the script where that is a file
  png,
  svg,
  pdf,
  gif,     // animated: the paths grow
  frames,  // the same as PNGs behind each other, without the last frame held
};

}  // namespace msim
