#include "analysis/theory.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/parameter.hpp"
#include "methods/list.hpp"
#include "sim/infos.hpp"

namespace msim {
namespace {

// z^2 - T z + D along one direction.
struct Characteristic {
  double half_trace, determinant;
  double half_root;  // sqrt(|T^2 - 4 D|) / 2; 0 where rounding hides the sign
  bool complex;
  double push;  // (1 - beta - now h) / 2: u_1 - T/2 for u_0 = 1

  Characteristic(const Filter& f, double h)
      : half_trace((1 + f.beta - f.now * h) / 2),
        determinant(f.beta + f.before * h),
        push((1 - f.beta - f.now * h) / 2) {
    // T^2 - 4 D without the cancellation where beta is near 1 and h is small.
    const double x = f.now * h;
    const double sum = (1 - f.beta) * (1 - f.beta) + x * x - 4 * f.before * h;
    const double difference = 2 * (1 + f.beta) * x;
    const double discriminant = sum - difference;
    constexpr double rounding = 4 * std::numeric_limits<double>::epsilon();
    const bool critical = std::abs(discriminant) <= rounding * (std::abs(sum) + std::abs(difference));
    half_root = critical ? 0 : std::sqrt(std::abs(discriminant)) / 2;
    complex = !critical && discriminant < 0;
  }

  // Of real roots the one that is larger in size.
  auto larger_root() const -> double { return half_trace + std::copysign(half_root, half_trace); }
  auto radius() const -> double { return complex ? std::sqrt(determinant) : std::abs(larger_root()); }
  auto angle() const -> double {  // of complex roots
    constexpr double half_turn = std::numbers::pi;
    if (half_trace > half_root) return atan(half_root / half_trace);
    if (half_trace < -half_root) return half_turn + atan(half_root / half_trace);
    return half_turn / 2 - atan(half_trace / half_root);
  }
};

// base^k, base >= 0.
auto power_of(double base, double k) -> double { return k == 0 ? 1 : exp(k * log(base)); }

// |u_j| <= size(k) for u_0 = 1 and every j >= k.
class Envelope {
 public:
  Envelope(const Filter& filter, double h) : c_(filter, h), radius_(c_.radius()) {
    // u_k = z^k (a + (1-a) ratio^k), with real roots z and ratio z.
    const double z = c_.larger_root();
    const double half_difference = z - c_.half_trace;
    ratio_ = (c_.half_trace - half_difference) / z;
    a_ = 0.5 + c_.push / (2 * half_difference);
  }

  auto size(double k) const -> double {
    if (radius_ == 0) return k == 0 ? 1 : k == 1 ? std::abs(c_.push) : 0;
    const double power = power_of(radius_, k);
    if (c_.complex) return std::min(power * norm({1, c_.push / c_.half_root}), linear(k));
    if (c_.half_root == 0) return linear(k);
    if (ratio_ < 0) return power * (std::abs(a_) + std::abs(1 - a_) * power_of(-ratio_, k));
    const double now = 1 + (a_ - 1) * (1 - power_of(ratio_, k));
    return std::min(power * std::max(std::abs(now), std::abs(a_)), linear(k));
  }

 private:
  // |u_k| <= radius^k (1 + |push| k / radius), by |sin(k phi)| <= k |sin(phi)| and its like for real roots:
  // sharp where the roots nearly meet. It may rise before it falls.
  auto linear(double k) const -> double {
    const double slope = std::abs(c_.push) / radius_;
    const double highest = slope > 0 ? -1 / log(radius_) - 1 / slope : 0;
    const double at = std::max(k, highest);
    return power_of(radius_, at) * (1 + slope * at);
  }

