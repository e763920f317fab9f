#include "cli/outputs.hpp"

#include <unistd.h>

#include <array>
#include <set>

#include "spec/check.hpp"
#include "spec/error.hpp"

namespace msim {
auto open_outputs(const CommandLine& command_line, bool can_be_picture) -> std::vector<OpenOutput> {
  const std::string* const format = command_line.value("--format");
  const auto among = command_line.command.formats();
  const Format& file_format = format_named(format == nullptr ? "csv" : *format, among, "--format");
  const bool picture = can_be_picture && format == nullptr && isatty(STDOUT_FILENO) != 0;
  const Format& standard_format = picture ? format_named("term", among, "--format") : file_format;
  bool standard_output = format != nullptr || !command_line.has("--output");

  // Every word is checked before any file is made.
  std::set<std::string> paths;
  std::vector<std::pair<std::string, const Format*>> files;
  for (const auto& path : command_line.values("--output")) {
    if (path.empty()) throw UserError("--output = '': must name a file");
    if (!paths.insert(path).second)
      throw UserError("--output = " + in_quotes(path) + ": given more than once");
    if (path == "-" || path == "/dev/stdout") {
      standard_output = true;
    } else {
      files.emplace_back(path, &format_of_file(path, among, "--output", file_format));
    }
  }

  std::vector<OpenOutput> outputs;
  for (const auto& [path, its_format] : files)
    outputs.push_back({its_format, File::create(path, "--output")});
  if (standard_output) outputs.push_back({&standard_format, File::standard_output()});
  return outputs;
}

namespace {

// The value of an option, one of `known`; the first of them where it is not given.
auto word(const CommandLine& command_line, const std::string& option, std::span<const std::string_view> known)
    -> std::string_view {
  const std::string* const given = command_line.value(option);
  return given == nullptr ? known.front() : known[place_among(known, *given, option)];
}

}  // namespace

auto color_option(const CommandLine& command_line) -> std::string {
  return std::string(
      word(command_line, "--color", std::array<std::string_view, 3>{"auto", "always", "never"}));
}

auto text_or_json(const CommandLine& command_line) -> std::string_view {
  return word(command_line, "--format", std::array<std::string_view, 2>{"text", "json"});
}

}  // namespace msim
