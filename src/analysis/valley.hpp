#pragma once

#include <cstddef>
#include <vector>

#include "core/eigen.hpp"
#include "sim/any_cost.hpp"

namespace msim {

// A minimum with the curvatures and the directions that the Hessian has there.
struct Valley {
  Minimum minimum;
  Eigen curvature;
};

// The curvatures of a cost and their directions, by the Hessian at p.
auto curvature_at(const AnyCost& cost, Vec2<double> p) -> Eigen;

// The valleys at every known minimum of a cost.
auto valleys(const AnyCost& cost) -> std::vector<Valley>;

// Something for each of two orthogonal directions: across the valley and along it.
template <class T>
struct Directions {
  T steep, shallow;
};

// The position of p seen from a minimum, in the units of x and y.
inline auto position(const Valley& valley, Vec2<double> p) -> Directions<double> {
  const Vec2<double> d = p - valley.minimum.p;
  return {dot(valley.curvature.steep, d), dot(valley.curvature.shallow, d)};
}

// The index of the minimum that is nearest to where a run ended, or to its start when it ended nowhere. There
// must be one.
auto nearest_valley(const std::vector<Valley>& valleys, Vec2<double> end, Vec2<double> start) -> std::size_t;

}  // namespace msim
