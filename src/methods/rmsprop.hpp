#pragma once

#include <array>

#include "core/method.hpp"

namespace msim {

// RMSProp: each coordinate's step is divided by the root of an average of its squared gradients.
//
//   s_t = rho s_{t-1} + (1 - rho) g_t^2,         s_0 = 0, componentwise, g_t = gradient at p_{t-1}
//   p_t = p_{t-1} - lr g_t / (sqrt(s_t) + epsilon)
//
// Steps have about the size lr whatever the curvature, so that close to a minimum it circles at that distance
// instead of settling. The first ones are larger, up to lr / sqrt(1 - rho), since s_0 = 0 is not corrected
// for as it is in Adam. Not linear, so it has no limit of lr on a quadratic. epsilon is added outside the
// root (PyTorch's place; TensorFlow adds it inside). It has no velocity: the reported one is the gradient
// used.
//
// Source: T. Tieleman and G. Hinton, Lecture 6.5, Neural Networks for Machine Learning (2012), which has no
// epsilon.
template <class S>
struct RmsProp {
  static constexpr std::array parameters{learning_rate, Parameter{"rho", 0.99, fraction},
                                         Parameter{"epsilon", 1e-8, positive}};
  static constexpr MethodInfo info{"rmsprop",
                                   "s = rho s + (1-rho) g^2 ; p = p - lr g / (sqrt(s) + epsilon)",
                                   "gradient over its root mean square",
                                   parameters,
                                   "RMSprop(lr={lr}, alpha={rho}, eps={epsilon})",
                                   "RMSprop(learning_rate={lr}, rho={rho}, epsilon={epsilon})",
                                   "Keras adds epsilon inside the root"};

  S rho, epsilon;
  Vec2<S> s{S(0), S(0)};
  Vec2<S> used{S(0), S(0)};

  explicit RmsProp(std::span<const S> values) : rho(values[1]), epsilon(values[2]) {}

  auto advance(Vec2<S> p, Vec2<S> g, S lr) -> Vec2<S> {
    s = rho * s + (1 - rho) * (g * g);
    used = g;
    return p - lr * g / (sqrt(s) + epsilon);
  }
  auto velocity() const -> Vec2<S> { return used; }
};

}  // namespace msim
