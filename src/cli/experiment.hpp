#pragma once

#include "cli/command_line.hpp"
#include "spec/spec.hpp"

namespace msim {

// The experiment that --spec and the options over it describe.
auto read_experiment(const CommandLine& command_line) -> Experiment;

}  // namespace msim
