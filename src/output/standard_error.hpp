#pragma once

#include <cstdio>
#include <string_view>

namespace msim {

// Writes to standard error. When that fails there is nobody to tell.
inline void say(std::string_view text) noexcept {
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
}

}  // namespace msim
