#include "cli/outputs.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <set>

#include "spec/error.hpp"
#include "spec/suggest.hpp"

namespace msim {

auto open_outputs(const CommandLine& command_line) -> std::vector<OpenOutput> {
  const std::string* const format = command_line.value("--format");
  const auto among = command_line.command == "surface" ? surface_formats() : formats();
  const Format& file_format = format_named(format == nullptr ? "csv" : *format, among, "--format");
  const bool picture = format == nullptr && isatty(STDOUT_FILENO) != 0;
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

auto color_option(const CommandLine& command_line) -> std::string {
  constexpr std::array<std::string_view, 3> known{"auto", "always", "never"};
  const std::string* const color = command_line.value("--color");
  if (color == nullptr) return "auto";
  if (std::find(known.begin(), known.end(), *color) == known.end()) {
    throw UserError(fmt::format("--color = {}: {}", in_quotes(*color), must_be_one_of(*color, known)));
  }
  return *color;
}

auto text_or_json(const CommandLine& command_line) -> std::string_view {
  constexpr std::array<std::string_view, 2> known{"text", "json"};
  const std::string* const format = command_line.value("--format");
  if (format == nullptr) return known.front();
  if (std::find(known.begin(), known.end(), *format) == known.end()) {
    throw UserError(fmt::format("--format = {}: {}", in_quotes(*format), must_be_one_of(*format, known)));
  }
  return *format;
}

}  // namespace msim
