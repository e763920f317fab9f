#pragma once

#include <cmath>
#include <concepts>

#include "core/elementary.hpp"

namespace msim {

// The functions that rules, costs and the loop call on a scalar. A scalar of class type (a batch of lanes)
// brings its own overloads, found by argument-dependent lookup; double and float use the ones named here and
// those of core/elementary.hpp.
using std::isfinite;
using std::sqrt;

// What update rules and costs are written in: double, float, or W of them in the lanes of a batch.
// A comparison gives a mask; select(mask, a, b) chooses lane by lane, so no rule ever branches on a value.
// clang-format off
template <class S>
concept Scalar = std::copyable<S> && std::constructible_from<S, double> && requires(const S a, const S b) {
  { -a } -> std::same_as<S>;
  { a + b } -> std::same_as<S>;
  { a - b } -> std::same_as<S>;
  { a * b } -> std::same_as<S>;
  { a / b } -> std::same_as<S>;
  { 2 * a } -> std::same_as<S>;  // whole numbers stand in formulas as they are, fractions as S(0.5)
  { sqrt(a) } -> std::same_as<S>;
  { exp(a) } -> std::same_as<S>;
  { sin(a) } -> std::same_as<S>;
  { cos(a) } -> std::same_as<S>;
  { select(a < b, a, b) } -> std::same_as<S>;
};
// clang-format on

}  // namespace msim
