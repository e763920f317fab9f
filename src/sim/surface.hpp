#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "core/step.hpp"
#include "core/vec2.hpp"
#include "sim/any_cost.hpp"

namespace msim {

// nx times ny points spread evenly over a box, its edges included.
struct Grid {
  Box view;
  std::uint64_t nx, ny;  // at least 2 each

  auto x(std::uint64_t i) const -> double { return at(view.x0, view.x1, i, nx); }
  auto y(std::uint64_t j) const -> double { return at(view.y0, view.y1, j, ny); }

 private:
  static auto at(double first, double last, std::uint64_t i, std::uint64_t n) -> double {
    if (i == n - 1) return last;
    return first +
           (last - first) * static_cast<double>(i) / static_cast<double>(n - 1);  // whole numbers stay whole
  }
};

// The cost at the points of the grid whose y is grid.y(j), in the order of x.
auto surface_row(const AnyCost& cost, const Grid& grid, std::uint64_t j) -> std::vector<double>;
// The cost at every point, row after row.
auto surface(const AnyCost& cost, const Grid& grid) -> std::vector<double>;

// Whether p is less than one size of the box outside of it.
inline auto is_near(const Box& box, Vec2<double> p) -> bool {
  const double width = box.x1 - box.x0;
  const double height = box.y1 - box.y0;
  return p.x > box.x0 - width && p.x < box.x1 + width && p.y > box.y0 - height && p.y < box.y1 + height;
}

// Chooses the box to show: the cost's own view, the start, and what the paths visit, but of a path that
// leaves only what is near to that box. A start beyond 1e100 is left out.
class ViewObserver {
 public:
  ViewObserver(const Box& cost_view, Vec2<double> start) : inner_(cost_view), cost_view_(cost_view) {
    constexpr double reach = 1e100;
    if (std::abs(start.x) < reach && std::abs(start.y) < reach) {
      inner_ = {std::min(cost_view.x0, start.x), std::max(cost_view.x1, start.x),
                std::min(cost_view.y0, start.y), std::max(cost_view.y1, start.y)};
    }
    visited_ = inner_;
  }

  void step(const Step<double>& step) {
    if (!is_near(inner_, step.p)) return;
    const auto [x, y] = step.p;
    add({x, x, y, y});
  }

  // What another run visited, with the same start.
  void add(const Box& visited) {
    visited_ = {std::min(visited_.x0, visited.x0), std::max(visited_.x1, visited.x1),
                std::min(visited_.y0, visited.y0), std::max(visited_.y1, visited.y1)};
  }

  auto visited() const -> Box { return visited_; }
  // A side that was moved out to a point leaves a little room beyond it.
  auto view() const -> Box {
    constexpr double room = 0.04;
    const double dx = room * (visited_.x1 - visited_.x0);
    const double dy = room * (visited_.y1 - visited_.y0);
    return {visited_.x0 - (visited_.x0 < cost_view_.x0 ? dx : 0),
            visited_.x1 + (visited_.x1 > cost_view_.x1 ? dx : 0),
            visited_.y0 - (visited_.y0 < cost_view_.y0 ? dy : 0),
            visited_.y1 + (visited_.y1 > cost_view_.y1 ? dy : 0)};
  }

 private:
  Box inner_, visited_{}, cost_view_;
};

}  // namespace msim
