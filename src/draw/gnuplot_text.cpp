#include "draw/gnuplot_text.hpp"

#include <algorithm>
#include <cstddef>

namespace msim {
namespace {

// The width of an ASCII character in a common, rather wide sans serif.
auto ascii_width(char c) -> double {
  constexpr std::string_view narrow = " !'(),./:;I[]`fijlrt{|}";
  constexpr std::string_view wide = "#%+<=>@GMNOQW^_~mw";
  if (narrow.find(c) != std::string_view::npos) return 0.4;
  return wide.find(c) != std::string_view::npos ? 0.9 : 0.65;
}

auto byte(char c) -> unsigned { return static_cast<unsigned char>(c); }
auto continues(char c) -> bool { return (byte(c) & 0xC0U) == 0x80U; }

// The number of bytes of the UTF-8 character that `text` starts with; 0: it is none.
auto character_size(std::string_view text) -> std::size_t {
  const unsigned first = byte(text.front());
  if (first < 0x80U) return 1;
  const std::size_t size = first >= 0xF5U   ? 0
                           : first >= 0xF0U ? 4
                           : first >= 0xE0U ? 3
                           : first >= 0xC2U ? 2
                                            : 0;
  if (size == 0 || text.size() < size ||
      !std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(size), continues))
    return 0;
  const unsigned second = byte(text[1]);
  const bool too_long = (first == 0xE0U && second < 0xA0U) || (first == 0xF0U && second < 0x90U);
  const bool surrogate = first == 0xEDU && second >= 0xA0U;
  const bool too_high = first == 0xF4U && second >= 0x90U;
  return too_long || surrogate || too_high ? 0 : size;
}

}  // namespace

auto plain_text(std::string_view text) -> std::string {
  std::string result;
  while (!text.empty()) {
    const std::size_t size = character_size(text);
    const bool control =
        byte(text[0]) < 0x20U || text[0] == 0x7F || (size == 2 && text[0] == '\xC2' && byte(text[1]) < 0xA0U);
    const bool none = size == 0 || text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF");
    if (text[0] == '>' && result.ends_with("]]")) result += "\u2060";
    result += none ? "?" : control ? " " : text.substr(0, size);
    text.remove_prefix(std::max<std::size_t>(1, size));
  }
  return result;
}

// In single quotes gnuplot knows no escape, no command substitution and no macro. A quote written twice would
// stand for one, but not as the first character: so each is a string of its own, joined by the operator for
// it.
auto gnuplot_string(std::string_view plain) -> std::string {
  std::string result = "'";
  for (const char c : plain) {
    if (c == '\'')
      result += R"('."'".')";
    else
      result += c;
  }
  return result + "'";
}

auto text_width(std::string_view text) -> double {
  constexpr unsigned first_wide = 0xE1;  // the lead byte from which on characters as wide as high are common
  double width = 0;
  for (const char c : text) {
    if (byte(c) < 0x80U)
      width += ascii_width(c);
    else if (!continues(c))
      width += byte(c) >= first_wide ? 1 : 0.7;
  }
  return width;
}

auto fitted(std::string_view text, double width) -> std::string {
  if (text_width(text) <= width) return std::string(text);
  std::string result;
  for (const char c : text) {
    if (!continues(c) && text_width(result) + 2 > width) break;
    result += c;
  }
  return result + "\u2026";
}

}  // namespace msim
