#pragma once

#include <array>
#include <cmath>

#include "core/filter.hpp"
#include "core/method.hpp"

namespace msim {

// Nesterov's accelerated gradient with a constant beta, written in its look-ahead points.
//
//   v_t = beta v_{t-1} + g_t,                    v_0 = 0, g_t = gradient at p_{t-1}
//   p_t = p_{t-1} - lr (g_t + beta v_t)
//
// Sutskever's form evaluates the gradient at theta + beta v and moves theta; p here is that look-ahead point,
// so that the gradient is taken where the path is. On a quadratic it is stable for lr l < 2 (1+beta)/(1+2
// beta): the smallest limit of all methods here, gd's included, for it is the only one that enlarges an
// alternating gradient, to (1+2 beta)/(1+beta) of it.
//
// The fastest pair for curvatures l1 <= l2, kappa = l2/l1, makes the shallow direction critical:
//   lr = 4/(3 l2 + l1),  beta = (w-2)/(w+2),  rate 1 - 2/w,  w = sqrt(3 kappa + 1)
//
// Source: Y. Nesterov, A method of solving a convex programming problem with convergence rate O(1/k^2),
// Soviet Mathematics Doklady 27 (1983) 372-376; I. Sutskever, J. Martens, G. Dahl and G. Hinton, On the
// importance of initialization and momentum in deep learning, ICML 2013. The form is that of PyTorch's
// SGD(nesterov=True). The pair: L. Lessard, B. Recht and A. Packard, Analysis and design of optimization
// algorithms via integral quadratic constraints, SIAM Journal on Optimization 26 (2016) 57-95.
template <class S>
struct Nesterov {
  static constexpr std::array parameters{learning_rate, momentum_coefficient};
  static constexpr MethodInfo info{"nesterov",
                                   "v = beta v + g ; p = p - lr (g + beta v)",
                                   "Nesterov's accelerated gradient",
                                   parameters,
                                   "SGD(lr={lr}, momentum={beta}, nesterov=True)",
                                   "SGD(learning_rate={lr}, momentum={beta}, nesterov=True)"};

  S beta;
  Vec2<S> v{S(0), S(0)};

  explicit Nesterov(std::span<const S> values) : beta(values[1]) {}

  auto advance(Vec2<S> p, Vec2<S> g, S lr) -> Vec2<S> {
    v = beta * v + g;
    return p - lr * (g + beta * v);
  }
  auto velocity() const -> Vec2<S> { return v; }

  static auto filter(double beta) -> Filter { return {beta, 1 + beta, -beta}; }
  static auto optimum(double l1, double l2) -> Optimum {
    const double w = std::sqrt((3 * l2 + l1) / l1);
    return {4 / (3 * l2 + l1), 1 - 4 / (w + 2), 1 - 2 / w};
  }
  // The beta that makes a direction with h = lr l < 1 critical, its fastest; none does for larger h, where it
  // alternates, the faster the smaller beta is.
  static auto critical_beta(double h) -> double {
    return h < 1 ? (1 - std::sqrt(h)) / (1 + std::sqrt(h)) : 0;
  }
};

}  // namespace msim
