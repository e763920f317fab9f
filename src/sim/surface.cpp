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

auto surface(Choice cost, const Grid& grid) -> std::vector<double> {
  std::vector<double> values;
  values.reserve(grid.nx * grid.ny);
  for (std::uint64_t j = 0; j < grid.ny; ++j) {
    const auto row = surface_row(cost, grid, j);
    values.insert(values.end(), row.begin(), row.end());
  }
  return values;
}

}  // namespace msim
