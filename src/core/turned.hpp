#pragma once

#include <cmath>
#include <numbers>

#include "core/vec2.hpp"

namespace msim {

// cos and sin of an angle in degrees, exact at right angles.
inline auto direction(double degrees) -> Vec2<double> {
  const double turn = std::remainder(degrees, 360);
  if (turn == 0) return {1, 0};
  if (turn == 90) return {0, 1};
  if (turn == -90) return {0, -1};
  if (std::abs(turn) == 180) return {-1, 0};
  const double radians = turn * (std::numbers::pi / 180);
  return {cos(radians), sin(radians)};
}

// The symmetric matrix with the eigenvalue l.x along that direction and l.y across it.
inline auto turned(Vec2<double> l, double degrees) -> Sym2<double> {
  const Vec2<double> q = direction(degrees);
  return {l.x * q.x * q.x + l.y * q.y * q.y, (l.x - l.y) * q.x * q.y, l.x * q.y * q.y + l.y * q.x * q.x};
}

}  // namespace msim
