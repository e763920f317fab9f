#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "core/vec2.hpp"

namespace msim {

// Runs of one method on one cost side by side, one a lane: each with its own parameters and its own number of
// steps done. Arrays over the lanes, so that a loop over them is one over vector registers.
struct Lanes {
  static constexpr std::size_t width = 64;
  static constexpr std::size_t most_words = 10;  // that a method has, parameters and memory: Adam
  using Row = std::array<double, width>;

  alignas(64) Row x, y;  // the point after k updates
  Row k;                 // a whole number: a double, so that every lane is as wide
  Row cost;              // at the point
  Row state;             // one of the values below
  std::array<Row, most_words> method;

  void move(std::size_t from, std::size_t to) {
    for (Row* row : {&x, &y, &k, &cost, &state}) (*row)[to] = (*row)[from];
    for (Row& row : method) row[to] = row[from];
  }

  static constexpr double running = 0;
  static constexpr double diverged = 1;
  static constexpr double reached = 2;
};

// When a lane stops: diverged, unless |cost| <= bound and x and y are finite; reached, where
// cost - minimum <= target. Both are looked at from step 0 on, and diverged wins.
struct StopRule {
  double minimum, target;
  double bound;  // finite
};

// What runs lanes, for one method, one cost and one instruction set.
struct LaneEngine {
  // Sits a new run down in a lane: with these parameters of the method, at the start.
  void (*seat)(Lanes& lanes, std::size_t lane, std::span<const double> parameters, Vec2<double> start);
  // Moves each of the first `count` lanes on by `steps` updates, or fewer when it stops, then fills in cost
  // and state. A lane that has stopped stays where it is. The cost is given by its parameters.
  void (*run)(Lanes& lanes, std::size_t count, unsigned steps, std::span<const double> cost,
              const StopRule& rule);
};

}  // namespace msim
