#pragma once

#include "core/cost.hpp"

namespace msim {

// Himmelblau's function: four minima of the same value 0, so that where a path ends can depend on the method.
//
//   f = u^2 + v^2,  u = x^2 + y - 11,  v = x + y^2 - 7
//
// Source: D. M. Himmelblau, Applied nonlinear programming (1972); number 65 in M. Jamil and X.-S. Yang, A
// literature survey of benchmark functions for global optimisation problems, International Journal of
// Mathematical Modelling and Numerical Optimisation 4 (2013) 150-194 ("Jamil & Yang 2013" in this folder).
class Himmelblau {
 public:
  static constexpr CostInfo info{"himmelblau", "(x^2+y-11)^2 + (x+y^2-7)^2", {}, "four minima"};

  explicit Himmelblau(std::span<const double> /*values*/) {}

  template <Scalar S>
  auto sample(Vec2<S> p) const -> Sample<S> {
    const S u = p.x * p.x + p.y - 11;
    const S v = p.x + p.y * p.y - 7;
    return {u * u + v * v, {4 * p.x * u + 2 * v, 2 * u + 4 * p.y * v}};
  }

  template <Scalar S>
  auto hessian(Vec2<S> p) const -> Sym2<S> {
    return {12 * p.x * p.x + 4 * p.y - 42, 4 * (p.x + p.y), 12 * p.y * p.y + 4 * p.x - 26};
  }

  auto minima() const -> std::vector<Minimum> {
    return {{{3, 2}, 0},
            {{-2.805118086952745, 3.131312518250573}, 0},
            {{-3.779310253377747, -3.2831859912861696}, 0},
            {{3.5844283403304917, -1.8481265269644036}, 0}};
  }
  auto start() const -> Vec2<double> { return {-1, -1}; }
  auto view() const -> Box { return {-5, 5, -5, 5}; }
};

}  // namespace msim
