#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/cost.hpp"

namespace msim {

// A quadratic with any symmetric A: a bowl, a valley, a saddle.
//
//   f(p) = 1/2 p'Ap - b'p + c        gradient A p - b        Hessian A
//
// Convex when no eigenvalue of A is negative; then it has a minimum where A p = b. When A is singular and A p
// = b has solutions they form a line (or the plane), and the one nearest to the origin is named. Curvatures
// l1 <= l2 (the eigenvalues) and their ratio kappa = l2/l1 say all about how methods fare here.
class Quadratic {
 public:
  static constexpr std::array parameters{Parameter{"A11", 1}, Parameter{"A12", 0}, Parameter{"A22", 19.5},
                                         Parameter{"b1", 0},  Parameter{"b2", 0},  Parameter{"c", 0}};
  static constexpr CostInfo info{
      "quadratic", "1/2 p'Ap - b'p + c", parameters, "A symmetric, may be indefinite or singular",
      "A = [[1,0],[0,19.5]] or kappa or eigenvalues, angle = 0 (degrees), b = [0,0] or "
      "minimum, c = 0"};

  explicit Quadratic(std::span<const double> v) : a_{v[0], v[1], v[2]}, b_{v[3], v[4]}, c_(v[5]) {}

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
    // The eigenvalues l1 <= l2, the smaller one by the determinant: their difference would cancel.
    const double half_trace = (a_.xx + a_.yy) / 2;
    const double radius = std::hypot((a_.xx - a_.yy) / 2, a_.xy);
    const double det = determinant(a_.xx, a_.xy, a_.xy, a_.yy);
    const double l2 = half_trace + radius;
    const double l1 = half_trace > 0 ? det / l2 : half_trace - radius;
    const double tiny = 4 * std::numeric_limits<double>::epsilon();
    if (l1 > tiny * l2) {
      const Vec2<double> p{determinant(b_.x, a_.xy, b_.y, a_.yy) / det,
                           determinant(a_.xx, b_.x, a_.xy, b_.y) / det};
      return finite_minimum(p);
    }
    if (l1 < -tiny * l2 || l2 < 0) return {};
    // Singular: A = l2 q q', so b must lie along q, and the nearest solution is b / l2.
    if (l2 == 0) return b_ == Vec2<double>{0, 0} ? finite_minimum({0, 0}) : std::vector<Minimum>{};
    const Vec2<double> p = b_ / l2;
    const auto rest = sample(p).gradient;
    if (std::hypot(rest.x, rest.y) > 8 * tiny * std::hypot(b_.x, b_.y)) return {};
    return finite_minimum(p);
  }

  auto start() const -> Vec2<double> { return {-9, 3}; }

  // The minimum (the origin, when there is none) in the centre and the start inside, no side under 2/5 of the
  // other.
  auto view() const -> Box {
    const auto lowest = minima();
    const Vec2<double> centre = lowest.empty() ? Vec2<double>{0, 0} : lowest.front().p;
    const double dx = 1.25 * std::abs(start().x - centre.x);
    const double dy = 1.25 * std::abs(start().y - centre.y);
    const double half_width = std::max(dx, 0.4 * dy);
    const double half_height = std::max(dy, 0.4 * dx);
    return {centre.x - half_width, centre.x + half_width, centre.y - half_height, centre.y + half_height};
  }

 private:
  static auto determinant(double p, double q, double r, double s) -> double { return p * s - q * r; }

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
