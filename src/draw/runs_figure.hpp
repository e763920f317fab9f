#pragma once

#include <string>

#include "draw/figure_style.hpp"
#include "draw/scene.hpp"

namespace msim {

// The script for gnuplot 5.4 that draws the scene: data, variables, commands in one text that needs no other
// file. At most most_figure_paths paths; the panels steep and shallow need a known minimum, data a cost on
// data, gradients has_noisy_gradients(). Whatever text the scene and the style hold is only ever shown, and a
// number that is not finite is a gap.
auto runs_script(const Scene& scene, const FigureStyle& style, Picture picture) -> std::string;

}  // namespace msim
