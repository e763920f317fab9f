#pragma once

#include <vector>

#include "cli/command_line.hpp"
#include "output/error.hpp"
#include "output/temporary.hpp"
#include "output/writer.hpp"

namespace msim {

struct OpenOutput {
  const Format* format;
  File file;
};

// Opens what --format and --output ask for: each file, and standard output where --format, "-" or a path like
// "/dev/stdout" names it or nothing else is asked for; there the format is by itself the picture on a
// terminal, where there can be one, and csv elsewhere.
auto open_outputs(const CommandLine& command_line, bool can_be_picture = true) -> std::vector<OpenOutput>;

// The --format of a command that prints for people: "text", where none is given, or "json".
auto text_or_json(const CommandLine& command_line) -> std::string_view;

// The value of --color: auto, always or never.
auto color_option(const CommandLine& command_line) -> std::string;

// Calls f for each output. One whose reader has gone is dropped; when it was the last, PipeClosed goes on up.
template <class Output, class F>
void each_open(std::vector<Output>& outputs, const F& f) {
  for (auto output = outputs.begin(); output != outputs.end();) {
    try {
      f(*output);
      ++output;
    } catch (const PipeClosed&) {
      output = outputs.erase(output);
      if (outputs.empty()) throw;
    }
  }
}

// Finishes the outputs and puts them in their places: all of them, or none. file_of(output) is what knows
// how.
template <class Output, class FileOf>
void complete(std::vector<Output>& outputs, const FileOf& file_of) {
  each_open(outputs, [&](Output& output) { file_of(output).finish(); });
  const SignalsHeld held;
  try {
    each_open(outputs, [&](Output& output) { file_of(output).place(); });
    each_open(outputs, [&](Output& output) { file_of(output).commit(); });
  } catch (...) {
    outputs.clear();
    throw;
  }
}

}  // namespace msim
