#include "draw/ticks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace msim {
namespace {

constexpr double rounding = 1e-9;

// With as many digits as tell one tick from the next.
auto number(double value, double step) -> std::string {
  const auto power = [](double x) { return static_cast<int>(std::floor(std::log10(x) + rounding)); };
  const double size = std::abs(value);
  if (size < 1e5 && step >= 1e-4) return fmt::format("{:.{}f}", value, std::max(0, -power(step)));
  const int digits = value == 0 ? 1 : std::clamp(2 + power(size) - power(step), 1, 17);
  return fmt::format("{:.{}g}", value, digits);
}

// The least step of 1, 2 or 5 times a power of 10 that gives at most `count` multiples, or 2.
auto step_between(double low, double high, double count) -> double {
  const double most = std::max(2.0, count);
  const auto next = [](double step) { return round_up(1.5 * step); };
  double step = round_up((high - low) / (most + 1));
  while (std::floor(high / step) - std::ceil(low / step) + 1 > most) step = next(step);
  return step;
}

// Those from low to high.
auto multiples(double step, double low, double high) -> std::vector<Tick> {
  constexpr double most = 1000;
  const double first = std::ceil(low / step - rounding);
  const double last = std::floor(high / step + rounding);
  std::vector<Tick> result;
  for (int i = 0; i <= std::min(last - first, most); ++i) {
    const double at = (first + i) * step + 0.0;            // never -0
    if (!result.empty() && at == result.back().at) break;  // so far from 0 that steps are lost in rounding
    result.push_back({at, number(at, step)});
  }
  return result;
}

// 1, 2 and 5 times the powers of 10 that 10^low and 10^high lie between.
auto fine_ticks(double low, double high) -> std::vector<Tick> {
  std::vector<Tick> result;
  for (int power = static_cast<int>(std::floor(low)); power <= high; ++power) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      const double at = factor * std::pow(10, power);
      if (std::log10(at) < low - rounding || std::log10(at) > high + rounding) continue;
      result.push_back({at, fmt::format("{:.4g}", at)});
    }
  }
  return result;
}

}  // namespace

auto round_up(double size) -> double {
  const double power = std::pow(10, std::floor(std::log10(size)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= size) return factor * power;
  }
  return 10 * power;
}

auto round_down(double size) -> double {
  const double power = std::pow(10, std::floor(std::log10(size)));
  for (const double factor : {5.0, 2.0}) {
    if (factor * power <= size) return factor * power;
  }
  return power;
}

auto ticks(double low, double high, double count) -> std::vector<Tick> {
  return multiples(step_between(low, high, count), low, high);
}

auto whole_ticks(double low, double high, double count) -> std::vector<Tick> {
  return multiples(std::max(1.0, step_between(low, high, count)), low, high);
}

auto power_ticks(double low, double high, double count) -> std::vector<Tick> {
  const double first = std::log10(low);
  const double last = std::log10(high);
  constexpr double few = 2;
  if (last - first <= few && 3 * (last - first) <= count + 1) return fine_ticks(first, last);
  const int step = std::max(1, static_cast<int>(std::ceil((last - first) / (std::max(1.0, count) + 0.5))));
  std::vector<Tick> result;
  for (int power = step * static_cast<int>(std::ceil(first / step - rounding)); power <= last + rounding;
       power += step) {
    result.push_back(
        {std::pow(10, power), fmt::format("10^{{{}{}}}", power < 0 ? "-" : "", std::abs(power))});
  }
  return result;
}

}  // namespace msim
