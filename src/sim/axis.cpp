#include "sim/axis.hpp"

#include <algorithm>
#include <cmath>

namespace msim {

Axis::Axis(double first, double last, std::uint64_t count, bool logarithmic)
    : first_(first), last_(last), count_(count), logarithmic_(logarithmic) {
  constexpr std::uint64_t most = 4096;
  for (std::uint64_t i = 0; i < std::min(count, most); ++i) known_.push_back(compute(i));
}

// In long doubles, so that 0.001 to 10 passes through 0.01 and 0.1 and not beside them.
auto Axis::compute(std::uint64_t i) const -> double {
  using Long = long double;
  if (i == 0) return first_;
  if (i == count_ - 1) return last_;
  const auto between = [&](Long a, Long b) {
    return a + (b - a) * static_cast<Long>(i) / static_cast<Long>(count_ - 1);
  };
  const auto a = static_cast<Long>(first_);
  const auto b = static_cast<Long>(last_);
  const Long value = logarithmic_ ? std::exp(between(std::log(a), std::log(b))) : between(a, b);
  return std::clamp(static_cast<double>(value), first_, last_);
}

}  // namespace msim
