#pragma once

#include <span>
#include <string_view>

#include "core/data.hpp"

namespace msim {

// A method by name, with its parameters in the order of its info.
struct MethodChoice {
  std::string_view name;
  std::span<const double> parameters;
};

// A cost by name, with its parameters in the order of its info; of one on data, the data.
struct CostChoice {
  std::string_view name;
  std::span<const double> parameters;
  Data data{};
};

}  // namespace msim
