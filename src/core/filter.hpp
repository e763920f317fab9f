#pragma once

#include <concepts>

namespace msim {

// A method that is linear in the gradients, seen as a filter that makes its steps of them:
//
//   s_t = beta s_{t-1} + now g_t + before g_{t-1},        s_0 = g_0 = 0
//   p_t = p_{t-1} - lr s_t
//
// It is what the theory on a quadratic needs to know of a method.
struct Filter {
  double beta = 0, now = 0, before = 0;
  bool in_the_long_run = false;  // the first steps differ, by a correction that fades

  // |s| / |g| in the end, for a gradient that stays the same and for one that alternates in sign.
  constexpr auto gain_on_constant() const -> double { return (now + before) / (1 - beta); }
  constexpr auto gain_on_alternating() const -> double { return (now - before) / (1 + beta); }
};

// The parameters with which a method converges fastest in the worst direction of a quadratic, and its
// spectral radius then: the factor by which the distance to the minimum shrinks a step, in the long run.
struct Optimum {
  double lr, beta, rate;
};

// A method that the theory covers. Both are static: they depend on the form of the update alone.
//   filter(beta)     beta is ignored by a method without one
//   optimum(l1, l2)  on a quadratic of curvatures 0 < l1 <= l2
template <class M>
concept Linear = requires(double value) {
  { M::filter(value) } -> std::same_as<Filter>;
  { M::optimum(value, value) } -> std::same_as<Optimum>;
};

}  // namespace msim
