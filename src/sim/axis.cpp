#include "sim/axis.hpp"

#include <algorithm>
#include <cmath>

namespace msim {

Axis::Axis(double first, double last, std::uint64_t count, bool logarithmic)
    : first_(first), last_(last), count_(count), logarithmic_(logarithmic) {
  constexpr std::uint64_t most = 4096;
  for (std::uint64_t i = 0; i < std::min(count, most); ++i) known_.push_back(compute(i));
}

auto Axis::compute(std::uint64_t i) const -> double {
  if (i == 0) return first_;
  if (i == count_ - 1) return last_;
  return std::clamp(between(static_cast<long double>(i)), first_, last_);
}

// In long doubles, so that 0.001 to 10 passes through 0.01 and 0.1 and not beside them.
auto Axis::between(long double place) const -> double {
  using Long = long double;
  const auto at = [&](Long a, Long b) { return a + (b - a) * place / static_cast<Long>(count_ - 1); };
  const auto first = static_cast<Long>(first_);
  const auto last = static_cast<Long>(last_);
  return static_cast<double>(logarithmic_ ? std::exp(at(std::log(first), std::log(last))) : at(first, last));
}

auto Axis::place(double number) const -> double {
  const auto part = [&](double a, double x, double b) { return (x - a) / (b - a); };
  const double share =
      logarithmic_ ? part(std::log(first_), std::log(number), std::log(last_)) : part(first_, number, last_);
  return share * static_cast<double>(count_ - 1);
}

}  // namespace msim