  Characteristic c_;
  double radius_, ratio_ = 0, a_ = 1;
};

// Curvatures times this can be added and enlarged. A power of 4, so that their roots stay exact.
auto scale_of(double l2) -> double { return l2 > 1e300 ? 0x1p-64 : 1; }

// The argument in [low, high] where f, which is positive at `low` and negative at `high`, changes its sign.
auto sign_change(double low, double high, const auto& f) -> double {
  for (;;) {
    const double middle = low + (high - low) / 2;
    if (!(low < middle && middle < high)) return middle;
    (f(middle) > 0 ? low : high) = middle;
  }
}

auto closed_lr(const Filter& filter, double l1, double l2) -> double {
  if (filter.before == 0) {
    const double balanced = 2 * (1 + filter.beta) / (filter.now * (l1 + l2));
    if (filter.beta == 0 || motion(filter, balanced, l1).regime != Regime::oscillating) return balanced;
    return (1 - filter.beta) / (filter.now * std::sqrt(l1) * std::sqrt(l2));
  }
  const auto limit = lr_limit(filter, l2);
  if (!limit) return std::numeric_limits<double>::infinity();
  // The shallow direction gets faster with lr; the steep one does up to lr l2 = 1, then slower.
  return sign_change(1 / l2, *limit, [&](double lr) {
    return motion(filter, lr, l1).spectral_radius - motion(filter, lr, l2).spectral_radius;
  });
}

// The nearest one that may be given and is below the limit, by more than motion() takes for rounding.
auto usable_lr(const Filter& filter, double lr, double l2) -> double {
  constexpr double clearly_below = 1 - 8 * std::numeric_limits<double>::epsilon();
  const auto limit = lr_limit(filter, l2);
  return learning_rate.range.nearest(limit ? std::min(clearly_below * *limit, lr) : lr);
}

}  // namespace

auto motion(const Filter& filter, double lr, double curvature) -> Motion {
  const double h = lr * curvature;
  const Characteristic c(filter, h);
  const double limit = 2 / filter.gain_on_alternating();
  constexpr double rounding = 4 * std::numeric_limits<double>::epsilon();
  if (h == 0 || std::abs(h - limit) <= rounding * limit) return {Regime::marginal, 1, {}};
  if (c.complex) return {Regime::oscillating, c.radius(), 2 * std::numbers::pi / c.angle()};
  if (h < 0 || h > limit) return {Regime::divergent, c.radius(), {}};
  return {c.larger_root() < 0 ? Regime::alternating : Regime::monotone, c.radius(), {}};
}

auto converges(const Filter& filter, double lr, double curvature) -> bool {
  return motion(filter, lr, curvature).regime < Regime::marginal;
}

auto lr_limit(const Filter& filter, double steepest) -> std::optional<double> {
  if (!(steepest > 0)) return {};
  const double scale = scale_of(steepest);
  const double limit = scale * 2 / (filter.gain_on_alternating() * (scale * steepest));
  return std::isfinite(limit) ? std::optional(limit) : std::nullopt;
}

auto equivalent_heavy_ball_lr(const Filter& filter, double lr) -> double {
  return lr * (filter.now + filter.before);
}

auto predicted_steps(const Filter& filter, double lr, const std::array<Mode, 2>& modes, double target)
    -> std::optional<std::uint64_t> {
  std::vector<std::pair<double, Envelope>> waves;  // each with the height of the start above the minimum
  for (const auto& [curvature, start] : modes) {
    if (curvature * start * start == 0) continue;
    if (!(motion(filter, lr, curvature).spectral_radius < 1)) return {};
    waves.emplace_back(curvature * start * start / 2, Envelope(filter, lr * curvature));
  }
  const auto excess = [&](double k) {
    double cost = 0;
    for (const auto& [height, envelope] : waves) {
      const double size = envelope.size(k);
      cost += height * size * size;
    }
    return cost;
  };
  if (excess(0) <= target) return 0;
  constexpr double most = 9'007'199'254'740'992;  // 2^53, beyond which doubles are not all whole numbers
  double high = 1;
  while (!(excess(high) <= target)) {
    if (high >= most) return {};
    high *= 2;
  }
  double low = high / 2;
  while (high - low > 1) {
    const double middle = std::floor((low + high) / 2);
    (excess(middle) <= target ? high : low) = middle;
  }
  return static_cast<std::uint64_t>(high);
}

auto rate(const Filter& filter, double lr, double l1, double l2) -> double {
  return std::max(motion(filter, lr, l1).spectral_radius, motion(filter, lr, l2).spectral_radius);
}

auto linear_form(std::string_view method) -> std::optional<LinearForm> {
  std::optional<LinearForm> form;
  with_named(Methods<double>{}, method, [&]<class M>(std::type_identity<M>) {
    if constexpr (Linear<M>) {
      form = {M::filter, M::optimum, nullptr};
      if constexpr (requires { M::critical_beta; }) form->critical_beta = M::critical_beta;
    }
  });
  return form;
}

auto linear_method(const MethodChoice& method) -> std::optional<LinearMethod> {
  const auto form = linear_form(method.name);
  if (!form) return {};
  const auto lr = shared_value(method, Shared::lr);
  return LinearMethod{*form, form->filter(shared_value(method, Shared::beta).value_or(0)), lr.value_or(0)};
}

auto best_pair(const LinearForm& form, double l1, double l2) -> Optimum {
  const double scale = scale_of(l2);
  Optimum closed = form.optimum(scale * l1, scale * l2);
  closed.lr *= scale;
  const double beta = momentum_coefficient.range.nearest(closed.beta);
  const Filter filter = form.filter(beta);
  const double lr = usable_lr(filter, closed.lr, l2);
  if (lr == closed.lr && beta == closed.beta) return closed;
  return {lr, beta, rate(filter, lr, l1, l2)};
}

auto best_lr(const Filter& filter, double l1, double l2) -> double {
  const double scale = scale_of(l2);
  return usable_lr(filter, scale * closed_lr(filter, scale * l1, scale * l2), l2);
}

auto best_beta(const LinearForm& form, double lr, double l1, double l2) -> std::optional<double> {
  const auto steep_is_slower = [&](double beta) {
    const Filter filter = form.filter(beta);
    // Where a direction is critical, rounding moves its spectral radius by the root of epsilon.
    constexpr double clearly = 1 + 1e-6;
    return motion(filter, lr, l2).spectral_radius > clearly * motion(filter, lr, l1).spectral_radius;
  };
  double beta =
      momentum_coefficient.range.nearest(std::max(form.critical_beta(lr * l1), form.critical_beta(lr * l2)));
  if (steep_is_slower(beta)) {
    beta = steep_is_slower(0)
               ? 0
               : sign_change(0, beta, [&](double value) { return steep_is_slower(value) ? -1 : 1; });
  }
  const Filter filter = form.filter(beta);
  if (!converges(filter, lr, l1) || !converges(filter, lr, l2)) return {};
  return beta;
}

}  // namespace msim
