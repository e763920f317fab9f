#pragma once

#include <functional>

#include "analysis/repetition.hpp"
#include "cli/study.hpp"
#include "spec/spec.hpp"

namespace msim {

// A method over all seeds of an experiment, on all processors; of one seed, nothing. `progress` is told how
// many seeds are done.
auto over_all_seeds(const MethodSpec& method, const Experiment& experiment, const Study& study,
                    const std::function<void(std::uint64_t)>& progress) -> Repetition;

}  // namespace msim
