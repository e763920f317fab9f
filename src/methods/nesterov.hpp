#pragma once

#include <array>

#include "core/method.hpp"

namespace msim {

// Nesterov's accelerated gradient with a constant beta, written in its look-ahead points.
//
//   v_t = beta v_{t-1} + g_t,                    v_0 = 0, g_t = gradient at p_{t-1}
//   p_t = p_{t-1} - lr (g_t + beta v_t)
//
// Sutskever's form evaluates the gradient at theta + beta v and moves theta; p here is that look-ahead point,
// so that the gradient is taken where the path is. On a quadratic it is stable for lr l < 2 (1+beta)/(1+2
// beta): the smallest limit of all methods here, gd's included.
//
// Source: Y. Nesterov, A method of solving a convex programming problem with convergence rate O(1/k^2),
// Soviet Mathematics Doklady 27 (1983) 372-376; I. Sutskever, J. Martens, G. Dahl and G. Hinton, On the
// importance of initialization and momentum in deep learning, ICML 2013. The form is that of PyTorch's
// SGD(nesterov=True).
template <class S>
struct Nesterov {
  static constexpr std::array parameters{learning_rate, momentum_coefficient};
  static constexpr MethodInfo info{"nesterov", "v = beta v + g ; p = p - lr (g + beta v)",
                                   "Nesterov's accelerated gradient", parameters};

  S lr, beta;
  Vec2<S> v{S(0), S(0)};

  explicit Nesterov(std::span<const S> values) : lr(values[0]), beta(values[1]) {}

  auto advance(Vec2<S> p, Vec2<S> g) -> Vec2<S> {
    v = beta * v + g;
    return p - lr * (g + beta * v);
  }
  auto velocity() const -> Vec2<S> { return v; }
};

}  // namespace msim
