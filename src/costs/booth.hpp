#pragma once

#include "core/cost.hpp"

namespace msim {

// Booth's function: a quadratic bowl, minimum 0 at (1, 3), condition number 9 with the valley at 45 degrees.
//
//   f = u^2 + v^2,  u = x + 2y - 7,  v = 2x + y - 5
//
// Usual domain: -10 <= x, y <= 10. Source: Jamil & Yang 2013, number 17.
class Booth {
 public:
  static constexpr CostInfo info{"booth", "(x+2y-7)^2 + (2x+y-5)^2", {}, "", {}, true};

  explicit Booth(std::span<const double> /*values*/) {}

  template <Scalar S>
  auto sample(Vec2<S> p) const -> Sample<S> {
    const S u = p.x + 2 * p.y - 7;
    const S v = 2 * p.x + p.y - 5;
    return {u * u + v * v, {2 * u + 4 * v, 4 * u + 2 * v}};
  }

  template <Scalar S>
  auto hessian(Vec2<S> /*p*/) const -> Sym2<S> {
    return {S(10), S(8), S(10)};
  }

  auto minima() const -> std::vector<Minimum> { return {{{1, 3}, 0}}; }
  auto start() const -> Vec2<double> { return {-5, 5}; }
  auto view() const -> Box { return {-10, 10, -10, 10}; }
};

}  // namespace msim
