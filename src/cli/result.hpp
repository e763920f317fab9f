#pragma once

#include "analysis/metrics.hpp"
#include "analysis/repetition.hpp"
#include "core/step.hpp"
#include "spec/spec.hpp"

namespace msim {

// How one method fared.
struct Result {
  MethodSpec method;
  Outcome<double> outcome{};
  Metrics metrics;        // of the first seed
  Repetition repetition;  // over all
};

}  // namespace msim
