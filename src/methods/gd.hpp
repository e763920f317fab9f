#pragma once

#include <array>

#include "core/filter.hpp"
#include "core/method.hpp"

namespace msim {

// Gradient descent: against the gradient, by lr times its length.
//
//   p_t = p_{t-1} - lr g_t,                      g_t = gradient at p_{t-1}, t = 1, 2, ...
//
// On a quadratic each eigen-direction of curvature l shrinks by the factor 1 - lr l a step: it creeps for
// small lr l, changes sign every step for lr l > 1, and is stable for 0 < lr l < 2. The steepest direction
// sets the limit of lr, the shallowest then sets the pace; lr = 2/(l1+l2), which makes both equally fast, is
// the fastest, with the rate (l2-l1)/(l2+l1). Momentum, corrected or not, heavy-ball and
// nesterov are this one when beta is 0.
//
// Source: A. Cauchy, Methode generale pour la resolution des systemes d'equations simultanees, Comptes rendus
// 25 (1847) 536-538.
template <class S>
struct Gd {
  static constexpr std::array parameters{learning_rate};
  static constexpr MethodInfo info{"gd",       "p = p - lr g", "plain gradient descent",
                                   parameters, "SGD(lr={lr})", "SGD(learning_rate={lr})"};

  Vec2<S> used{S(0), S(0)};

  explicit Gd(std::span<const S> /*values*/) {}

  auto advance(Vec2<S> p, Vec2<S> g, S lr) -> Vec2<S> {
    used = g;
    return p - lr * g;
  }
  auto velocity() const -> Vec2<S> { return used; }

  static auto filter(double /*beta*/) -> Filter { return {0, 1, 0}; }
  static auto optimum(double l1, double l2) -> Optimum { return {2 / (l1 + l2), 0, (l2 - l1) / (l2 + l1)}; }
};

}  // namespace msim
