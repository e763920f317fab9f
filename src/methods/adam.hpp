#pragma once

#include <array>

#include "core/method.hpp"

namespace msim {

// Adam: bias-corrected momentum divided by the bias-corrected root mean square of the gradients.
//
//   m_t = beta1 m_{t-1} + (1 - beta1) g_t,       m_0 = 0, g_t = gradient at p_{t-1}
//   s_t = beta2 s_{t-1} + (1 - beta2) g_t^2,     s_0 = 0, componentwise
//   p_t = p_{t-1} - lr (m_t / (1 - beta1^t)) / (sqrt(s_t / (1 - beta2^t)) + epsilon)
//
// Its first step has the size lr in each coordinate whatever the gradient. Not linear, so it has no limit of
// lr on a quadratic. The reported velocity is m_t, uncorrected.
//
// Source: D. Kingma and J. Ba, Adam: a method for stochastic optimization, ICLR 2015, algorithm 1; epsilon is
// added after the correction, as there.
template <class S>
struct Adam {
  static constexpr std::array parameters{learning_rate, Parameter{"beta1", 0.9, fraction, Shared::beta},
                                         Parameter{"beta2", 0.999, fraction},
                                         Parameter{"epsilon", 1e-8, positive}};
  static constexpr MethodInfo info{
      "adam",
      "m = beta1 m + (1-beta1) g ; s = beta2 s + (1-beta2) g^2 ; "
      "p = p - lr (m / (1-beta1^t)) / (sqrt(s / (1-beta2^t)) + epsilon)",
      "momentum over root mean square, both bias-corrected",
      parameters,
      "Adam(lr={lr}, betas=({beta1}, {beta2}), eps={epsilon})",
      "Adam(learning_rate={lr}, beta_1={beta1}, beta_2={beta2}, epsilon={epsilon})",
      "Keras adds epsilon before it corrects the bias of s"};

  S beta1, beta2, epsilon;
  S beta1_t{1}, beta2_t{1};  // beta1^t and beta2^t as running products
  Vec2<S> m{S(0), S(0)};
  Vec2<S> s{S(0), S(0)};

  explicit Adam(std::span<const S> values) : beta1(values[1]), beta2(values[2]), epsilon(values[3]) {}

  auto advance(Vec2<S> p, Vec2<S> g, S lr) -> Vec2<S> {
    beta1_t = beta1_t * beta1;
    beta2_t = beta2_t * beta2;
    m = beta1 * m + (1 - beta1) * g;
    s = beta2 * s + (1 - beta2) * (g * g);
    return p - lr * (m / (1 - beta1_t)) / (sqrt(s / (1 - beta2_t)) + epsilon);
  }
  auto velocity() const -> Vec2<S> { return m; }
};

}  // namespace msim
