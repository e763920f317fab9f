#pragma once

#include "analysis/metrics.hpp"
#include "cli/study.hpp"
#include "spec/spec.hpp"

namespace msim {

// Adds to the metrics of a run how far noisy gradients keep it from the minimum nearest to its end. Nothing
// where the gradients are exact, no minimum is known, or the run diverged.
void add_wandering(Metrics& metrics, const MethodSpec& method, const Outcome<double>& outcome,
                   const Experiment& experiment, const Study& study);

}  // namespace msim
