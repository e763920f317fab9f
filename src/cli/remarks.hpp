#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/theory.hpp"
#include "cli/summary.hpp"
#include "core/eigen.hpp"

namespace msim {

// A result with what theory knows of its method on this cost.
struct Subject {
  const Result* result = nullptr;
  std::optional<double> lr, beta;
  Eigen curvature{};  // at the minimum nearest to where the run ended; of a cost without one, at the start
  std::optional<LinearMethod> linear;
  std::optional<double> lr_limit;
};

auto subjects_of(const Experiment& experiment, const Study& study, const std::vector<Result>& results)
    -> std::vector<Subject>;

// At most three sentences for a student, each earned by the numbers: what went wrong comes first.
auto remarks(const Experiment& experiment, const Study& study, const std::vector<Subject>& subjects)
    -> std::vector<std::string>;

}  // namespace msim
