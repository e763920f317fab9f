#include "analysis/valley.hpp"

#include <algorithm>
#include <cmath>

#include "sim/run.hpp"

namespace msim {

auto curvature_at(Choice cost, Vec2<double> p) -> Eigen {
  return with_cost(cost, [&](const auto& f) { return eigen(f.hessian(p)); });
}

auto valleys(Choice cost) -> std::vector<Valley> {
  return with_cost(cost, [](const auto& f) {
    std::vector<Valley> result;
    for (const Minimum& minimum : f.minima()) result.push_back({minimum, eigen(f.hessian(minimum.p))});
    return result;
  });
}

auto nearest_valley(const std::vector<Valley>& valleys, Vec2<double> end, Vec2<double> start) -> std::size_t {
  const Vec2<double> p = std::isfinite(end.x) && std::isfinite(end.y) ? end : start;
  const auto distance = [&](const Valley& valley) {
    return std::hypot(p.x - valley.minimum.p.x, p.y - valley.minimum.p.y);
  };
  const auto nearest =
      std::min_element(valleys.begin(), valleys.end(),
                       [&](const Valley& a, const Valley& b) { return distance(a) < distance(b); });
  return static_cast<std::size_t>(nearest - valleys.begin());
}

}  // namespace msim
