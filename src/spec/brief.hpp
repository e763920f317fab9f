#pragma once

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string>

#include "analysis/repetition.hpp"
#include "core/vec2.hpp"

namespace msim {

// Numbers for people: four significant digits.

// "nan" whatever its sign.
inline auto short_number(double value) -> std::string {
  return std::isnan(value) ? "nan" : fmt::format("{:.4g}", value);
}

// "-" where there is none.
inline auto brief(double value) -> std::string {
  return std::isnan(value) ? "-" : fmt::format("{:.4g}", value + 0.0);  // + 0.0: no negative zero
}

// Of a number that comes near to a whole limit: as many digits as tell it from that, "1 - 1e-05".
inline auto brief_near(double limit, double value) -> std::string {
  auto text = brief(value);
  if (value == limit || text != brief(limit)) return text;
  return fmt::format("{} {} {:.4g}", limit, value < limit ? '-' : '+', std::abs(limit - value));
}

// Of a number that lives near 1: beta, a rate, a spectral radius.
inline auto near_one(double value) -> std::string { return brief_near(1, value); }

inline auto brief(std::optional<double> value) -> std::string { return value ? brief(*value) : "-"; }

inline auto brief(Vec2<double> p) -> std::string { return fmt::format("({}, {})", brief(p.x), brief(p.y)); }

// "mean (10 to 90 % of the seeds)"; "-" also where too few seeds have the figure.
inline auto brief(const OverSeeds& over) -> std::string {
  const auto known = [](double value) { return std::isfinite(value) ? brief(value) : "-"; };
  return fmt::format("{} ({} to {})", known(over.mean), known(over.q10), known(over.q90));
}

}  // namespace msim
