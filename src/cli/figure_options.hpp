#pragma once

#include "cli/command_line.hpp"
#include "draw/figure_style.hpp"
#include "study/study.hpp"

namespace msim {

// The style that --dark, --size, --title and --panel ask for.
auto figure_style(const CommandLine& command_line) -> FigureStyle;

// Refuses what a figure cannot show: too many methods, and panels of what there is not.
void check_figure(const FigureStyle& style, const Study& study);

}  // namespace msim
