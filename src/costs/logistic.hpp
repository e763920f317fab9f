#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/cost.hpp"
#include "core/data.hpp"
#include "core/eigen.hpp"
#include "core/elementary.hpp"

namespace msim {

// Logistic regression: the chance that y_i is 1, not 0, is 1/(1 + exp(-(w x_i + b))). The cost is the mean
// logarithmic loss, in nats, and a ridge that holds the weight w back.
//
//   f(w, b) = 1/n sum_i log(1 + exp(-t_i)) + ridge/2 w^2,      t_i = (2 y_i - 1)(w x_i + b)
//
// Convex. Exact for any margin t: neither does exp() overflow nor a small loss vanish beside 1. There is no
// minimum where a threshold of x separates the two classes (a steeper curve is always better), or where there
// is one class. Sources: D. R. Cox, The regression analysis of binary sequences, Journal of the Royal
// Statistical Society B 20 (1958) 215-242; when there is a minimum: A. Albert, J. A. Anderson, Biometrika 71
// (1984) 1-10.
class Logistic {
 public:
  static constexpr std::array parameters{Parameter{"ridge", 0, {0, true}}};
  static constexpr CostInfo info{
      .name = "logistic",
      .formula = "1/n sum log(1 + exp(-(2y-1)(w x + b))) + ridge/2 w^2",
      .parameters = parameters,
      .note = "of a weight w and a bias b, on a CSV file; y is 0 or 1",
      .fields = "data = FILE.csv, x = COLUMN, y = COLUMN, standardize = false, ridge = 0",
      .on_data = true,
      .classes = true,
      .axes = {"w", "b"}};

  Logistic(std::span<const double> values, const Data& data) : data_(data), ridge_(values[0]) {}

  auto over(const Data& data) const -> Logistic { return {std::span(&ridge_, 1), data}; }

  template <Scalar S>
  auto sample(Vec2<S> p) const -> Sample<S> {
    return pass<false>(p, 0).sample;
  }

  template <Scalar S>
  auto hessian(Vec2<S> p) const -> Sym2<S> {
    return pass<true>(p, 0).hessian;
  }

  auto minima() const -> std::vector<Minimum> {
    if (!has_minimum()) return {};
    // Newton's method, with x about its mean, where w and b hardly depend on each other.
    const double odds = data_.mean_y / (1 - data_.mean_y);
    Vec2<double> p{0, log(odds)};
    Pass<double> here = pass<true>(p, data_.mean_x);
    constexpr int most = 200;
    for (int i = 0; i < most; ++i) {
      const auto& g = here.sample.gradient;
      const auto& h = here.hessian;
      const double det = determinant(h.xx, h.xy, h.xy, h.yy);
      Vec2<double> move{determinant(h.xy, g.x, h.yy, g.y) / det, determinant(h.xy, g.y, h.xx, g.x) / det};
      // Halved until the cost does not rise.
      Vec2<double> next = p + move;
      Pass<double> there = pass<true>(next, data_.mean_x);
      for (int half = 0; half < most && !(there.sample.value <= here.sample.value); ++half) {
        move = 0.5 * move;
        next = p + move;
        there = pass<true>(next, data_.mean_x);
      }
      const auto& slope = there.sample.gradient;
      const bool done = next == p || (there.sample.value == here.sample.value && norm(slope) >= norm(g));
      if (done) break;
      p = next;
      here = there;
    }
    const Vec2<double> minimum{p.x, p.y - p.x * data_.mean_x};
    return {{minimum, sample(minimum).value}};
  }
  auto start() const -> Vec2<double> { return {0, 0}; }
  auto view() const -> Box {
    const auto lowest = minima();
    if (!lowest.empty()) return view_about(lowest.front().p, start(), hessian(lowest.front().p));
    constexpr double steep = 10;  // a margin
    const double w = steep / std::sqrt(data_.variance > 0 ? data_.variance : 1);
    const double b = steep + w * std::abs(data_.mean_x);
    return {-w, w, -b, b};
  }

 private:
  template <class S>
  struct Pass {
    Sample<S> sample;
    Sym2<S> hessian;
  };

  // Value and gradient in (w, b), where b is the margin at x = centre, and the Hessian where it is asked for.
  template <bool with_hessian, Scalar S>
  MOMENTUM_SIM_WIDE auto pass(Vec2<S> p, double centre) const -> Pass<S> {
    Sum<S> loss;
    Vec2<Sum<S>> slope;
    Sym2<Sum<S>> curvature;
    constexpr std::size_t block = 64;  // rows at a time, each step for all of them
    for (std::size_t first = 0; first < data_.size(); first += block) {
      const std::size_t rows = std::min(block, data_.size() - first);
      std::array<S, block> x{};
      std::array<S, block> losses{};
      std::array<S, block> slopes{};
      std::array<S, block> curvatures{};
      for (std::size_t i = 0; i < rows; ++i) {
        x[i] = S(data_.x[first + i] - centre);
        const S sign = S(2 * data_.y[first + i] - 1);
        const S t = sign * (p.x * x[i] + p.y);
        const S size = select(t < 0, -t, t);
        const S e = exp(-size);
        const S wrong = select(t < 0, S(1), e) / (1 + e);  // the chance given to the other class
        losses[i] = select(t < 0, size, S(0)) + log_of_one_and(e);
        slopes[i] = -(sign * wrong);
        if constexpr (with_hessian) curvatures[i] = e / ((1 + e) * (1 + e));
      }
      loss.add(rows, [&](std::size_t i) { return losses[i]; });
      slope.x.add(rows, [&](std::size_t i) { return slopes[i] * x[i]; });
      slope.y.add(rows, [&](std::size_t i) { return slopes[i]; });
      if constexpr (!with_hessian) continue;
      curvature.xx.add(rows, [&](std::size_t i) { return curvatures[i] * x[i] * x[i]; });
      curvature.xy.add(rows, [&](std::size_t i) { return curvatures[i] * x[i]; });
      curvature.yy.add(rows, [&](std::size_t i) { return curvatures[i]; });
    }
    const S n = S(static_cast<double>(data_.size()));
    const S ridge = S(ridge_);
    // 0 b: a cost is not finite where its point is not.
    return {{loss.total() / n + S(0.5) * ridge * p.x * p.x + 0 * p.y,
             {slope.x.total() / n + ridge * p.x, slope.y.total() / n}},
            {curvature.xx.total() / n + ridge, curvature.xy.total() / n, curvature.yy.total() / n}};
  }

  auto has_minimum() const -> bool {
    // The ends of each class; a minimum needs them to overlap, or the ridge and both classes.
    constexpr double infinity = std::numeric_limits<double>::infinity();
    std::array<double, 2> low{infinity, infinity};
    std::array<double, 2> high{-infinity, -infinity};
    for (std::size_t i = 0; i < data_.size(); ++i) {
      const std::size_t k = data_.y[i] == 1 ? 1 : 0;
      low[k] = std::min(low[k], data_.x[i]);
      high[k] = std::max(high[k], data_.x[i]);
    }
    if (low[0] > high[0] || low[1] > high[1]) return false;
    return ridge_ > 0 || (low[0] < high[1] && low[1] < high[0]);
  }

  Data data_;
  double ridge_;
};

}  // namespace msim
