#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command_line.hpp"
#include "sim/sweep.hpp"
#include "spec/spec.hpp"

namespace msim {

// An axis of the grid. Each method that has the parameter, and does not set it itself, takes its values.
struct GridAxis {
  std::string name;
  Axis axis;
};

// What `momentum-sim sweep` is asked to compute.
struct SweepPlan {
  Experiment experiment;
  std::vector<GridAxis> axes;        // lr, beta, then the others in the order given
  std::vector<SweptMethod> methods;  // in the order of the experiment's

  auto sweep() const -> Sweep;  // must not outlive the plan
};

auto read_sweep_plan(const CommandLine& command_line) -> SweepPlan;

// The parameter of a method that an axis of that name stands for, --lr and --beta under whatever name the
// method has; none: it has none.
auto parameter_on_axis(std::string_view method, std::string_view axis) -> std::optional<std::size_t>;

}  // namespace msim
