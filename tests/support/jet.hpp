#pragma once

#include "core/elementary.hpp"
#include "core/scalar.hpp"
#include "core/vec2.hpp"

namespace msim::test {

// A second-order jet: the value of a function of (x, y) at a point with its first and second derivatives
// there, each operation by the rules of calculus. A formula that is given x and y as jets differentiates
// itself: no step, no error but rounding. Values have the bits that doubles have.
struct Jet {
  double value, x, y, xx, xy, yy;

  // NOLINTNEXTLINE(google-explicit-constructor): a whole number stands in a formula as it is
  Jet(double v = 0, double dx = 0, double dy = 0, double dxx = 0, double dxy = 0, double dyy = 0)
      : value(v), x(dx), y(dy), xx(dxx), xy(dxy), yy(dyy) {}

  friend auto operator-(const Jet& a) -> Jet { return {-a.value, -a.x, -a.y, -a.xx, -a.xy, -a.yy}; }
  friend auto operator+(const Jet& a, const Jet& b) -> Jet {
    return {a.value + b.value, a.x + b.x, a.y + b.y, a.xx + b.xx, a.xy + b.xy, a.yy + b.yy};
  }
  friend auto operator-(const Jet& a, const Jet& b) -> Jet { return a + -b; }
  friend auto operator*(const Jet& a, const Jet& b) -> Jet {
    return {a.value * b.value,
            a.x * b.value + a.value * b.x,
            a.y * b.value + a.value * b.y,
            a.xx * b.value + 2 * a.x * b.x + a.value * b.xx,
            a.xy * b.value + a.x * b.y + a.y * b.x + a.value * b.xy,
            a.yy * b.value + 2 * a.y * b.y + a.value * b.yy};
  }
  friend auto operator/(const Jet& a, const Jet& b) -> Jet {  // a = q b, solved for each part of q
    const double q = a.value / b.value;
    const double q_x = (a.x - q * b.x) / b.value;
    const double q_y = (a.y - q * b.y) / b.value;
    return {q,
            q_x,
            q_y,
            (a.xx - 2 * q_x * b.x - q * b.xx) / b.value,
            (a.xy - q_x * b.y - q_y * b.x - q * b.xy) / b.value,
            (a.yy - 2 * q_y * b.y - q * b.yy) / b.value};
  }
  friend auto operator<(const Jet& a, const Jet& b) -> bool { return a.value < b.value; }
  friend auto operator>(const Jet& a, const Jet& b) -> bool { return b < a; }
};

// f(a) for a function f of one number, given its value, its slope and its curvature at a.
inline auto chain(const Jet& a, double f, double slope, double curvature) -> Jet {
  return {f,
          slope * a.x,
          slope * a.y,
          slope * a.xx + curvature * a.x * a.x,
          slope * a.xy + curvature * a.x * a.y,
          slope * a.yy + curvature * a.y * a.y};
}
inline auto sqrt(const Jet& a) -> Jet {
  const double root = std::sqrt(a.value);
  return chain(a, root, 0.5 / root, -0.25 / (root * a.value));
}
inline auto exp(const Jet& a) -> Jet {
  const double e = msim::exp(a.value);
  return chain(a, e, e, e);
}
inline auto sin(const Jet& a) -> Jet {
  const double s = msim::sin(a.value);
  return chain(a, s, msim::cos(a.value), -s);
}
inline auto cos(const Jet& a) -> Jet {
  const double c = msim::cos(a.value);
  return chain(a, c, -msim::sin(a.value), -c);
}
inline auto select(bool condition, const Jet& yes, const Jet& no) -> Jet { return condition ? yes : no; }

}  // namespace msim::test
