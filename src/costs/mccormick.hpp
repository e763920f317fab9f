#pragma once

#include <cmath>
#include <numbers>

#include "core/cost.hpp"

namespace msim {

// McCormick's function: a valley along x - y = 1 with a wave on it.
//
//   f = sin(x + y) + (x - y)^2 - 1.5 x + 2.5 y + 1
//
// Domain: -1.5 <= x <= 4, -3 <= y <= 4. Its minimum there is -sqrt(3)/2 - pi/3 at (1/2 - pi/3, -1/2 - pi/3).
// Outside the box it is unbounded below (along x = y it falls by pi with each wave): a path may leave for a
// lower place. Source: G. P. McCormick, Computability of global solutions to factorable nonconvex programs:
// part I, Mathematical Programming 10 (1976) 147-175; Jamil & Yang 2013, number 72.
class McCormick {
 public:
  static constexpr CostInfo info{
      "mccormick",
      "sin(x+y) + (x-y)^2 - 1.5x + 2.5y + 1",
      {},
      "the minimum is that of -1.5 <= x <= 4, -3 <= y <= 4; unbounded below outside"};

  explicit McCormick(std::span<const double> /*values*/) {}

  template <Scalar S>
  auto sample(Vec2<S> p) const -> Sample<S> {
    const S sum = p.x + p.y;
    const S difference = p.x - p.y;
    const S wave = cos(sum);
    return {sin(sum) + difference * difference - S(1.5) * p.x + S(2.5) * p.y + 1,
            {wave + 2 * difference - S(1.5), wave - 2 * difference + S(2.5)}};
  }

  template <Scalar S>
  auto hessian(Vec2<S> p) const -> Sym2<S> {
    const S wave = sin(p.x + p.y);
    return {2 - wave, -2 - wave, 2 - wave};
  }

  auto minima() const -> std::vector<Minimum> {
    constexpr double third = std::numbers::pi / 3;
    return {{{0.5 - third, -0.5 - third}, -std::sqrt(3.0) / 2 - third}};
  }
  auto start() const -> Vec2<double> { return {0, 0}; }
  auto view() const -> Box { return {-1.5, 4, -3, 4}; }
};

}  // namespace msim
