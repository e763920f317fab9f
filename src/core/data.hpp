#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>

#include "core/vec2.hpp"

namespace msim {

// A sum in eight interleaved parts, so that it runs in vector registers and rounds less than one sum would.
// Its bits depend on the order of what is added alone.
template <class S>
class Sum {
 public:
  // f(0), ..., f(n-1), behind what was added before; that must have been a multiple of eight.
  template <class F>
  constexpr void add(std::size_t n, const F& f) {
    std::size_t i = 0;
    for (; i + count <= n; i += count) {
      for (std::size_t j = 0; j < count; ++j) parts_[j] = parts_[j] + f(i + j);
    }
    for (; i < n; ++i) parts_[i % count] = parts_[i % count] + f(i);
  }
  constexpr auto total() const -> S {
    return ((parts_[0] + parts_[4]) + (parts_[2] + parts_[6])) +
           ((parts_[1] + parts_[5]) + (parts_[3] + parts_[7]));
  }

 private:
  static constexpr std::size_t count = 8;
  std::array<S, count> parts_{S(0), S(0), S(0), S(0), S(0), S(0), S(0), S(0)};
};

template <class F>
constexpr auto sum_over(std::size_t n, const F& f) -> double {
  Sum<double> sum;
  sum.add(n, f);
  return sum.total();
}

// The rows (x_i, y_i) that a cost is fitted to: two columns, looked at, not owned. With them what they come
// to: means over the rows, about the mean, so that nothing cancels.
struct Data {
  std::span<const double> x, y;
  double mean_x = 0, mean_y = 0;
  double variance = 0;  // of x: the mean of (x_i - mean_x)^2
  double slope = 0;     // of the line of least squares; 0 where x is constant
  double residual = 0;  // the mean of the squared distance to that line

  constexpr Data() = default;
  constexpr Data(std::span<const double> xs, std::span<const double> ys) : x(xs), y(ys) {
    const auto n = static_cast<double>(size());
    mean_x = sum_over(size(), [&](std::size_t i) { return x[i]; }) / n;
    mean_y = sum_over(size(), [&](std::size_t i) { return y[i]; }) / n;
    variance = sum_over(size(), [&](std::size_t i) { return (x[i] - mean_x) * (x[i] - mean_x); }) / n;
    if (variance > 0)
      slope =
          sum_over(size(), [&](std::size_t i) { return (x[i] - mean_x) * (y[i] - mean_y); }) / n / variance;
    residual = sum_over(size(),
                        [&](std::size_t i) {
                          const double r = (y[i] - mean_y) - slope * (x[i] - mean_x);
                          return r * r;
                        }) /
               n;
  }

  constexpr auto size() const -> std::size_t { return x.size(); }
};

// A box about a minimum with the start inside. `hessian`, at the minimum, says how far one goes along w for
// as much as along b: no side is under 2/5 of the other in these units.
inline auto view_about(Vec2<double> minimum, Vec2<double> start, const Sym2<double>& hessian) -> Box {
  const double unit_x = 1 / std::sqrt(hessian.xx);
  const double unit_y = 1 / std::sqrt(hessian.yy);
  const double dx = 1.25 * std::abs(start.x - minimum.x) / unit_x;
  const double dy = 1.25 * std::abs(start.y - minimum.y) / unit_y;
  const double least = std::max(dx, dy) > 0 ? 0.4 * std::max(dx, dy) : 1;
  const double half_width = unit_x * std::max(dx, least);
  const double half_height = unit_y * std::max(dy, least);
  return {minimum.x - half_width, minimum.x + half_width, minimum.y - half_height, minimum.y + half_height};
}

}  // namespace msim
