#pragma once

#include <string>

#include "draw/scene.hpp"
#include "draw/terminal_style.hpp"

namespace msim {

// A scene as text for a terminal: a title, the map of the cost with the paths on it, ticks, and for each path
// a legend row with the cost it came to, how it stopped, and a sparkline of log(cost - lowest) over the
// steps.
//
// A path is drawn where it is inside the view; it leaves at the edge, an arrow marking where a path leaves
// for good. Markers stand on steps, as many as have room. A scene without paths is drawn as the map alone.
//
// No line is wider than style.columns; there are at most style.rows - 1 lines, but always the legend and four
// rows of map.
auto runs_text(const Scene& scene, const TerminalStyle& style) -> std::string;

}  // namespace msim
