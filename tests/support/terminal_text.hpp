#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace msim::test {

inline auto lines_of(const std::string& text) -> std::vector<std::string> {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// Without escape sequences.
inline auto plain(const std::string& text) -> std::string {
  std::string result;
  bool escape = false;
  for (const char c : text) {
    escape = escape || c == '\x1b';
    if (!escape) result += c;
    if (c == 'm') escape = false;
  }
  return result;
}

// The columns that a line takes on a terminal.
inline auto columns_of(const std::string& line) -> int {
  const auto text = plain(line);
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // not a further byte of a character
  }));
}

}  // namespace msim::test
