#include "draw/ticks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace msim {
namespace {

// 1, 2 or 5 times a power of ten, near to x > 0.
auto round_step(double x) -> double {
  const double power = std::pow(10, std::floor(std::log10(x)));
  const double factor = x / power;
  return power * (factor < 1.5 ? 1 : factor < 3.5 ? 2 : factor < 7.5 ? 5 : 10);
}

// With as many digits as tell one tick from the next.
auto label(double value, double step, double largest) -> std::string {
  if (largest < 1e6 && step >= 1e-4) return fmt::format("{:.10g}", value);
  const double digits = 2 + std::floor(std::log10(largest)) - std::floor(std::log10(step));
  return fmt::format("{:.{}g}", value, static_cast<int>(std::clamp(digits, 1.0, 17.0)));
}

}  // namespace

auto ticks(double low, double high, int count) -> std::vector<Tick> {
  const double step = round_step((high - low) / std::max(count, 1));
  constexpr double rounding = 1e-9;  // so that an edge that is a round number has a tick
  const double first = std::ceil(low / step - rounding);
  std::vector<Tick> result;
  if (!std::isfinite(first) || !std::isfinite(step)) return result;
  for (int i = 0; i <= 2 * count; ++i) {
    const double value = (first + i) * step + 0.0;  // -0 becomes 0
    if (!(value <= high + rounding * step)) break;
    result.push_back({value, label(value, step, std::max(std::abs(low), std::abs(high)))});
  }
  return result;
}

}  // namespace msim
