#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

namespace msim {

// The numbers that a parameter may take: finite, from low (included or not) up to, not including, high.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  bool low_included = false;
  double high = std::numeric_limits<double>::infinity();

  constexpr auto contains(double value) const -> bool {
    return (low_included ? low <= value : low < value) && value < high;
  }
  // The one of them that is nearest; to what is not a number, the largest.
  auto nearest(double value) const -> double {
    const double smallest = low_included ? low : std::nextafter(low, high);
    return std::max(smallest, std::min(std::nextafter(high, low), value));
  }
};

inline constexpr Range any_finite{};
inline constexpr Range positive{0, false};
inline constexpr Range fraction{0, true, 1};  // 0 <= value < 1

// Which option of the whole experiment stands in where a method does not set the parameter itself.
enum class Shared { none, lr, beta };

// One number of a method or a cost. Methods and costs are built from a span of numbers in the order of their
// info's parameters.
struct Parameter {
  std::string_view name;
  double standard;  // the value when nobody gives one
  Range range = any_finite;
  Shared shared = Shared::none;
};

// Where in a list of parameters the one is that follows --lr or --beta.
constexpr auto position_of(std::span<const Parameter> parameters, Shared shared)
    -> std::optional<std::size_t> {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].shared == shared) return i;
  }
  return {};
}

inline constexpr Parameter learning_rate{"lr", 0.1, positive, Shared::lr};
inline constexpr Parameter momentum_coefficient{"beta", 0.9, fraction, Shared::beta};

}  // namespace msim
