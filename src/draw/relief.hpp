#pragma once

#include <cstddef>
#include <vector>

#include "core/vec2.hpp"
#include "sim/any_cost.hpp"

namespace msim {

// How high a cost lies at nx times ny points, the middles of equal boxes, j = 0 at the top: 0 at the lowest
// of them, 1 at the highest.
struct Relief {
  int nx, ny;
  std::vector<double> heights;  // of the rows from the bottom up

  auto at(int i, int j) const -> double {
    return heights[static_cast<std::size_t>(ny - 1 - j) * static_cast<std::size_t>(nx) +
                   static_cast<std::size_t>(i)];
  }
};

// At least 2 points along each axis.
auto relief(const AnyCost& cost, const Box& view, int nx, int ny) -> Relief;

}  // namespace msim
