#pragma once

#include <vector>

#include "cli/command_line.hpp"
#include "spec/resolve.hpp"

namespace msim {

// What --spec and the options over it say.
auto read_fields(const CommandLine& command_line) -> std::vector<Field>;

// The experiment that they describe.
auto read_experiment(const CommandLine& command_line) -> Experiment;

}  // namespace msim
