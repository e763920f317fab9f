#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/theory.hpp"
#include "core/eigen.hpp"
#include "study/study.hpp"

namespace msim {

// A result with what theory knows of its method on this cost.
struct Subject {
  const Result* result = nullptr;
  std::optional<double> lr, beta;
  Eigen curvature{};  // at the minimum nearest to where the run ended; of a cost without one, at the start
  std::optional<LinearMethod> linear;
  std::optional<double> lr_limit;
};

// The results must outlive them.
auto subjects_of(const Study& study, const std::vector<Result>& results) -> std::vector<Subject>;

}  // namespace msim
