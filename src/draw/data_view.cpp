#include "draw/data_view.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

#include "draw/ticks.hpp"
#include "sim/infos.hpp"

namespace msim {
namespace {

auto rows_shown(const DataSet& set) -> std::vector<Vec2<double>> {
  const std::size_t all = set.xs.size();
  const std::size_t shown = std::min(all, most_rows_shown);
  std::vector<Vec2<double>> rows;
  for (std::size_t i = 0; i < shown; ++i) {
    const std::size_t row = all / shown * i + all % shown * i / shown;
    rows.push_back({set.centre + set.scale * set.xs[row], set.ys[row]});
  }
  return rows;
}

auto with_room(double low, double high, double room) -> Span {
  const double wide = high > low ? high - low : std::max(1.0, std::abs(low));
  return {low - room * wide, high + room * wide};
}

// Wide enough for the first and the last line too, but not for one that would leave the rows less than half.
auto range_with_lines(const Scene& scene, const Span& x, Span y) -> Span {
  const double most = y.high - y.low;
  Span range = y;
  const auto include = [&](const PathPoint& point) {
    for (const double end : {x.low, x.high}) {
      const double value = fitted_value(scene.experiment.cost, point.p, end);
      if (!(value > y.low - most && value < y.high + most)) continue;
      range = {std::min(range.low, value), std::max(range.high, value)};
    }
  };
  for (const Path& path : scene.paths) {
    if (path.outcome.stop == Stop::diverged) continue;
    include(path.points.front());
    include(path.points.back());
  }
  return range;
}

}  // namespace

auto data_view(const Scene& scene) -> DataView {
  const CostSpec& cost = scene.experiment.cost;
  const DataSet& set = *cost.data;
  const auto [left, right] = std::minmax_element(set.xs.begin(), set.xs.end());
  const auto [low, high] = std::minmax_element(set.ys.begin(), set.ys.end());
  DataView view{rows_shown(set), set.xs.size(), {}, {}};
  view.x = with_room(set.centre + set.scale * *left, set.centre + set.scale * *right, 0.05);
  if (cost.info().classes) {
    view.y = with_room(0, 1, 0.06);
  } else {
    const Span range = range_with_lines(scene, view.x, {*low, *high});
    view.y = with_room(range.low, range.high, 0.05);
  }
  return view;
}

void stack_classes(DataView& view, double columns, double rows) {
  constexpr double highest = 0.2;  // a stack, of what is between the classes
  const double width = (view.x.high - view.x.low) / columns;
  std::map<std::pair<double, double>, int> stacks;
  std::vector<int> place;
  int most = 0;
  for (const auto& row : view.rows) {
    place.push_back(stacks[{std::floor((row.x - view.x.low) / width), row.y}]++);
    most = std::max(most, place.back());
  }
  const double apart = std::min((view.y.high - view.y.low) / rows, highest / std::max(1, most));
  for (std::size_t i = 0; i < place.size(); ++i)
    view.rows[i].y += (view.rows[i].y > 0 ? -apart : apart) * place[i];
}

auto fitted_value(const CostSpec& cost, Vec2<double> parameters, double x) -> double {
  const DataSet& set = *cost.data;
  const double linear = parameters.x * ((x - set.centre) / set.scale) + parameters.y;
  return cost.info().classes ? 1 / (1 + exp(-linear)) : linear;
}

auto steps_of_fits(const Scene& scene) -> std::vector<std::uint64_t> {
  constexpr int between = 3;
  const std::uint64_t last = last_step(scene);
  std::vector<std::uint64_t> steps{0};
  for (int i = 1; i <= between; ++i) {
    const double step = round_down(std::pow(static_cast<double>(last), i / (between + 1.0)));
    if (step > static_cast<double>(steps.back()) && step < static_cast<double>(last))
      steps.push_back(static_cast<std::uint64_t>(step));
  }
  if (last > 0) steps.push_back(last);
  return steps;
}

auto point_at(const Path& path, std::uint64_t step) -> const PathPoint& {
  const auto after = std::upper_bound(path.points.begin(), path.points.end(), step,
                                      [](std::uint64_t k, const PathPoint& point) { return k < point.k; });
  return *std::prev(after);
}

}  // namespace msim
