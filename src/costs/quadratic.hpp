#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "core/cost.hpp"
#include "core/eigen.hpp"

namespace msim {

// A quadratic with any symmetric A: a bowl, a valley, a saddle.
//
//   f(p) = 1/2 p'Ap - b'p + c        gradient A p - b        Hessian A
//
// Convex when no eigenvalue of A is negative; then it is lowest where A p = b. A singular A leaves a line (or
// the plane) of such points, or none at all; of several the one nearest to the origin is named. The
// curvatures l1 <= l2, which are the eigenvalues, and their ratio kappa = l2/l1 say all about how methods
// fare here.
class Quadratic {
 public:
  static constexpr std::array parameters{Parameter{"A11", 1}, Parameter{"A12", 0}, Parameter{"A22", 19.8},
                                         Parameter{"b1", 0},  Parameter{"b2", 0},  Parameter{"c", 0}};
  static constexpr CostInfo info{
      "quadratic",
      "1/2 p'Ap - b'p + c",
      parameters,
      "A symmetric, may be indefinite or singular",
      "A = [[1,0],[0,19.8]] or kappa or eigenvalues, angle = 0 (degrees), b = [0,0] or "
      "minimum, c = 0",
      true};

  explicit Quadratic(std::span<const double> v) : a_{v[0], v[1], v[2]}, b_{v[3], v[4]}, c_(v[5]) {}

  // Those with the matrix A and, where its gradient is 0, the point m and the value there.
  static auto parameters_about(const Sym2<double>& a, Vec2<double> m, double value) -> std::array<double, 6> {
    const Vec2<double> b{a.xx * m.x + a.xy * m.y, a.xy * m.x + a.yy * m.y};
    return {a.xx + 0.0, a.xy + 0.0, a.yy + 0.0, b.x + 0.0, b.y + 0.0, value + (m.x * b.x + m.y * b.y) / 2};
  }

  template <Scalar S>
  auto sample(Vec2<S> p) const -> Sample<S> {
    const Vec2<S> ap{S(a_.xx) * p.x + S(a_.xy) * p.y, S(a_.xy) * p.x + S(a_.yy) * p.y};
    return {S(0.5) * (p.x * ap.x + p.y * ap.y) - (S(b_.x) * p.x + S(b_.y) * p.y) + S(c_),
            {ap.x - S(b_.x), ap.y - S(b_.y)}};
  }

  template <Scalar S>
  auto hessian(Vec2<S> /*p*/) const -> Sym2<S> {
    return {S(a_.xx), S(a_.xy), S(a_.yy)};
  }

  auto minima() const -> std::vector<Minimum> {
    const double scale = std::max({std::abs(a_.xx), std::abs(a_.xy), std::abs(a_.yy)});
    if (scale == 0) return b_ == Vec2<double>{0, 0} ? finite_minimum({0, 0}) : std::vector<Minimum>{};
    const Sym2<double> a{a_.xx / scale, a_.xy / scale, a_.yy / scale};
    const Vec2<double> b = b_ / scale;

    const auto [l1, l2, shallow, steep] = eigen(a);
    if (l2 <= 0 || l1 < 0) return {};
    if (l1 > 0) {
      const double det = determinant(a.xx, a.xy, a.xy, a.yy);
      return finite_minimum(
          {determinant(b.x, a.xy, b.y, a.yy) / det, determinant(a.xx, b.x, a.xy, b.y) / det});
    }
    // Singular: A = l2 q q', so there is a solution when b lies along q, and the nearest is b / l2.
    const Vec2<double> p = b / l2;
    const Vec2<double> rest{a.xx * p.x + a.xy * p.y - b.x, a.xy * p.x + a.yy * p.y - b.y};
    if (norm(rest) > 8 * (a.xy == 0 ? 0 : hidden_by_rounding * l2) * norm(p)) return {};
    return finite_minimum(p);
  }

  auto start() const -> Vec2<double> { return {-9, 3}; }

  // The minimum (the origin, when there is none within reach) in the centre and the start inside, no side
  // under 2/5 of the other.
  auto view() const -> Box {
    constexpr double reach = 1e100;
    const auto lowest = minima();
    Vec2<double> centre{0, 0};
    if (!lowest.empty() && norm(lowest.front().p) < reach) centre = lowest.front().p;
    double dx = 1.25 * std::abs(start().x - centre.x);
    const double dy = 1.25 * std::abs(start().y - centre.y);
    if (std::max(dx, dy) < 1e-3) dx = 10;  // the start is the minimum
    const double half_width = std::max(dx, 0.4 * dy);
    const double half_height = std::max(dy, 0.4 * dx);
    return {centre.x - half_width, centre.x + half_width, centre.y - half_height, centre.y + half_height};
  }

 private:
  auto finite_minimum(Vec2<double> p) const -> std::vector<Minimum> {
    const double value = sample(p).value;
    if (!std::isfinite(value) || !std::isfinite(p.x) || !std::isfinite(p.y)) return {};
    return {{p, value}};
  }

  Sym2<double> a_;
  Vec2<double> b_;
  double c_;
};

}  // namespace msim
