#pragma once

#include <string>
#include <vector>

#include "draw/figure_style.hpp"
#include "draw/sweep_map.hpp"

namespace msim {

// The script for gnuplot 5.4 that draws the panels side by side on one scale: cells that reach the target in
// shades of their steps, those that diverge hatched, those that do neither blank; over them what theory
// knows, and the best cell. As runs_script() otherwise.
auto map_script(const SweepSpec& spec, const std::vector<MapPanel>& panels, const FigureStyle& style,
                Picture picture) -> std::string;

}  // namespace msim
