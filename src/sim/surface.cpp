#include "sim/surface.hpp"

namespace msim {

auto surface_row(const AnyCost& cost, const Grid& grid, std::uint64_t j) -> std::vector<double> {
  std::vector<double> row(grid.nx);
  for (std::uint64_t i = 0; i < grid.nx; ++i) row[i] = cost.sample({grid.x(i), grid.y(j)}).value;
  return row;
}

auto surface(const AnyCost& cost, const Grid& grid) -> std::vector<double> {
  std::vector<double> values;
  values.reserve(grid.nx * grid.ny);
  for (std::uint64_t j = 0; j < grid.ny; ++j) {
    const auto row = surface_row(cost, grid, j);
    values.insert(values.end(), row.begin(), row.end());
  }
  return values;
}

}  // namespace msim
