#include "analysis/valley.hpp"

#include <algorithm>
#include <cmath>

namespace msim {

auto curvature_at(const AnyCost& cost, Vec2<double> p) -> Eigen { return eigen(cost.hessian(p)); }

auto valleys(const AnyCost& cost) -> std::vector<Valley> {
  std::vector<Valley> result;
  for (const Minimum& minimum : cost.minima()) result.push_back({minimum, eigen(cost.hessian(minimum.p))});
  return result;
}

auto nearest_valley(const std::vector<Valley>& valleys, Vec2<double> end, Vec2<double> start) -> std::size_t {
  const Vec2<double> p = std::isfinite(end.x) && std::isfinite(end.y) ? end : start;
  const auto distance = [&](const Valley& valley) { return norm(p - valley.minimum.p); };
  const auto nearest =
      std::min_element(valleys.begin(), valleys.end(),
                       [&](const Valley& a, const Valley& b) { return distance(a) < distance(b); });
  return static_cast<std::size_t>(nearest - valleys.begin());
}

}  // namespace msim
