#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/choice.hpp"
#include "core/cost.hpp"
#include "core/method.hpp"

namespace msim {

// What the lists of methods and costs say of themselves, for those that only describe or check them.
auto method_infos() -> std::span<const MethodInfo>;
auto cost_infos() -> std::span<const CostInfo>;

// The info of a name that was checked before.
auto method_info(std::string_view name) -> const MethodInfo&;
auto cost_info(std::string_view name) -> const CostInfo&;

// The value of the parameter of a method that follows --lr or --beta; none: it has no such parameter.
auto shared_value(const MethodChoice& method, Shared shared) -> std::optional<double>;

// The names of a range of things that have one, for suggestions.
auto names_of(const auto& named) -> std::vector<std::string_view> {
  std::vector<std::string_view> names;
  for (const auto& each : named) names.push_back(each.name);
  return names;
}

}  // namespace msim
