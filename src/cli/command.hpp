#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "output/writer.hpp"

namespace msim {

struct CommandLine;

enum class Takes { one, many, nothing };

// An option as --help shows it: 80 columns wide, 28 of them before the text.
struct OptionText {
  const char* names = nullptr;  // "-o,--output"
  const char* value = nullptr;
  const char* text = nullptr;
  Takes takes = Takes::one;
};

struct OptionGroup {
  const char* name;
  std::vector<OptionText> options;
};

// What a command takes, and what --help says of it.
struct CommandText {
  const char* text;
  std::vector<OptionGroup> groups;
  const char* topics;    // what may stand without an option; null: nothing may
  const char* examples;  // and what else stands below the options
};

// A row of the table of commands.
struct Command {
  std::string_view name;  // empty: of the one that runs without a name
  const char* summary;    // a line in the help of that one
  CommandText (*text)();
  // Runs it to its end. Throws UserError, OutputError or PipeClosed.
  void (*run)(const CommandLine& command_line);
  std::span<const Format> (*formats)();  // that its outputs may have; null: it prints text or JSON
};

// Each in the file of its name.
auto compare_command() -> Command;
auto explain_command() -> Command;
auto sweep_command() -> Command;
auto surface_command() -> Command;
auto list_command() -> Command;

// All of them, the one without a name first.
auto commands() -> std::span<const Command>;

}  // namespace msim
