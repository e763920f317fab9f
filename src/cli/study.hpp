#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "analysis/valley.hpp"
#include "core/step.hpp"
#include "spec/spec.hpp"

namespace msim {

// An experiment made ready to run.
struct Study {
  std::vector<Valley> valleys;
  Limits limits;
  // What complete() finds:
  std::vector<MethodSpec> methods;  // as in the experiment, with the values that were asked for as "best"
  double lowest = 0;  // the minimum or, where none is known, the lowest cost that any method sees
};

auto study(const Experiment& experiment) -> Study;

// Is told before each trial run which method it is of, and how many there were.
using TrialObserver = std::function<void(const MethodSpec& method, std::uint64_t number)>;

// Computes what the runs need to know beforehand. Where no minimum is known and there will be metrics, that
// takes a run of each method.
void complete(Study& study, const Experiment& experiment, const TrialObserver& trial, bool metrics);

}  // namespace msim
