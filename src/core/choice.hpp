#pragma once

#include <span>
#include <string_view>

namespace msim {

// A method or a cost by name, with its parameters in the order of its info.
struct Choice {
  std::string_view name;
  std::span<const double> parameters;
};

}  // namespace msim
