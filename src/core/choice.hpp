#pragma once

#include <span>
#include <string_view>

#include "core/data.hpp"

namespace msim {

// A method or a cost by name, with its parameters in the order of its info; of a cost on data, the data.
struct Choice {
  std::string_view name;
  std::span<const double> parameters;
  Data data{};
};

}  // namespace msim
