#pragma once

#include <numbers>

#include "core/cost.hpp"

namespace msim {

// Rastrigin's function in two variables: a bowl with a regular grid of local minima; minimum 0 at the origin.
//
//   f = 20 + q(x) + q(y),  q(z) = z^2 - 10 cos(2 pi z)
//
// Usual domain: -5.12 <= x, y <= 5.12. Source: L. A. Rastrigin, Systems of extremal control (1974); in this
// form H. Muehlenbein, M. Schomisch and J. Born, The parallel genetic algorithm as function optimizer,
// Parallel Computing 17 (1991) 619-632.
class Rastrigin {
 public:
  static constexpr CostInfo info{"rastrigin",
                                 "20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y)",
                                 {},
                                 "local minima near every whole point"};

  explicit Rastrigin(std::span<const double> /*values*/) {}

  template <Scalar S>
  auto sample(Vec2<S> p) const -> Sample<S> {
    const S turn(2 * std::numbers::pi);
    const auto q = [&](S z) { return z * z - 10 * cos(turn * z); };
    const auto slope = [&](S z) { return 2 * z + 10 * turn * sin(turn * z); };
    return {20 + q(p.x) + q(p.y), {slope(p.x), slope(p.y)}};
  }

  template <Scalar S>
  auto hessian(Vec2<S> p) const -> Sym2<S> {
    const S turn(2 * std::numbers::pi);
    const auto curvature = [&](S z) { return 2 + 10 * turn * turn * cos(turn * z); };
    return {curvature(p.x), S(0), curvature(p.y)};
  }

  auto minima() const -> std::vector<Minimum> { return {{{0, 0}, 0}}; }
  auto start() const -> Vec2<double> { return {-3.3, 2.7}; }
  auto view() const -> Box { return {-5.12, 5.12, -5.12, 5.12}; }
};

}  // namespace msim
