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
  // Of the first seed, where the study is measured.
  Metrics metrics{};
  Box visited{};            // see ViewObserver
  Repetition repetition{};  // over all seeds
};

}  // namespace msim
