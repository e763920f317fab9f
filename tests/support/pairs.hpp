#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <utility>
#include <vector>

#include "core/cost.hpp"
#include "core/step.hpp"
#include "sim/run.hpp"
#include "support/lanes.hpp"

namespace msim::test {

using Position = std::pair<Vec2<double>, Vec2<double>>;  // p and velocity

// One method with one cost, both with their standard parameters but for lr: what a law is tested on. Each
// pair is made from its types; the functions instantiate the program's templates for them.
struct MethodOnCost {
  std::string method, cost;
  Vec2<double> start;
  double minimum;
  std::function<Outcome<double>(double lr, Vec2<double> start, Limits, RunObserver&)> simulate;
  std::function<Outcome<double>(double lr, Vec2<double> start, Limits, RunObserver&)> run_by_name;
  std::function<Sample<double>(Vec2<double>)> sample;
  // Where the rule goes from each point with its gradient, one after the other.
  std::function<std::vector<Position>(double lr, const std::vector<Step<double>>&)> replay;
  // The first steps of the rule with a learning rate a lane: positions[k][lane].
  std::function<std::vector<std::vector<Position>>(const std::vector<double>& lrs, std::size_t steps)> lanes;

  // Every step from the start.
  auto path(double lr, std::uint64_t steps) const -> std::vector<Step<double>>;
};

auto every_method_on_every_cost() -> std::vector<MethodOnCost>;

// For the names of parameterized tests.
auto name_of_pair(const MethodOnCost& pair) -> std::string;
auto operator<<(std::ostream& out, const MethodOnCost& pair) -> std::ostream&;

}  // namespace msim::test
