#include "fmt/format.h"

#include <cmath>

#include "explorer/wasm/decimal.hpp"

namespace fmt {
namespace {

void append_whole(std::string& text, std::uint64_t value) {
  if (value >= 10) append_whole(text, value / 10);
  text += static_cast<char>('0' + value % 10);
}

// Plain from 10^smallest to below 10^largest, else with an exponent.
void append_decimal(std::string& text, const msim::Decimal& decimal, int largest) {
  constexpr int smallest = -4;
  const auto& [digits, exponent] = decimal;
  const int size = static_cast<int>(digits.size());
  if (exponent <= smallest || exponent > largest) {
    text += digits[0];
    if (size > 1) text += '.';
    text.append(digits, 1);
    const int power = exponent - 1;
    text += power < 0 ? "e-" : "e+";
    if (std::abs(power) < 10) text += '0';
    append_whole(text, static_cast<std::uint64_t>(std::abs(power)));
  } else if (exponent <= 0) {
    text += "0.";
    text.append(static_cast<std::size_t>(-exponent), '0');
    text += digits;
  } else if (size <= exponent) {
    text += digits;
    text.append(static_cast<std::size_t>(exponent - size), '0');
  } else {
    const auto whole = static_cast<std::size_t>(exponent);
    text.append(digits, 0, whole);
    text += '.';
    text.append(digits, whole);
  }
}

// `form`: "", ".4g" or ".0f".
void append_real(std::string& text, std::string_view form, double value) {
  if (std::signbit(value) && !std::isnan(value)) text += '-';
  value = std::abs(value);
  constexpr int most = 16;
  if (!std::isfinite(value)) {
    text += std::isnan(value) ? "nan" : "inf";
  } else if (value == 0) {
    text += '0';
  } else if (form.empty()) {
    append_decimal(text, msim::shortest(value), most);
  } else if (form.back() == 'f') {
    append_whole(text, static_cast<std::uint64_t>(std::nearbyint(value)));
  } else {
    int precision = 0;
    for (const char c : form.substr(1, form.size() - 2)) precision = 10 * precision + (c - '0');
    append_decimal(text, msim::rounded(value, precision), precision);
  }
}

}  // namespace

void Value::append_to(std::string& text, std::string_view form) const {
  if (kind_ == Kind::text) text.append(text_, size_);
  if (kind_ == Kind::whole) append_whole(text, whole_);
  if (kind_ == Kind::real) append_real(text, form, real_);
}

auto vformat(std::string_view pattern, const Value* values) -> std::string {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c != '{' || pattern[i + 1] == '{') {
      text += c;
      if (c == '{' || c == '}') ++i;
      continue;
    }
    const auto end = pattern.find('}', i);
    const auto form = pattern.substr(i + 1, end - i - 1);
    (values++)->append_to(text, form.empty() ? form : form.substr(1));
    i = end;
  }
  return text;
}

}  // namespace fmt
