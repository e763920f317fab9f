#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.hpp"

namespace msim {

// The words of a command line, sorted by option but not yet read: every value is text as it was given.
struct CommandLine {
  const Command& command;
  std::string topic;  // what stands without an option, list TOPIC; empty when nothing does
  // "--lr" to its values; a flag to one.
  std::map<std::string, std::vector<std::string>, std::less<>> options;

  auto has(std::string_view option) const -> bool { return options.contains(option); }
  // The one value of an option; null when it is not given.
  auto value(std::string_view option) const -> const std::string*;
  auto values(std::string_view option) const -> std::span<const std::string>;
};

// What to do with the words behind the program's name: run a command, or print a text (help, version) and
// end.
struct Request {
  std::optional<CommandLine> command_line;
  std::string text;
};

// Throws UserError for an unknown option, a missing value, an option given twice.
auto parse_command_line(int argc, const char* const* argv) -> Request;

}  // namespace msim
