#pragma once

#include <array>
#include <cmath>

#include "core/filter.hpp"
#include "core/method.hpp"
#include "methods/heavy_ball.hpp"

namespace msim {

// Momentum as an exponentially weighted average (EWA) of the gradients.
//
//   v_t = beta v_{t-1} + (1 - beta) g_t,         v_0 = 0, g_t = gradient at p_{t-1}
//   p_t = p_{t-1} - lr v_t
//
// v_t averages about the last 1/(1-beta) gradients. A constant gradient keeps its full size (gain 1), one
// that alternates in sign is damped to (1-beta)/(1+beta) of it: along a valley the speed stays, across it the
// oscillation cancels. On a quadratic it is stable for 0 < lr l < 2 (1+beta)/(1-beta), a limit that is
// (1+beta)/(1-beta) times gd's. The same path as heavy-ball with lr (1-beta),
// whose regimes and fastest pair it therefore shares: there lr is 1/sqrt(l1 l2).
//
// Source: the form taught in A. Ng, Improving Deep Neural Networks, week 2 (2017); the method is Polyak's
// (see heavy_ball.hpp).
template <class S>
struct Momentum {
  static constexpr std::array parameters{learning_rate, momentum_coefficient};
  static constexpr MethodInfo info{
      "momentum",
      "v = beta v + (1-beta) g ; p = p - lr v",
      "exponentially weighted average of gradients",
      parameters,
      "SGD(lr={heavy_ball_lr}, momentum={beta})",
      "SGD(learning_rate={heavy_ball_lr}, momentum={beta})",
      "PyTorch's dampening=beta is not quite it: its first v is g, not (1-beta) g"};

  S beta;
  Vec2<S> v{S(0), S(0)};

  explicit Momentum(std::span<const S> values) : beta(values[1]) {}

  auto advance(Vec2<S> p, Vec2<S> g, S lr) -> Vec2<S> {
    v = beta * v + (1 - beta) * g;
    return p - lr * v;
  }
  auto velocity() const -> Vec2<S> { return v; }

  static auto filter(double beta) -> Filter { return {beta, 1 - beta, 0}; }
  static auto optimum(double l1, double l2) -> Optimum {
    const auto [lr, beta, rate] = HeavyBall<S>::optimum(l1, l2);
    return {1 / (std::sqrt(l1) * std::sqrt(l2)), beta, rate};
  }
  // The beta that makes a direction with h = lr l critical, its fastest.
  static auto critical_beta(double h) -> double {
    const double root = (1 - h) / (1 + h);
    return root * root;
  }
};

}  // namespace msim
