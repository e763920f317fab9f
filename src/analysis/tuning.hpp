#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "analysis/valley.hpp"
#include "core/choice.hpp"
#include "core/step.hpp"

namespace msim {

// What to find the best value of. A method without such a parameter is left as it is.
struct Wanted {
  bool lr, beta;
};

// How the best was found.
enum class Found {
  closed_form,
  settled,  // by a search: the trial run that settled first
  lowest,   // by a search in which none settled: the one that ended lowest
  nowhere,  // there is none: the cost is flat, no beta converges, or every trial run diverged
};

// The parameters of a method, those wanted at their best or, where there is none, as they were.
struct Tuning {
  std::vector<double> parameters;
  std::uint64_t trials = 0;  // runs that the search took; 0: closed form
  Found found = Found::nowhere;
};

// The task that the parameters are to be best for.
struct Task {
  const AnyCost& cost;
  const std::vector<Valley>& valleys;  // of that cost, at least one
  Vec2<double> start{};
  Limits limits;
  double target = 0;
};

// For a method that is linear from its first step on, on a quadratic: the closed form, which makes the slower
// direction as fast as can be in the long run. (A direction of no curvature does not count.)
//
// For any other: a search for the smallest step from which the run stays within the target, and of those that
// never do for the lowest final cost. First a grid, four points a decade: lr from 1e-7 to 100, 1 - beta from
// 1 to 0.001. Then around the best one, by half of the ratio, five times: to 2 %. Of equals the first one
// counts. `trial` is called before each run, with how many there were.
auto tune(const MethodChoice& method, Wanted wanted, const Task& task,
          const std::function<void(std::uint64_t)>& trial) -> Tuning;

}  // namespace msim
