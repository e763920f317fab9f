#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace msim {

// The path of a program that PATH leads to; empty: there is none.
auto find_program(std::string_view name) -> std::string;

// How a program ended.
struct Ended {
  bool well;           // with status 0
  std::string errors;  // the beginning of what it wrote to standard error
};

// Runs programs, each reading what the one before it writes: the first one `input`, and what the last one
// writes goes to `output` as it comes. No shell has a part in it. `error_line` is shown each line that any of
// them writes to standard error. Throws OutputError when one cannot be started, and what `output` throws;
// then none of them is left running.
//
// commands: the path of each program, and its arguments.
auto run_pipeline(const std::vector<std::vector<std::string>>& commands, std::string_view input,
                  const std::function<void(std::string_view)>& output,
                  const std::function<void(std::string_view)>& error_line) -> std::vector<Ended>;

}  // namespace msim
