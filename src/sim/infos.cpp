#include "sim/infos.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "costs/list.hpp"
#include "methods/list.hpp"

namespace msim {
namespace {

template <class... T>
constexpr auto infos_of(TypeList<T...> /*list*/) {
  return std::array{T::info...};
}

constexpr auto methods = infos_of(Methods<double>{});
constexpr auto costs = infos_of(Costs{});

template <class Infos>
auto named(const Infos& infos, std::string_view name) -> const auto& {
  const auto found =
      std::find_if(infos.begin(), infos.end(), [&](const auto& info) { return info.name == name; });
  assert(found != infos.end());
  return *found;
}

}  // namespace

auto method_infos() -> std::span<const MethodInfo> { return methods; }
auto cost_infos() -> std::span<const CostInfo> { return costs; }
auto method_info(std::string_view name) -> const MethodInfo& { return named(methods, name); }
auto cost_info(std::string_view name) -> const CostInfo& { return named(costs, name); }

auto shared_value(const MethodChoice& method, Shared shared) -> std::optional<double> {
  const auto place = position_of(method_info(method.name).parameters, shared);
  if (!place) return {};
  return method.parameters[*place];
}

}  // namespace msim
