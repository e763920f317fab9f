#include <fmt/format.h>

#include <algorithm>

#include "sim/infos.hpp"
#include "spec/spec.hpp"

namespace msim {
namespace {

auto contains(const std::vector<std::string>& names, std::string_view name) -> bool {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

auto MethodSpec::is_own(std::string_view parameter) const -> bool { return contains(own, parameter); }
auto MethodSpec::is_best(std::string_view parameter) const -> bool { return contains(best, parameter); }
auto MethodSpec::is_best(Shared shared) const -> bool {
  const auto& known = method_info(name).parameters;
  const auto place = position_of(known, shared);
  return place && is_best(known[*place].name);
}

auto MethodSpec::label() const -> std::string {
  std::string text = name;
  const auto& known = method_info(name).parameters;
  for (const auto& parameter : own) {
    for (std::size_t i = 0; i < known.size(); ++i) {
      if (known[i].name != parameter) continue;
      text +=
          fmt::format(" {}={}", parameter, is_best(parameter) ? "best" : fmt::format("{}", parameters[i]));
    }
  }
  return text;
}

}  // namespace msim
