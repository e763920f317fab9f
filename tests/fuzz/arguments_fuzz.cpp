// The input is a command line, a word a line. It is refused with one line, asks for a text, or describes
// something to do, which is done where it is small and writes text to standard output.

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.hpp"
#include "cli/experiment.hpp"
#include "fuzz/one_line.hpp"
#include "output/error.hpp"
#include "spec/error.hpp"
#include "spec/sweep_spec.hpp"

namespace {

auto is_small(const msim::Experiment& experiment) -> bool {
  return experiment.steps <= 150 && experiment.repeat <= 3 && experiment.methods.size() <= 9 &&
         experiment.grid.nx * experiment.grid.ny <= 101 * 101;
}

auto is_small(const msim::CommandLine& words) -> bool {
  if (words.command.name == "list") return true;
  if (words.command.name != "sweep") return is_small(msim::read_experiment(words));
  const auto spec = msim::resolve_sweep(msim::read_fields(words));
  return is_small(spec.experiment) && spec.sweep().rows() <= 100;
}

auto writes_text(const msim::CommandLine& words) -> bool {
  constexpr std::array<std::string_view, 4> pictures{"png", "svg", "pdf", "gif"};
  const auto* const format = words.value("--format");
  const bool picture =
      format != nullptr && std::find(pictures.begin(), pictures.end(), *format) != pictures.end();
  return !picture && !words.has("--output") && !words.has("--jobs");  // of threads there could be many
}

}  // namespace

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
  static const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  dup2(nowhere, STDOUT_FILENO);
  close(STDIN_FILENO);
  try {
    const auto request = msim::parse_command_line(static_cast<int>(argv.size()), argv.data());
    if (!request.command_line) return 0;
    const auto& command_line = *request.command_line;
    if (is_small(command_line) && writes_text(command_line)) command_line.command.run(command_line);
  } catch (const msim::UserError& error) {
    msim::test::require_one_line(error.what());
  } catch (const msim::OutputError& error) {
    msim::test::require_one_line(error.what());
  }
  return 0;
}
