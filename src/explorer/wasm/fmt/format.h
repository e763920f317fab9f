#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

// As much of fmt as the engine's texts need, in a hundredth of its size: "{}" and, for a real number,
// "{:.4g}" and
// "{:.0f}", "{{" and "}}". The program compiles the same texts with fmt itself, which checks them.
namespace fmt {

class Value {
 public:
  Value(std::string_view text) : kind_(Kind::text), size_(text.size()), text_(text.data()) {}
  Value(const std::string& text) : Value(std::string_view(text)) {}
  Value(const char* text) : Value(std::string_view(text)) {}
  Value(bool value) : Value(value ? "true" : "false") {}
  Value(double value) : kind_(Kind::real), real_(value) {}
  template <std::unsigned_integral T>
  Value(T value) : kind_(Kind::whole), whole_(value) {}

  // `form` is what stands behind the colon.
  void append_to(std::string& text, std::string_view form) const;

 private:
  enum class Kind { text, whole, real };
  Kind kind_;
  std::size_t size_ = 0;
  union {
    const char* text_;
    std::uint64_t whole_;
    double real_;
  };
};

auto vformat(std::string_view pattern, const Value* values) -> std::string;

template <class... T>
auto format(std::string_view pattern, const T&... values) -> std::string {
  const Value list[]{values...};
  return vformat(pattern, list);
}

auto join(const auto& range, std::string_view separator) -> std::string {
  std::string text;
  for (const auto& each : range) {
    if (!text.empty()) text += separator;
    text += each;
  }
  return text;
}

}  // namespace fmt
