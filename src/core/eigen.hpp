#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/vec2.hpp"

namespace msim {

// The eigenvalues of a symmetric matrix and their directions: of a Hessian, the curvatures.
struct Eigen {
  double l1, l2;                // l1 <= l2
  Vec2<double> shallow, steep;  // unit vectors along l1 and l2, the larger component positive; the axes x and
                                // y where l1 = l2
};

// p s - q r, correctly rounded but for one or two units in the last place, however much the products cancel.
inline auto determinant(double p, double q, double r, double s) -> double {
  const double product = q * r;
  return std::fma(p, s, -product) - std::fma(q, r, -product);
}

// An eigenvalue that is smaller than this times the other cannot be told from 0 in a matrix whose entries
// were rounded.
inline constexpr double hidden_by_rounding = 4 * std::numeric_limits<double>::epsilon();

// Each eigenvalue to a few units in the last place, the smaller one too: it is the determinant, over
// the larger. Of a matrix that is not diagonal, one that is hidden by rounding is 0. Not numbers for a matrix
// that is not finite.
inline auto eigen(const Sym2<double>& a) -> Eigen {
  const Eigen axes{a.xx, a.yy, {1, 0}, {0, 1}};
  if (a.xy == 0) return a.xx <= a.yy ? axes : Eigen{a.yy, a.xx, axes.steep, axes.shallow};
  const double scale = std::max({std::abs(a.xx), std::abs(a.xy), std::abs(a.yy)});
  if (!std::isfinite(scale)) {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    return {nan, nan, axes.shallow, axes.steep};
  }
  const double xx = a.xx / scale;
  const double xy = a.xy / scale;
  const double yy = a.yy / scale;
  if (xy == 0) return eigen({a.xx, 0, a.yy});  // so small beside the others that it is nothing

  const double half_trace = (xx + yy) / 2;
  const double radius = norm({(xx - yy) / 2, xy});
  if (radius <= hidden_by_rounding * std::abs(half_trace)) return eigen({a.xx, 0, a.yy});
  const double larger = half_trace + std::copysign(radius, half_trace);  // in size
  double smaller = determinant(xx, xy, xy, yy) / larger;
  if (std::abs(smaller) <= hidden_by_rounding * std::abs(larger)) smaller = 0;
  const auto [l1, l2] = std::minmax(smaller, larger);

  // Of the two rows of A - l1, both along `steep`, the one that cancels less.
  Vec2<double> steep =
      xx > yy ? Vec2<double>{radius + (xx - yy) / 2, xy} : Vec2<double>{xy, radius + (yy - xx) / 2};
  steep = steep / norm(steep);
  const auto upright = [](Vec2<double> q) {
    return (std::abs(q.x) >= std::abs(q.y) ? q.x : q.y) < 0 ? Vec2<double>{-q.x, -q.y} : q;
  };
  return {l1 * scale, l2 * scale, upright({steep.y, -steep.x}), upright(steep)};
}

}  // namespace msim
