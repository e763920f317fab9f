#pragma once

#include "cli/command_line.hpp"

namespace msim {

// Each runs one command to its end. Throws UserError, OutputError or PipeClosed.
void run_compare(const CommandLine& command_line);
void run_explain(const CommandLine& command_line);
void run_sweep(const CommandLine& command_line);
void run_surface(const CommandLine& command_line);
void run_list(const CommandLine& command_line);

}  // namespace msim
