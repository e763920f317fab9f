#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "core/vec2.hpp"
#include "sim/any_cost.hpp"

namespace msim {

// Runs of one method on one cost side by side, one a lane: each with its own parameters and its own number of
// steps done. Arrays over the lanes, so that a loop over them is one over vector registers.
struct Lanes {
  static constexpr std::size_t width = 64;
  static constexpr std::size_t most_words = 9;  // that a method has, parameters but lr and memory: Adam

  struct alignas(64) Row {
    double values[width];  // not a std::array, through which g++ does not see how they are aligned

    auto operator[](std::size_t lane) -> double& { return values[lane]; }
    auto operator[](std::size_t lane) const -> double { return values[lane]; }
  };

  Row x, y;  // the point after k updates
  Row k;     // a whole number: a double, so that every lane is as wide
  Row cost;  // at the point, and its gradient
  Row grad_x, grad_y;
  Row lr;  // of the method
  Row method[most_words];

  void move(std::size_t from, std::size_t to) {
    for (Row* row : {&x, &y, &k, &cost, &lr}) (*row)[to] = (*row)[from];
    for (Row& row : method) row[to] = row[from];
  }
};

// A run goes on while above < cost <= bound; a cost that is not a number ends it. No cost is finite where x
// or y is not, so that the cost alone tells.
struct StopRule {
  double above, bound;

  auto goes_on(double cost) const -> bool { return cost > above && cost <= bound; }
};

// What runs lanes, for one method, one cost and one instruction set. A step is two loops over the lanes, the
// cost's and the method's, so that there are as many of them as costs and methods, not as pairs; for the
// costs of least arithmetic, where that would be felt, it is one.
struct LaneEngine {
  // Sits a new run down in a lane: with these parameters of the method, at the start.
  void (*seat)(Lanes& lanes, std::size_t lane, std::span<const double> parameters, Vec2<double> start);
  // Fills in the cost and its gradient at the points of the first `count` lanes.
  void (*sample)(Lanes& lanes, std::size_t count, const AnyCost& cost);
  // Moves the lanes that have not stopped on by one update.
  void (*advance)(Lanes& lanes, std::size_t count, StopRule rule);
  // What run() does in one loop; null where there is none.
  void (*fused)(Lanes& lanes, std::size_t count, unsigned steps, const AnyCost& cost, StopRule rule);

  // Moves each of the first `count` lanes on by `steps` updates, or fewer when it stops, then fills in the
  // cost. A lane that has stopped stays where it is.
  void run(Lanes& lanes, std::size_t count, unsigned steps, const AnyCost& cost, StopRule rule) const {
    if (fused != nullptr) return fused(lanes, count, steps, cost, rule);
    for (unsigned step = 0; step < steps; ++step) {
      sample(lanes, count, cost);
      advance(lanes, count, rule);
    }
    sample(lanes, count, cost);
  }
};

}  // namespace msim
