#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "core/choice.hpp"
#include "core/parameter.hpp"
#include "core/vec2.hpp"

namespace msim {

// What a cost says of itself, apart from its arithmetic.
struct CostInfo {
  std::string_view name;
  std::string_view formula;
  std::span<const Parameter> parameters;
  std::string_view note;         // what the formula does not say: domain, where it is defined otherwise
  std::string_view fields = {};  // how a spec gives the parameters, when not simply by their names
  bool quadratic = false;        // the Hessian is the same everywhere: what theory says of it is exact
  bool on_data = false;          // fitted to the rows of a file
  bool classes = false;  // whose y is 0 or 1: the fit is the logistic function of w x + b, not w x + b
  std::array<std::string_view, 2> axes{"x", "y"};  // what pictures and words call the two parameters
};

// The cost and its gradient at one point.
template <class S>
struct Sample {
  S value;
  Vec2<S> gradient;
};

// A global minimum: where it is and the cost there. All of one cost have the same value.
struct Minimum {
  Vec2<double> p;
  double value;
};

// A function of two parameters to be minimized. Immutable; built from its parameters in the order of
// C::info.parameters, and from its data where it is on data.
//   sample(p)   the value and the gradient in one pass
//   hessian(p)  the matrix of second derivatives
//   minima()    every global minimum (of the domain that the note names, where it names one); may be none
//   start()     a starting point that shows something
//   view()      the box in which the cost is worth looking at, minima and start inside
//   over(data)  of one on data: the same on other data
template <class C, class S>
concept Sampled = Scalar<S> && requires(const C cost, const Vec2<S> p) {
  { cost.sample(p) } -> std::same_as<Sample<S>>;
};
template <class C>
concept Algebraic = std::constructible_from<C, std::span<const double>>;
// clang-format off
template <class C>
concept OnData = std::constructible_from<C, std::span<const double>, const Data&> &&
    requires(const C cost, const Data& batch) {
  { cost.over(batch) } -> std::same_as<C>;
};
template <class C, class S>
concept Cost = Sampled<C, S> && (Algebraic<C> || OnData<C>) && requires(const C cost, const Vec2<S> p) {
  { cost.hessian(p) } -> std::same_as<Sym2<S>>;
  { cost.minima() } -> std::same_as<std::vector<Minimum>>;
  { cost.start() } -> std::same_as<Vec2<double>>;
  { cost.view() } -> std::same_as<Box>;
  { C::info } -> std::same_as<const CostInfo&>;
};
// clang-format on

// The cost of that choice, which names a C.
template <class C>
auto cost_of(const CostChoice& choice) -> C {
  if constexpr (OnData<C>) {
    return C(choice.parameters, choice.data);
  } else {
    return C(choice.parameters);
  }
}

}  // namespace msim
