#include "cli/outputs.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <set>

#include "output/destination.hpp"
#include "spec/check.hpp"
#include "spec/error.hpp"

namespace msim {
namespace {

// What an --output asks for.
struct WantedFile {
  std::string path;
  Destination destination;
  const Format* format;  // null for standard output, which has its own
};

// A link to standard output of another name is a file, whose format that name may tell.
auto is_standard_output(const std::string& path, const Destination& destination) -> bool {
  return destination.descriptor() == STDOUT_FILENO && !std::filesystem::path(path).has_extension();
}

void refuse_clash(const WantedFile& file, const Destination& other, const std::string& name) {
  if (file.destination.clashes_with(other))
    throw UserError(fmt::format("--output = {}: the same file as {}", in_quotes(file.path), name));
}

}  // namespace

auto open_outputs(const CommandLine& command_line, bool can_be_picture) -> std::vector<OpenOutput> {
  const std::string* const format = command_line.value("--format");
  const auto among = command_line.command.formats();
  const Format& file_format = format_named(format == nullptr ? "csv" : *format, among, "--format");
  const bool picture = can_be_picture && format == nullptr && isatty(STDOUT_FILENO) != 0;
  const Format& standard_format = picture ? format_named("term", among, "--format") : file_format;
  bool standard_output = format != nullptr || !command_line.has("--output");

  // Every word is checked before any file is made.
  std::set<std::string> paths;
  std::vector<WantedFile> files;
  for (const auto& path : command_line.values("--output")) {
    if (path.empty()) throw UserError("--output = '': must name a file");
    if (!paths.insert(path).second)
      throw UserError("--output = " + in_quotes(path) + ": given more than once");
    const auto destination = path == "-" ? Destination(STDOUT_FILENO) : Destination(path);
    const bool standard = is_standard_output(path, destination);
    standard_output = standard_output || standard;
    files.push_back(
        {path, destination, standard ? nullptr : &format_of_file(path, among, "--output", file_format)});
  }
  for (auto file = files.begin(); file != files.end(); ++file) {
    for (auto other = files.begin(); other != file; ++other)
      refuse_clash(*file, other->destination, in_quotes(other->path));
    if (standard_output && file->format != nullptr)
      refuse_clash(*file, Destination(STDOUT_FILENO), "standard output");
  }

  std::vector<OpenOutput> outputs;
  for (const auto& file : files) {
    if (file.format != nullptr) outputs.push_back({file.format, File::create(file.path, "--output")});
  }
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
