#pragma once

#include <string>

#include "draw/scene.hpp"

namespace msim {

// "nan" whatever its sign.
auto short_number(double value) -> std::string;

// "rosenbrock a=1 b=100, lr 0.001, 600 steps": the cost, then, where there are paths, as much of the rest as
// fits.
auto title(const Scene& scene, int columns) -> std::string;

// "rosenbrock, a = 1, b = 100": the cost in the title of a figure.
auto cost_title(const CostSpec& cost, const std::vector<Valley>& valleys) -> std::string;

// "rosenbrock, a = 1, b = 100, lr = 0.001": the title of a figure.
auto figure_title(const Scene& scene) -> std::string;

}  // namespace msim
