#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/choice.hpp"
#include "core/filter.hpp"

namespace msim {

// What linear methods do on a quadratic, in closed form. Along an eigen-direction of curvature l the position
// u about the minimum follows, with a method's filter {beta, now, before} (see core/filter.hpp) and h = lr l,
//
//   u_t = T u_{t-1} - D u_{t-2},    T = 1 + beta - now h,    D = beta + before h
//
// so that the roots of z^2 - T z + D say everything. Sources: B. T. Polyak (see methods/heavy_ball.hpp); G.
// Goh, Why momentum really works, Distill (2017).

// What u does in the long run.
enum class Regime {
  monotone,     // shrinks, with one sign: real roots, the larger one positive
  oscillating,  // shrinks in waves: complex roots
  alternating,  // shrinks, with a new sign every step: real roots, the larger one negative
  marginal,     // neither shrinks nor grows: a root of size 1
  divergent,    // grows: a root larger than 1
};

constexpr auto name_of(Regime regime) -> std::string_view {
  constexpr std::array<std::string_view, 5> names{"monotone", "oscillating", "alternating", "marginal",
                                                  "divergent"};
  return names[static_cast<std::size_t>(regime)];
}

struct Motion {
  Regime regime{};
  double spectral_radius = 0;    // the size of the larger root: the factor a step in the long run
  std::optional<double> period;  // in steps, 2 pi over the angle of the roots, where they are complex
};

// Along a direction of that curvature, of any sign.
auto motion(const Filter& filter, double lr, double curvature) -> Motion;

// Whether the motion shrinks, be it so slowly that its spectral radius is rounded to 1.
auto converges(const Filter& filter, double lr, double curvature) -> bool;

// Below it every direction of positive curvature up to `steepest` converges: there the gradient of a
// direction that neither grows nor shrinks alternates, and 2 = lr l gain_on_alternating(). None where
// `steepest` <= 0 or no number is as large.
auto lr_limit(const Filter& filter, double steepest) -> std::optional<double>;

// The lr of heavy-ball that goes as far on a gradient that stays the same; for momentum it walks the same
// path.
auto equivalent_heavy_ball_lr(const Filter& filter, double lr) -> double;

// One eigen-direction of a quadratic with the start's position along it.
struct Mode {
  double curvature, start;
};

// The step from which the cost is at most `target` above the minimum, by the envelope of u_k in each
// direction. But for rounding it is never too early: a bound on Metrics::settled, and near it, within a wave
// or so. For a filter that holds in the long run it is what the method would need without its correction.
// None: never, or later than 2^53.
auto predicted_steps(const Filter& filter, double lr, const std::array<Mode, 2>& modes, double target)
    -> std::optional<std::uint64_t>;

// The spectral radius of the slower one of two directions.
auto rate(const Filter& filter, double lr, double l1, double l2) -> double;

// The static functions of a linear method.
struct LinearForm {
  Filter (*filter)(double beta);
  Optimum (*optimum)(double l1, double l2);
  double (*critical_beta)(double h);  // null: the method has no beta
};

// Null for a method that is not linear.
auto linear_form(std::string_view method) -> std::optional<LinearForm>;

// A linear method with its parameters.
struct LinearMethod {
  LinearForm form;
  Filter filter;
  double lr;
};
auto linear_method(const MethodChoice& method) -> std::optional<LinearMethod>;

// What is best is a value that the parameter may take, with which both directions converge: where a closed
// form reaches a limit by rounding (beta 1, no finite lr), the one nearest to it.

// The fastest pair, in the worst of two directions, 0 < l1 <= l2.
auto best_pair(const LinearForm& form, double l1, double l2) -> Optimum;

// The fastest lr for a given filter, in the same sense. Where `before` is 0, that is
//   2 (1+beta) / (now (l1+l2))      up to the beta of the fastest pair: both directions equally fast
//   (1-beta) / (now sqrt(l1 l2))    from there on: of all lr with the rate sqrt(beta), the one whose waves
//                                   are the smallest, in the worse direction
// else the lr that makes both directions equally fast, by bisection.
auto best_lr(const Filter& filter, double l1, double l2) -> double;

// The fastest beta for a given lr; the form must have one. None: with this lr no beta converges.
auto best_beta(const LinearForm& form, double lr, double l1, double l2) -> std::optional<double>;

}  // namespace msim
