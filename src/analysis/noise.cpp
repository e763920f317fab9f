#include "analysis/noise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "analysis/theory.hpp"

namespace msim {
namespace {

// w_0, w_1, ... until they are nothing beside what was; empty: that takes too long.
auto response(const Filter& filter, double lr, double curvature) -> std::vector<double> {
  constexpr std::size_t most = std::size_t{1} << 22U;
  constexpr double nothing = 1e-10;
  const double h = lr * curvature;
  const double trace = 1 + filter.beta - filter.now * h;
  const double determinant = filter.beta + filter.before * h;
  const double rate = motion(filter, lr, curvature).spectral_radius;
  const double length = rate > 0 ? log(nothing) / log(rate) : 0;
  if (!(length < most / 2.0)) return {};
  // Twice as long: where the roots meet, w_s first grows like s.
  std::vector<double> w(2 * static_cast<std::size_t>(length) + 3);
  w[0] = -lr * filter.now;
  w[1] = trace * w[0] - lr * filter.before;
  for (std::size_t s = 2; s < w.size(); ++s) w[s] = trace * w[s - 1] - determinant * w[s - 2];
  return w;
}

auto along(const Sym2<double>& a, Vec2<double> q) -> double {
  return std::max(0.0, q.x * q.x * a.xx + 2 * q.x * q.y * a.xy + q.y * q.y * a.yy);
}

// Of the rows' gradients, along the directions of a valley.
auto row_variances(const AnyCost& cost, const Valley& valley) -> Directions<double> {
  const auto covariance = row_covariance(cost, valley.minimum.p);
  return {along(covariance, valley.curvature.steep), along(covariance, valley.curvature.shallow)};
}

}  // namespace

auto stationary_variance(const Filter& filter, double lr, double curvature, double variance)
    -> std::optional<double> {
  if (!(motion(filter, lr, curvature).spectral_radius < 1)) return {};
  const double h = lr * curvature;
  const double t = 1 + filter.beta - filter.now * h;
  const double d = filter.beta + filter.before * h;
  const double push = (1 + d) * (filter.now * filter.now + filter.before * filter.before) +
                      2 * filter.now * filter.before * t;
  // 1 + D - T = (now + before) h, without the cancellation.
  return variance * lr * lr * push / ((1 - d) * (1 + d + t) * (filter.now + filter.before) * h);
}

auto dealt_variance(const Filter& filter, double lr, double curvature, double variance,
                    const Dealing& dealing) -> std::optional<double> {
  if (!(motion(filter, lr, curvature).spectral_radius < 1)) return {};
  const auto w = response(filter, lr, curvature);
  if (w.empty()) return {};
  std::vector<double> sums(w.size() + 1);
  std::vector<double> squares(w.size() + 1);
  for (std::size_t s = 0; s < w.size(); ++s) {
    sums[s + 1] = sums[s] + w[s];
    squares[s + 1] = squares[s] + w[s] * w[s];
  }
  const auto size = static_cast<double>(dealing.batch_size);
  const auto rows = static_cast<double>(dealing.rows);
  const std::size_t batches = (dealing.rows + dealing.batch_size - 1) / dealing.batch_size;
  const double in_last = rows - size * static_cast<double>(batches - 1);
  // Of the part of an epoch that is s updates back, from <= s < to; its last batch is the latest.
  const auto part = [&](std::size_t from, std::size_t to, bool has_last) {
    to = std::min(to, w.size());
    const double sum = sums[to] - sums[from];
    const double last = has_last ? w[from] * w[from] * (1 / in_last - 1 / size) : 0;
    return (squares[to] - squares[from]) / size + last - sum * sum / rows;
  };
  double total = 0;
  for (std::size_t place = 1; place <= batches; ++place) {
    if (place > w.size()) {  // from here on no other epoch counts
      total += static_cast<double>(batches - place + 1) * part(0, w.size(), false);
      break;
    }
    total += part(0, place, place == batches);
    for (std::size_t from = place; from < w.size(); from += batches)
      total += part(from, from + batches, true);
  }
  return variance * std::max(0.0, total) / static_cast<double>(batches);
}

auto row_covariance(const AnyCost& cost, Vec2<double> p) -> Sym2<double> {
  const Data& data = cost.data();
  const std::size_t n = data.size();
  const auto of_row = [&](std::size_t i) {
    return cost.batch_gradient({data.x.subspan(i, 1), data.y.subspan(i, 1)}, p);
  };
  const Vec2<double> mean = cost.batch_gradient(data, p);
  Sym2<double> sum{0, 0, 0};
  for (std::size_t i = 0; i < n; ++i) {
    const Vec2<double> d = of_row(i) - mean;
    sum = {sum.xx + d.x * d.x, sum.xy + d.x * d.y, sum.yy + d.y * d.y};
  }
  const auto freedom = static_cast<double>(n - 1);
  return {sum.xx / freedom, sum.xy / freedom, sum.yy / freedom};
}

auto gradient_noise(const AnyCost& cost, const Noise& noise, const Valley& valley) -> Directions<double> {
  Directions<double> variance{noise.sigma * noise.sigma, noise.sigma * noise.sigma};
  if (noise.batch_size > 0) {
    const auto rows = row_variances(cost, valley);
    const double share =
        1 / static_cast<double>(noise.batch_size) - 1 / static_cast<double>(cost.data().size());
    variance = {variance.steep + rows.steep * share, variance.shallow + rows.shallow * share};
  }
  return {std::sqrt(variance.steep), std::sqrt(variance.shallow)};
}

auto expected_spread(const MethodChoice& method, const AnyCost& cost, const Noise& noise,
                     const Valley& valley) -> std::optional<Directions<double>> {
  const auto linear = linear_method(method);
  if (!linear) return {};
  const Filter& filter = linear->filter;
  const double lr = linear->lr;
  const auto rows = noise.batch_size > 0 ? row_variances(cost, valley) : Directions<double>{0, 0};
  const auto spread = [&](double curvature, double row_variance) -> std::optional<double> {
    auto variance = stationary_variance(filter, lr, curvature, noise.sigma * noise.sigma);
    if (variance && noise.batch_size > 0) {
      const auto dealt =
          dealt_variance(filter, lr, curvature, row_variance, {cost.data().size(), noise.batch_size});
      if (!dealt) return {};
      *variance += *dealt;
    }
    if (!variance) return {};
    return std::sqrt(*variance);
  };
  const auto steep = spread(valley.curvature.l2, rows.steep);
  const auto shallow = spread(valley.curvature.l1, rows.shallow);
  if (!steep || !shallow) return {};
  return Directions<double>{*steep, *shallow};
}

auto forgotten_after(const MethodChoice& method, const Valley& valley, const Directions<double>& start,
                     const Directions<double>& spread) -> Directions<double> {
  const auto linear = linear_method(method);
  const auto steps = [&](double curvature, double from, double kept) {
    constexpr double never = std::numeric_limits<double>::infinity();
    if (!linear || !(kept > 0)) return never;
    const double near = kept / 10;
    const std::array modes{Mode{curvature, std::abs(from) + kept}, Mode{0, 0}};
    const auto needed = predicted_steps(linear->filter, linear->lr, modes, curvature * near * near / 2);
    return needed ? static_cast<double>(*needed) : never;
  };
  return {steps(valley.curvature.l2, start.steep, spread.steep),
          steps(valley.curvature.l1, start.shallow, spread.shallow)};
}

}  // namespace msim
