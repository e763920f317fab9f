#pragma once

#include <fmt/format.h>

#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace msim {

// JSON put together of values: quotes, escapes and commas stand here and nowhere else.

// A text that is JSON.
struct JsonText {
  std::string text;
};

// Values as JSON: a number that is not finite and a value that there is not are null.
inline auto json(JsonText value) -> JsonText { return value; }
inline auto json(double value) -> JsonText {
  return {std::isfinite(value) ? fmt::format("{}", value) : "null"};
}
template <std::unsigned_integral T>
auto json(T value) -> JsonText {
  return {fmt::format("{}", value)};  // "true" and "false", too
}
auto json(std::string_view value) -> JsonText;
inline auto json(const std::string& value) -> JsonText { return json(std::string_view(value)); }
inline auto json(const char* value) -> JsonText { return json(std::string_view(value)); }
template <class T>
auto json(const std::optional<T>& value) -> JsonText {
  return value ? json(*value) : JsonText{"null"};
}

// [...], of what `each` makes of the elements.
auto json_list(const auto& range, const auto& each, std::string_view between = ", ") -> JsonText {
  std::string text;
  for (const auto& element : range) {
    if (!text.empty()) text += between;
    text += json(each(element)).text;
  }
  return {"[" + text + "]"};
}
auto json_list(const auto& range, std::string_view between = ", ") -> JsonText {
  return json_list(
      range, [](const auto& element) -> const auto& { return element; }, between);
}

// {...}, member by member, on one line unless told otherwise.
class JsonObject {
 public:
  auto add(std::string_view name, const auto& value) -> JsonObject& {
    if (!members_.empty()) members_ += between_;
    members_ += fmt::format("\"{}\": {}", name, json(value).text);
    return *this;
  }
  // What stands between the members from here on: a comma, and what is to follow it.
  auto between(std::string_view text) -> JsonObject& {
    between_ = text;
    return *this;
  }
  auto text() const -> JsonText { return {"{" + members_ + "}"}; }

 private:
  std::string_view between_ = ", ";
  std::string members_;
};
inline auto json(const JsonObject& value) -> JsonText { return value.text(); }

}  // namespace msim
