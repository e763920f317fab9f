#pragma once

#include <string>

#include "draw/scene.hpp"

namespace msim {

// "rosenbrock a=1 b=100, lr 0.001, 600 steps": the cost, then, where there are paths, as much of the rest as
// fits.
auto title(const Scene& scene, int columns) -> std::string;

// "rosenbrock, a = 1, b = 100, lr = 0.001": the title of a figure.
auto figure_title(const Scene& scene) -> std::string;

}  // namespace msim
