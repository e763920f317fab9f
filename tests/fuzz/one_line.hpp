#pragma once

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace msim::test {

// What every message to a user keeps, whatever the input: one line of printable ASCII, of bounded length.
inline void require_one_line(std::string_view message) {
  constexpr std::size_t longest = 480;  // 500 bytes with the program's name
  const bool printable =
      std::all_of(message.begin(), message.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (message.empty() || message.size() > longest || !printable) std::abort();
}

}  // namespace msim::test
