#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/vec2.hpp"
#include "draw/ranges.hpp"
#include "draw/scene.hpp"

namespace msim {

// The rows of a data set as a panel shows them: x in its own units, whatever the cost was given.
struct DataView {
  std::vector<Vec2<double>> rows;  // evenly chosen where there are more than most_rows_shown
  std::size_t all = 0;             // rows of the data
  Span x, y;                       // what the axes show
};
inline constexpr std::size_t most_rows_shown = 2000;

// The fits of a scene, on data, are those of the path's points: a weight and a bias each.
auto data_view(const Scene& scene) -> DataView;

// Classes, rows with y of 0 or 1, are stacked where they meet: those at 0 upwards, those at 1 downwards.
// `columns` of stacks beside each other have room, and `rows` above each other in the whole height.
void stack_classes(DataView& view, double columns, double rows);

// What the cost on data says of y at x, in the units of the data set.
auto fitted_value(const CostSpec& cost, Vec2<double> parameters, double x) -> double;

// The steps whose fits a still picture shows, ascending: the first, the last, and by about one ratio between
// them.
auto steps_of_fits(const Scene& scene) -> std::vector<std::uint64_t>;

// The point of a path at a step, the last before it where the path has none there.
auto point_at(const Path& path, std::uint64_t step) -> const PathPoint&;

}  // namespace msim
