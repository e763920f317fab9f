#pragma once

#include <vector>

#include "analysis/valley.hpp"
#include "cli/command_line.hpp"
#include "draw/figure.hpp"
#include "spec/spec.hpp"

namespace msim {

// The style that --dark, --size, --title and --panel ask for.
auto figure_style(const CommandLine& command_line) -> FigureStyle;

// Refuses what a figure cannot show: too many methods, or panels that need a minimum where none is known.
void check_figure(const FigureStyle& style, const Experiment& experiment, const std::vector<Valley>& valleys);

}  // namespace msim
