#pragma once

#include <array>

#include "core/cost.hpp"
#include "core/data.hpp"

namespace msim {

// The line y = w x + b through data, a weight w and a bias b: half the mean of the squared residuals, and a
// ridge that holds the weight back.
//
//   f(w, b) = 1/(2n) sum_i (w x_i + b - y_i)^2 + ridge/2 w^2
//
// A quadratic in (w, b), and computed as one, about the best line: with the means mx and my, the variance V
// of x, the slope s of the best line and its mean squared residual R,
//
//   f = 1/2 (d^2 + V (w - s)^2 + R) + ridge/2 w^2,      d = w mx + b - my
//
// so that one pass over the data serves for every step, and nothing cancels near the minimum. Its Hessian is
// [[mx^2 + V + ridge, mx], [mx, 1]]: x far from 0 in its own units makes a long valley, and standardizing it
// (mx = 0, V = 1) a round bowl. Source: A. M. Legendre, Nouvelles methodes pour la determination des orbites
// des cometes (1805).
class LeastSquares {
 public:
  static constexpr std::array parameters{Parameter{"ridge", 0, {0, true}}};
  static constexpr CostInfo info{
      .name = "least-squares",
      .formula = "1/(2n) sum (w x + b - y)^2 + ridge/2 w^2",
      .parameters = parameters,
      .note = "of a weight w and a bias b, on a CSV file",
      .fields = "data = FILE.csv, x = COLUMN, y = COLUMN, standardize = false, ridge = 0",
      .quadratic = true,
      .on_data = true,
      .axes = {"w", "b"}};

  LeastSquares(std::span<const double> values, const Data& data)
      : mean_x_(data.mean_x),
        mean_y_(data.mean_y),
        variance_(data.variance),
        slope_(data.slope),
        residual_(data.residual),
        ridge_(values[0]) {}

  auto over(const Data& data) const -> LeastSquares { return {std::span(&ridge_, 1), data}; }

  template <Scalar S>
  auto sample(Vec2<S> p) const -> Sample<S> {
    const S d = p.x * S(mean_x_) + p.y - S(mean_y_);
    const S off = p.x - S(slope_);
    const S pull = S(variance_) * off;
    const S hold = S(ridge_) * p.x;
    return {S(0.5) * (d * d + pull * off + S(residual_) + hold * p.x), {S(mean_x_) * d + pull + hold, d}};
  }

  template <Scalar S>
  auto hessian(Vec2<S> /*p*/) const -> Sym2<S> {
    return {S(mean_x_ * mean_x_ + variance_ + ridge_), S(mean_x_), S(1)};
  }

  auto minima() const -> std::vector<Minimum> {
    if (variance_ + ridge_ == 0) return {};
    const double w = slope_ * (variance_ / (variance_ + ridge_));
    const Vec2<double> p{w, mean_y_ - w * mean_x_};
    return {{p, sample(p).value}};
  }
  auto start() const -> Vec2<double> { return {0, 0}; }
  auto view() const -> Box {
    const auto lowest = minima();
    return view_about(lowest.empty() ? start() : lowest.front().p, start(), hessian(start()));
  }

 private:
  double mean_x_, mean_y_, variance_, slope_, residual_, ridge_;
};

}  // namespace msim
