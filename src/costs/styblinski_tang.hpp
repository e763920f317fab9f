#pragma once

#include "core/cost.hpp"

namespace msim {

// The Styblinski-Tang function: one global and three local minima, none connected by a straight valley.
//
//   f = 1/2 (q(x) + q(y)),  q(z) = z^4 - 16 z^2 + 5 z
//
// Usual domain: -5 <= x, y <= 5. The minimum -78.3323314075428 is where both coordinates are
// -2.903534027771177, the lowest root of 4 z^3 - 32 z + 5. Source: M. A. Styblinski and T.-S. Tang,
// Experiments in nonconvex optimization, Neural Networks 3 (1990) 467-483; Jamil & Yang 2013, number 144.
class StyblinskiTang {
 public:
  static constexpr CostInfo info{
      "styblinski-tang", "1/2 (x^4-16x^2+5x + y^4-16y^2+5y)", {}, "three local minima besides"};

  explicit StyblinskiTang(std::span<const double> /*values*/) {}

  template <Scalar S>
  auto sample(Vec2<S> p) const -> Sample<S> {
    const auto q = [](S z) { return ((z * z - 16) * z + 5) * z; };
    const auto slope = [](S z) { return (2 * z * z - 16) * z + S(2.5); };
    return {S(0.5) * (q(p.x) + q(p.y)), {slope(p.x), slope(p.y)}};
  }

  template <Scalar S>
  auto hessian(Vec2<S> p) const -> Sym2<S> {
    return {6 * p.x * p.x - 16, S(0), 6 * p.y * p.y - 16};
  }

  auto minima() const -> std::vector<Minimum> {
    constexpr double z = -2.903534027771177;
    return {{{z, z}, sample(Vec2<double>{z, z}).value}};
  }
  auto start() const -> Vec2<double> { return {0, -1}; }
  auto view() const -> Box { return {-5, 5, -5, 5}; }
};

}  // namespace msim
