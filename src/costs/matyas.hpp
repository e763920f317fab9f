#pragma once

#include "core/cost.hpp"

namespace msim {

// The Matyas function: a shallow quadratic valley along x = y, minimum 0 at the origin, condition number 25.
//
//   f = 0.26 (x^2 + y^2) - 0.48 x y
//
// Usual domain: -10 <= x, y <= 10. Source: Jamil & Yang 2013, number 71.
class Matyas {
 public:
  static constexpr CostInfo info{"matyas", "0.26 (x^2+y^2) - 0.48 x y", {}, "", {}, true};

  explicit Matyas(std::span<const double> /*values*/) {}

  template <Scalar S>
  auto sample(Vec2<S> p) const -> Sample<S> {
    return {S(0.26) * (p.x * p.x + p.y * p.y) - S(0.48) * p.x * p.y,
            {S(0.52) * p.x - S(0.48) * p.y, S(0.52) * p.y - S(0.48) * p.x}};
  }

  template <Scalar S>
  auto hessian(Vec2<S> /*p*/) const -> Sym2<S> {
    return {S(0.52), S(-0.48), S(0.52)};
  }

  auto minima() const -> std::vector<Minimum> { return {{{0, 0}, 0}}; }
  auto start() const -> Vec2<double> { return {-8, 3}; }
  auto view() const -> Box { return {-10, 10, -10, 10}; }
};

}  // namespace msim
