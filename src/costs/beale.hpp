#pragma once

#include <array>

#include "core/cost.hpp"

namespace msim {

// Beale's function: a flat valley with sharp walls in the corners; minimum 0 at (3, 1/2).
//
//   f = sum over i = 1, 2, 3 of t_i^2,  t_i = c_i - x + x y^i,  c = (1.5, 2.25, 2.625)
//
// Usual domain: -4.5 <= x, y <= 4.5. Source: E. M. L. Beale, On an iterative method for finding a local
// minimum of a function of more than one variable, Technical Report 25, Princeton (1958); Jamil & Yang 2013,
// number 10.
class Beale {
 public:
  static constexpr CostInfo info{"beale", "(1.5-x+xy)^2 + (2.25-x+xy^2)^2 + (2.625-x+xy^3)^2", {}, ""};

  explicit Beale(std::span<const double> /*values*/) {}

  template <Scalar S>
  auto sample(Vec2<S> p) const -> Sample<S> {
    const auto [t, u, du] = terms(p);
    return {dot(t, t), {2 * dot(t, u), 2 * p.x * dot(t, du)}};
  }

  template <Scalar S>
  auto hessian(Vec2<S> p) const -> Sym2<S> {
    const auto [t, u, du] = terms(p);
    return {2 * dot(u, u), 2 * (p.x * dot(u, du) + dot(t, du)),
            2 * p.x * (p.x * dot(du, du) + 2 * t[1] + 6 * p.y * t[2])};
  }

  auto minima() const -> std::vector<Minimum> { return {{{3, 0.5}, 0}}; }
  auto start() const -> Vec2<double> { return {1, 1}; }
  auto view() const -> Box { return {-4.5, 4.5, -4.5, 4.5}; }

 private:
  // t_i as above, u_i = dt_i/dx = y^i - 1, and du_i = du_i/dy, so that dt_i/dy = x du_i.
  template <Scalar S>
  struct Terms {
    std::array<S, 3> t, u, du;
  };
  template <Scalar S>
  static auto dot(const std::array<S, 3>& a, const std::array<S, 3>& b) -> S {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
  template <Scalar S>
  static auto terms(Vec2<S> p) -> Terms<S> {
    const S y2 = p.y * p.y;
    const std::array<S, 3> u{p.y - 1, y2 - 1, y2 * p.y - 1};
    return {{S(1.5) + p.x * u[0], S(2.25) + p.x * u[1], S(2.625) + p.x * u[2]}, u, {S(1), 2 * p.y, 3 * y2}};
  }
};

}  // namespace msim
