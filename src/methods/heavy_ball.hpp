#pragma once

#include <array>
#include <cmath>

#include "core/filter.hpp"
#include "core/method.hpp"

namespace msim {

// Polyak's heavy ball: the velocity is a decaying sum of the gradients, not an average of them.
//
//   v_t = beta v_{t-1} + g_t,                    v_0 = 0, g_t = gradient at p_{t-1}
//   p_t = p_{t-1} - lr v_t
//
// A constant gradient grows to 1/(1-beta) times its size, an alternating one shrinks to 1/(1+beta). On a
// quadratic it is stable for 0 < lr l < 2 (1+beta). It takes momentum's path when lr is scaled by (1-beta),
// so the same number lr is here a step 1/(1-beta) times as large. PyTorch's SGD(momentum=beta) is this form.
//
// A direction with h = lr l is monotone up to h = (1-sqrt(beta))^2, oscillates with the rate sqrt(beta) up to
// h = (1+sqrt(beta))^2, and beyond it alternates. The fastest pair for curvatures l1 <= l2 makes the one
// direction critical at the lower bound, the other at the upper:
//   lr = (2/(sqrt(l1)+sqrt(l2)))^2,  sqrt(beta) = rate = (sqrt(l2)-sqrt(l1))/(sqrt(l2)+sqrt(l1))
//
// Source: B. T. Polyak, Some methods of speeding up the convergence of iteration methods, USSR Computational
// Mathematics and Mathematical Physics 4 (1964) 1-17.
template <class S>
struct HeavyBall {
  static constexpr std::array parameters{learning_rate, momentum_coefficient};
  static constexpr MethodInfo info{
      "heavy-ball", "v = beta v + g ; p = p - lr v", "Polyak's momentum, a decaying sum",
      parameters,   "SGD(lr={lr}, momentum={beta})", "SGD(learning_rate={lr}, momentum={beta})"};

  S beta;
  Vec2<S> v{S(0), S(0)};

  explicit HeavyBall(std::span<const S> values) : beta(values[1]) {}

  auto advance(Vec2<S> p, Vec2<S> g, S lr) -> Vec2<S> {
    v = beta * v + g;
    return p - lr * v;
  }
  auto velocity() const -> Vec2<S> { return v; }

  static auto filter(double beta) -> Filter { return {beta, 1, 0}; }
  static auto optimum(double l1, double l2) -> Optimum {
    const double root1 = std::sqrt(l1);
    const double root2 = std::sqrt(l2);
    const double root_lr = 2 / (root1 + root2);
    const double rate = (root2 - root1) / (root2 + root1);
    return {root_lr * root_lr, rate * rate, rate};
  }
  // The beta that makes a direction with h = lr l critical, its fastest.
  static auto critical_beta(double h) -> double {
    const double root = 1 - std::sqrt(h);
    return root * root;
  }
};

}  // namespace msim
