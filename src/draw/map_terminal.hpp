#pragma once

#include <string>
#include <vector>

#include "draw/sweep_map.hpp"
#include "draw/terminal_style.hpp"

namespace msim {

// The panels as text for a terminal: a title, for each method its map with ticks, and a legend. A cell of the
// screen shows the cell of the sweep in its middle, in a shade of its steps or by a glyph. No line is wider
// than style.columns; there are at most style.rows - 1 lines, but always four rows of map in each panel.
auto map_text(const SweepSpec& spec, const std::vector<MapPanel>& panels, const TerminalStyle& style)
    -> std::string;

}  // namespace msim
