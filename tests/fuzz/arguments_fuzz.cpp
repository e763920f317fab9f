// The input is a command line, a word a line. It is refused with one line, asks for a text, or describes an
// experiment.

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/experiment.hpp"
#include "fuzz/one_line.hpp"
#include "spec/error.hpp"

extern "C" auto LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) -> int {
  std::vector<std::string> words{"momentum-sim"};
  for (std::size_t i = 0; i < size; ++i) {
    const char c = static_cast<char>(data[i]);
    if (c == '/' || c == '\0') return 0;  // no file is read: the working folder is empty
    if (i == 0 || data[i - 1] == '\n') words.emplace_back();
    if (c != '\n') words.back() += c;
  }
  std::vector<const char*> argv;
  for (const auto& word : words) argv.push_back(word.c_str());
  close(STDIN_FILENO);
  try {
    const auto request = msim::parse_command_line(static_cast<int>(argv.size()), argv.data());
    if (request.command_line) msim::read_experiment(*request.command_line);
  } catch (const msim::UserError& error) {
    msim::test::require_one_line(error.what());
  }
  return 0;
}
