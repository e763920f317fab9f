#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/repetition.hpp"
#include "analysis/valley.hpp"
#include "core/step.hpp"
#include "sim/any_cost.hpp"
#include "sim/surface.hpp"
#include "spec/spec.hpp"

namespace msim {

// A step of a path as pictures show it. Its numbers are those of the run: nothing is clamped, and those of
// the last step of a diverging path may be huge or not finite.
struct PathPoint {
  std::uint64_t k;
  Vec2<double> p;
  double cost;
};

struct Path {
  std::string label;              // the method's
  std::vector<PathPoint> points;  // in the order of k, the first and the last step among them
  Outcome<double> outcome;
  CostBand band;  // over the seeds, the path being the first one's; empty: there is one seed
};

// What a comparison came to, as pictures show it.
struct Scene {
  Experiment experiment;
  AnyCost cost;
  std::vector<Valley> valleys;  // every known minimum of the cost
  double lowest;  // the minimum, or the lowest cost seen where none is known: costs are drawn above it
  Box view;       // the box to show
  std::vector<Path> paths;  // a method each, in the order asked
};

}  // namespace msim
