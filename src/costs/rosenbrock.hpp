#pragma once

#include <algorithm>
#include <array>

#include "core/cost.hpp"

namespace msim {

// Rosenbrock's banana: a curved valley whose floor falls slowly to the minimum (a, a^2), of value 0.
//
//   f = (a - x)^2 + b (y - x^2)^2,  b > 0
//
// At the minimum of a = 1, b = 100 the condition number is 2508. Source: H. H. Rosenbrock, An automatic
// method for finding the greatest or least value of a function, The Computer Journal 3 (1960) 175-184; the
// start (-1.2, 1) is his.
class Rosenbrock {
 public:
  // A larger |a| has no a^2.
  static constexpr std::array parameters{Parameter{"a", 1, {-1e100, false, 1e100}},
                                         Parameter{"b", 100, positive}};
  static constexpr CostInfo info{"rosenbrock", "(a-x)^2 + b (y-x^2)^2", parameters, "b > 0"};

  explicit Rosenbrock(std::span<const double> values) : a_(values[0]), b_(values[1]) {}

  template <Scalar S>
  auto sample(Vec2<S> p) const -> Sample<S> {
    const S u = S(a_) - p.x;
    const S v = p.y - p.x * p.x;
    const S bv = S(b_) * v;
    return {u * u + bv * v, {-2 * u - 4 * p.x * bv, 2 * bv}};
  }

  template <Scalar S>
  auto hessian(Vec2<S> p) const -> Sym2<S> {
    const S b = S(b_);
    return {2 + 12 * b * p.x * p.x - 4 * b * p.y, -4 * b * p.x, 2 * b};
  }

  auto minima() const -> std::vector<Minimum> { return {{{a_, a_ * a_}, 0}}; }
  auto start() const -> Vec2<double> { return {-1.2, 1}; }
  auto view() const -> Box {
    return {std::min(-2.0, a_ - 1), std::max(2.0, a_ + 1), -1, std::max(3.0, a_ * a_ + 1)};
  }

 private:
  double a_, b_;
};

}  // namespace msim
