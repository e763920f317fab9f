#pragma once

#include "core/cost.hpp"

namespace msim {

// The three-hump camel: the minimum 0 at the origin between two local ones of 0.2986 near (-+1.7476,
// +-0.8738).
//
//   f = 2 x^2 - 1.05 x^4 + x^6/6 + x y + y^2
//
// Usual domain: -5 <= x, y <= 5. Source: Jamil & Yang 2013, number 29.
class ThreeHumpCamel {
 public:
  static constexpr CostInfo info{
      "three-hump-camel", "2x^2 - 1.05x^4 + x^6/6 + xy + y^2", {}, "two local minima besides"};

  explicit ThreeHumpCamel(std::span<const double> /*values*/) {}

  template <Scalar S>
  auto sample(Vec2<S> p) const -> Sample<S> {
    const S x2 = p.x * p.x;
    const S x4 = x2 * x2;
    return {2 * x2 - S(1.05) * x4 + x4 * x2 / 6 + p.x * p.y + p.y * p.y,
            {4 * p.x - S(4.2) * x2 * p.x + x4 * p.x + p.y, p.x + 2 * p.y}};
  }

  template <Scalar S>
  auto hessian(Vec2<S> p) const -> Sym2<S> {
    const S x2 = p.x * p.x;
    return {4 - S(12.6) * x2 + 5 * x2 * x2, S(1), S(2)};
  }

  auto minima() const -> std::vector<Minimum> { return {{{0, 0}, 0}}; }
  auto start() const -> Vec2<double> { return {-1.1, 2}; }
  auto view() const -> Box { return {-2.5, 2.5, -2.5, 2.5}; }
};

}  // namespace msim
