#pragma once

#include <array>

#include "core/filter.hpp"
#include "core/method.hpp"
#include "methods/momentum.hpp"

namespace msim {

// Momentum with bias correction: the average of the first few gradients is not held back by v_0 = 0.
//
//   v_t = beta v_{t-1} + (1 - beta) g_t,         v_0 = 0, g_t = gradient at p_{t-1}
//   p_t = p_{t-1} - lr v_t / (1 - beta^t)
//
// The first step is gd's, and the correction fades as beta^t does; the reported velocity is v_t, uncorrected.
// The limit of lr is momentum's in the long run, but the first steps are nearly as large as gd's: where lr l
// > 2 the path is thrown far out before it comes back.
//
// Source: the correction is that of D. Kingma and J. Ba, Adam: a method for stochastic optimization, ICLR
// 2015, section 3, here without the second moment.
template <class S>
struct MomentumCorrected {
  static constexpr std::array parameters{learning_rate, momentum_coefficient};
  static constexpr MethodInfo info{
      "momentum-corrected",
      "v = beta v + (1-beta) g ; p = p - lr v / (1-beta^t)",
      "momentum with bias correction",
      parameters,
      "",
      "",
      "PyTorch's dampening=beta is not it: its first v is g, and is not divided"};

  S beta;
  S beta_t{1};  // beta^t as a running product
  Vec2<S> v{S(0), S(0)};

  explicit MomentumCorrected(std::span<const S> values) : beta(values[1]) {}

  auto advance(Vec2<S> p, Vec2<S> g, S lr) -> Vec2<S> {
    beta_t = beta_t * beta;
    v = beta * v + (1 - beta) * g;
    return p - lr * (v / (1 - beta_t));
  }
  auto velocity() const -> Vec2<S> { return v; }

  static auto filter(double beta) -> Filter {
    Filter filter = Momentum<S>::filter(beta);
    filter.in_the_long_run = true;
    return filter;
  }
  static auto optimum(double l1, double l2) -> Optimum { return Momentum<S>::optimum(l1, l2); }
  static auto critical_beta(double h) -> double { return Momentum<S>::critical_beta(h); }
};

}  // namespace msim
