#pragma once

#include <concepts>
#include <span>
#include <string_view>

#include "core/parameter.hpp"
#include "core/vec2.hpp"

namespace msim {

// What a method says of itself, apart from its arithmetic.
struct MethodInfo {
  std::string_view name;
  std::string_view formula;
  std::string_view summary;
  std::span<const Parameter> parameters;
  // The same method in the arguments of two libraries, {name} for the value of a parameter, {heavy_ball_lr}
  // for the lr of the equivalent heavy ball; empty: it cannot be had. Then what to know of it.
  std::string_view pytorch, keras, caveat = {};
};

// clang-format off
// An update rule: a small copyable value that holds its parameters and its memory, all of type S, so that in
// a batch every lane has its own. Built from its parameters in the order of M::info.parameters, with its
// memory at zero; of these the lr is not its own: the loop gives it with each step.
//   advance(p, g, lr)  takes the gradient g at the point p and returns the next point
//   velocity()         what moved the last step: the method's velocity, or the gradient it used when it has
//                      none; zero before the first step
template <class M, class S>
concept Rule = Scalar<S> && std::copyable<M> &&
    requires(M method, const M fixed, const Vec2<S> p, const Vec2<S> gradient, const S lr) {
  { method.advance(p, gradient, lr) } -> std::same_as<Vec2<S>>;
  { fixed.velocity() } -> std::same_as<Vec2<S>>;
};
template <class M, class S>
concept Method = Rule<M, S> && std::constructible_from<M, std::span<const S>> && requires {
  { M::info } -> std::same_as<const MethodInfo&>;
};
// clang-format on

// The lr among the values of a method's parameters.
template <class M, class S>
auto lr_among(std::span<const S> values) -> S {
  constexpr auto place = position_of(M::info.parameters, Shared::lr);
  static_assert(place.has_value());
  return values[*place];
}

}  // namespace msim
