#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/scalar.hpp"

namespace msim {

// A point, a gradient or a velocity in the plane of the two parameters. All operations are componentwise.
template <class S>
struct Vec2 {
  S x, y;

  friend constexpr auto operator+(Vec2 a, Vec2 b) -> Vec2 { return {a.x + b.x, a.y + b.y}; }
  friend constexpr auto operator-(Vec2 a, Vec2 b) -> Vec2 { return {a.x - b.x, a.y - b.y}; }
  friend constexpr auto operator*(Vec2 a, Vec2 b) -> Vec2 { return {a.x * b.x, a.y * b.y}; }
  friend constexpr auto operator/(Vec2 a, Vec2 b) -> Vec2 { return {a.x / b.x, a.y / b.y}; }
  friend constexpr auto operator+(Vec2 a, S s) -> Vec2 { return {a.x + s, a.y + s}; }
  friend constexpr auto operator*(S s, Vec2 a) -> Vec2 { return {s * a.x, s * a.y}; }
  friend constexpr auto operator/(Vec2 a, S s) -> Vec2 { return {a.x / s, a.y / s}; }
  friend constexpr auto operator==(const Vec2&, const Vec2&) -> bool = default;
};

template <class S>
constexpr auto dot(Vec2<S> a, Vec2<S> b) -> S {
  return a.x * b.x + a.y * b.y;
}

// The length of v, to one and a half units in the last place, wherever it is not beyond the largest double;
// infinite where a component is. Unlike std::hypot(), the same bits on every machine.
inline auto norm(Vec2<double> v) -> double {
  if (std::isinf(v.x) || std::isinf(v.y)) return std::numeric_limits<double>::infinity();
  // By a power of 2, where squares would be too large or too small.
  const double size = std::max(std::abs(v.x), std::abs(v.y));
  const double scale = size > 0x1p500 ? 0x1p-600 : size < 0x1p-400 ? 0x1p600 : 1;
  const Vec2<double> scaled = scale * v;
  return std::sqrt(dot(scaled, scaled)) / scale;
}

template <class S>
auto sqrt(Vec2<S> a) -> Vec2<S> {
  return {sqrt(a.x), sqrt(a.y)};
}

// The symmetric matrix [[xx, xy], [xy, yy]].
template <class S>
struct Sym2 {
  S xx, xy, yy;
};

// An axis-parallel box, x0 < x1 and y0 < y1.
struct Box {
  double x0, x1, y0, y1;

  friend constexpr auto operator==(const Box&, const Box&) -> bool = default;
};

}  // namespace msim
