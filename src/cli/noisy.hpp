#pragma once

#include <functional>

#include "analysis/repetition.hpp"
#include "cli/study.hpp"
#include "spec/spec.hpp"

namespace msim {

// Adds to the metrics of a run how far noisy gradients keep it from the minimum nearest to its end. Nothing
// where the gradients are exact, no minimum is known, or the run diverged.
void add_wandering(Metrics& metrics, const MethodSpec& method, const Outcome<double>& outcome,
                   const Experiment& experiment, const Study& study);

// A method over all seeds of an experiment, on all processors; of one seed, nothing. `progress` is told how
// many seeds are done.
auto over_all_seeds(const MethodSpec& method, const Experiment& experiment, const Study& study,
                    const std::function<void(std::uint64_t)>& progress) -> Repetition;

}  // namespace msim
