#pragma once

#include <numbers>

#include "core/cost.hpp"

namespace msim {

// Ackley's function in two variables: a rippled plain with a funnel whose tip, the minimum 0, is at the
// origin.
//
//   f = 20 (1 - E) + (e - W),  E = exp(-0.2 r),  r = sqrt((x^2 + y^2)/2),
//                              W = exp((cos(2 pi x) + cos(2 pi y))/2)
//
// The tip is a cone: there the gradient is taken as 0, and the Hessian, which does not exist, is not a
// number. Usual domain: -35 <= x, y <= 35. Source: D. H. Ackley, A connectionist machine for genetic
// hillclimbing (1987); Jamil & Yang 2013, number 1, prints -0.02 for the -0.2 that is used everywhere else
// and here.
class Ackley {
 public:
  static constexpr CostInfo info{
      "ackley",
      "20 + e - 20 exp(-0.2 sqrt((x^2+y^2)/2)) - exp((cos(2 pi x) + cos(2 pi y))/2)",
      {},
      "the gradient at the origin, a cone's tip, is taken as 0"};

  explicit Ackley(std::span<const double> /*values*/) {}

  template <Scalar S>
  auto sample(Vec2<S> p) const -> Sample<S> {
    const auto k = terms(p);
    const S tip(0);
    const auto slope = [&](S z) {
      return select(k.r > tip, 2 * k.funnel * z / k.r, tip) + pi<S>() * sin(2 * pi<S>() * z) * k.wave;
    };
    // exp(1) and not e, so that the tip is 0 to the bit.
    return {20 * (1 - k.funnel) + (exp(S(1)) - k.wave), {slope(p.x), slope(p.y)}};
  }

  template <Scalar S>
  auto hessian(Vec2<S> p) const -> Sym2<S> {
    const auto k = terms(p);
    const Vec2<S> n = p / k.r;
    const Vec2<S> s{sin(2 * pi<S>() * p.x), sin(2 * pi<S>() * p.y)};
    const S pi2 = pi<S>() * pi<S>();
    const S bend = S(0.2) + 1 / k.r;
    const auto curvature = [&](S z, S n_z, S s_z) {
      return k.funnel * (2 / k.r - bend * n_z * n_z) + pi2 * k.wave * (2 * cos(2 * pi<S>() * z) - s_z * s_z);
    };
    return {curvature(p.x, n.x, s.x), -(k.funnel * bend * n.x * n.y) - pi2 * k.wave * s.x * s.y,
            curvature(p.y, n.y, s.y)};
  }

  auto minima() const -> std::vector<Minimum> { return {{{0, 0}, 0}}; }
  auto start() const -> Vec2<double> { return {-3.3, 2.6}; }
  auto view() const -> Box { return {-5, 5, -5, 5}; }

 private:
  template <Scalar S>
  static auto pi() -> S {
    return S(std::numbers::pi);
  }

  template <Scalar S>
  struct Terms {
    S r, funnel, wave;  // r, E and W
  };
  template <Scalar S>
  static auto terms(Vec2<S> p) -> Terms<S> {
    const S r = sqrt((p.x * p.x + p.y * p.y) / 2);
    return {r, exp(S(-0.2) * r), exp((cos(2 * pi<S>() * p.x) + cos(2 * pi<S>() * p.y)) / 2)};
  }
};

}  // namespace msim
