#include "sim/surface.hpp"

#include "sim/run.hpp"

namespace msim {

auto surface_row(Choice cost, const Grid& grid, std::uint64_t j) -> std::vector<double> {
  return with_cost(cost, [&](const auto& f) {
    std::vector<double> row(grid.nx);
    for (std::uint64_t i = 0; i < grid.nx; ++i) row[i] = f.sample(Vec2<double>{grid.x(i), grid.y(j)}).value;
    return row;
  });
}

}  // namespace msim
