#include "sim/axis.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace msim {

namespace {

// The number of 12 digits that is no more than two steps of a double away, where there is one: a point that
// should be 0.9 is not to be 0.8999999999999999.
auto round_where_near(double value) -> double {
  constexpr int digits = 12;
  std::array<char, 32> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific, digits - 1)
          .ptr;
  double round = value;
  std::from_chars(text.data(), end, round);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto further = [&](double x) { return std::nextafter(x, round > x ? infinity : -infinity); };
  return further(further(value)) == round || further(value) == round ? round : value;
}

}  // namespace

Axis::Axis(double first, double last, std::uint64_t count, bool logarithmic)
    : first_(first), last_(last), count_(count), logarithmic_(logarithmic) {
  constexpr std::uint64_t most = 4096;
  for (std::uint64_t i = 0; i < std::min(count, most); ++i) known_.push_back(compute(i));
}

auto Axis::compute(std::uint64_t i) const -> double {
  if (i == 0) return first_;
  if (i == count_ - 1) return last_;
  return std::clamp(round_where_near(between(static_cast<double>(i))), first_, last_);
}

// In long doubles, so that 0.001 to 10 passes through 0.01 and 0.1 and not beside them.
auto Axis::between(double place) const -> double {
  using Long = long double;
  const auto at = [&](Long a, Long b) {
    return a + (b - a) * static_cast<Long>(place) / static_cast<Long>(count_ - 1);
  };
  const auto first = static_cast<Long>(first_);
  const auto last = static_cast<Long>(last_);
  return static_cast<double>(logarithmic_ ? std::exp(at(std::log(first), std::log(last))) : at(first, last));
}

auto Axis::place(double number) const -> double {
  using Long = long double;
  const auto scaled = [&](double x) {
    return logarithmic_ ? std::log(static_cast<Long>(x)) : static_cast<Long>(x);
  };
  const Long share = (scaled(number) - scaled(first_)) / (scaled(last_) - scaled(first_));
  return static_cast<double>(share * static_cast<Long>(count_ - 1));
}

}  // namespace msim
