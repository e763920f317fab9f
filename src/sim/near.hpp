#pragma once

#include <cmath>
#include <limits>

#include "core/elementary.hpp"

namespace msim {

// A double whose sine and cosine take no branch, which would keep a loop out of vector registers: of an angle
// that is not near they are not numbers.
struct Near {
  double v;

  Near() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a number stands in a formula as it is
  Near(double value) : v(value) {}

  explicit operator double() const { return v; }

  friend auto operator-(Near a) -> Near { return -a.v; }
  friend auto operator+(Near a, Near b) -> Near { return a.v + b.v; }
  friend auto operator-(Near a, Near b) -> Near { return a.v - b.v; }
  friend auto operator*(Near a, Near b) -> Near { return a.v * b.v; }
  friend auto operator/(Near a, Near b) -> Near { return a.v / b.v; }
  friend auto operator<(Near a, Near b) -> bool { return a.v < b.v; }
  friend auto operator>(Near a, Near b) -> bool { return a.v > b.v; }
  friend auto sqrt(Near a) -> Near { return std::sqrt(a.v); }
  friend auto exp(Near a) -> Near { return msim::exp(a.v); }
  friend auto sin(Near a) -> Near { return if_near(a, near_sin(a.v)); }
  friend auto cos(Near a) -> Near { return if_near(a, near_cos(a.v)); }
  friend auto select(bool condition, Near yes, Near no) -> Near { return condition ? yes.v : no.v; }

 private:
  static auto if_near(Near angle, double value) -> Near {
    return std::abs(angle.v) <= near_angles ? value : std::numeric_limits<double>::quiet_NaN();
  }
};

}  // namespace msim
