#pragma once

namespace msim {

// Nothing: the page has these texts from the program, see describe.hpp.
struct Prose {
  constexpr Prose() = default;
  constexpr Prose(const char* /*text*/) {}
};

}  // namespace msim
