#pragma once

#include <vector>

#include "draw/scene.hpp"

namespace msim {

// The cost over a grid as a map shows it: root = sqrt(cost - base), which is smooth at the bottom of a
// valley, where the logarithm is not, so that lines interpolated in it are round.
struct CostMap {
  Grid grid;
  double base;               // the lowest cost on the grid, or the minimum where it is known
  std::vector<double> root;  // row by row; not a number where the cost is not finite
};

// The grid is the one that was asked for, but not so coarse or so fine that it spoils the picture.
auto cost_map(const Scene& scene) -> CostMap;

// Heights of contour lines, in cost above the base, ascending: powers of 10 and an even number of steps
// between them, at most 14 in all, from where 1 % of the grid lie below. None for a flat map.
struct Levels {
  double lowest = 1;  // where the shades of the map begin to differ
  std::vector<double> whole, between;
};
auto levels(const CostMap& map) -> Levels;

}  // namespace msim
