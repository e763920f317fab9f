#include "spec/short_form.hpp"

#include "spec/error.hpp"

namespace msim {
namespace {

auto split(std::string_view text, char separator) -> std::vector<std::string_view> {
  std::vector<std::string_view> pieces;
  for (;;) {
    const auto end = text.find(separator);
    pieces.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    text.remove_prefix(end + 1);
  }
}

void add_parameter(Json& object, std::string_view word, const std::string& source) {
  const auto equals = word.find('=');
  if (equals == std::string_view::npos || equals == 0) {
    throw UserError(source + " = " + in_quotes(word) + ": must be a parameter, name=value");
  }
  const auto name = word.substr(0, equals);
  if (object.find(name) != nullptr) throw UserError(source + " = " + in_quotes(word) + ": given twice");
  object.members.push_back({std::string(name), Json::number_or_string(word.substr(equals + 1))});
}

}  // namespace

auto parse_named(std::string_view text, std::string_view name_field, const std::string& source) -> Json {
  const auto colon = text.find(':');
  Json object{.kind = Json::Kind::object};
  object.members.push_back({std::string(name_field), Json::string(text.substr(0, colon))});
  if (colon != std::string_view::npos) {
    for (const auto word : split(text.substr(colon + 1), ',')) add_parameter(object, word, source);
  }
  return object;
}

auto split_methods(std::string_view text, const std::string& source) -> std::vector<std::string> {
  std::vector<std::string> methods;
  for (const auto word : split(text, ',')) {
    const bool parameter =
        word.find(':') == std::string_view::npos && word.find('=') != std::string_view::npos;
    if (!parameter) {
      methods.emplace_back(word);
    } else if (methods.empty()) {
      throw UserError(source + " = " + in_quotes(word) + ": must have a method before it");
    } else {
      // The first parameter of "momentum,beta=0.99" comes without the colon that parse_named() asks for.
      std::string& method = methods.back();
      method += method.find(':') == std::string::npos ? ':' : ',';
      method += word;
    }
  }
  return methods;
}

auto parse_list(std::string_view text, char separator) -> Json {
  Json list{.kind = Json::Kind::array, .text = std::string(text), .words = true};
  for (const auto piece : split(text, separator)) list.items.push_back(Json::number_or_string(piece));
  return list;
}

}  // namespace msim
