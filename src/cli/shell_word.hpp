#pragma once

#include <string>
#include <string_view>

namespace msim {

// A word as a POSIX shell reads it, whatever it holds: as it is where nothing in it means anything to a
// shell, else in single quotes.
inline auto shell_word(std::string_view word) -> std::string {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:=,+@%";
  if (!word.empty() && word.find_first_not_of(plain) == std::string_view::npos) return std::string(word);
  std::string text = "'";
  for (const char c : word) {
    if (c == '\'')
      text += R"('\'')";
    else
      text += c;
  }
  return text + "'";
}

}  // namespace msim
