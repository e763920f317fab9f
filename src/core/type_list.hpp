#pragma once

#include <string_view>
#include <type_traits>

namespace msim {

template <class... T>
struct TypeList {};

// Calls f(std::type_identity<T>{}) for each T, in order.
template <class... T, class F>
constexpr void for_each(TypeList<T...> /*list*/, F&& f) {
  (f(std::type_identity<T>{}), ...);
}

// Calls f(std::type_identity<T>{}) for the T whose info.name is `name`. Says whether there is one.
template <class... T, class F>
constexpr auto with_named(TypeList<T...> /*list*/, std::string_view name, F&& f) -> bool {
  return ((T::info.name == name && (f(std::type_identity<T>{}), true)) || ...);
}

}  // namespace msim
