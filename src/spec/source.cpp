#include "spec/source.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "sim/infos.hpp"
#include "spec/check.hpp"
#include "spec/error.hpp"
#include "spec/input_file.hpp"
#include "spec/resolve.hpp"

namespace msim {
namespace {

constexpr std::size_t largest = std::size_t{1} << 20;

// Of a cost, of an experiment with a cost, or of a document with such an experiment.
void make_data_relative_to(const std::filesystem::path& folder, Json& root) {
  for (auto& [name, value] : root.members) {
    if (name == "data" && value.kind == Json::Kind::string) value.text = (folder / value.text).string();
    if (name == "cost" || name == "spec") make_data_relative_to(folder, value);
  }
}

}  // namespace

auto read_json(const std::string& path, const std::string& option) -> Json {
  InputFile file(path, option, InputFile::Dash::standard_input);
  std::string text(largest + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const auto got = file.read(text.data() + size, text.size() - size);
    if (got == 0) break;
    size += got;
  }
  const bool complete = size <= largest;
  text.resize(std::min(size, largest));
  Json root = parse_json(text, option, complete);
  if (path != "-") make_data_relative_to(std::filesystem::path(path).parent_path(), root);
  return root;
}

auto read_cost_argument(const std::string& argument, const std::string& option) -> Json {
  const auto first = argument.find_first_not_of(" \t\r\n");
  // A byte order mark too is for the reader of JSON to refuse.
  const bool inline_json = first != std::string::npos &&
                           std::string_view("{[\xEF").find(argument[first]) != std::string_view::npos;
  const auto known = names_of(cost_infos());
  const bool name =
      std::find(known.begin(), known.end(), argument.substr(0, argument.find(':'))) != known.end();
  const bool path = argument == "-" || argument.find('/') != std::string::npos ||
                    argument.ends_with(".json") || access(argument.c_str(), F_OK) == 0;
  if (!inline_json && (name || !path)) return Json::string(argument);

  Json root = inline_json ? parse_json(argument, option) : read_json(argument, option);
  const bool experiment = root.find("type") == nullptr &&
                          (root.find("cost") != nullptr || root.find("schema_version") != nullptr);
  if (!experiment) return object(root, option);
  const auto fields = spec_fields(root, option);
  const auto cost =
      std::find_if(fields.begin(), fields.end(), [](const Field& f) { return f.name == "cost"; });
  if (cost == fields.end()) throw UserError(option + ": spec.cost: missing");
  return cost->value;
}

}  // namespace msim
