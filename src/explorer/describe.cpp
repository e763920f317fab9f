#include "explorer/describe.hpp"

#include <fmt/format.h>

#include <array>
#include <span>

#include "sim/infos.hpp"
#include "spec/json.hpp"

namespace msim {
namespace {

auto list(const auto& values, const auto& each) -> std::string {
  std::string joined;
  for (const auto& value : values) joined += (joined.empty() ? "" : ", ") + each(value);
  return "[" + joined + "]";
}

auto parameter_json(const Parameter& p) -> std::string {
  constexpr std::array shared{"null", R"("lr")", R"("beta")"};
  return fmt::format(
      R"({{"name": {}, "standard": {}, "low": {}, "low_included": {}, "high": {}, "shared": {}}})",
      json_quote(p.name), json_number(p.standard), json_number(p.range.low), p.range.low_included,
      json_number(p.range.high), shared[static_cast<std::size_t>(p.shared)]);
}

auto method_json(const MethodInfo& info) -> std::string {
  return fmt::format(R"({{"name": {}, "formula": {}, "summary": {}, "parameters": {}}})",
                     json_quote(info.name), json_quote(info.formula), json_quote(info.summary),
                     list(info.parameters, parameter_json));
}

auto cost_json(const CostInfo& info) -> std::string {
  return fmt::format(R"({{"name": {}, "formula": {}, "note": {}, "matrix": {}, "parameters": {}}})",
                     json_quote(info.name), json_quote(info.formula), json_quote(info.note),
                     !info.fields.empty(), list(info.parameters, parameter_json));
}

}  // namespace

auto description() -> std::string {
  return fmt::format(R"({{"methods": {}, "costs": {}}})", list(method_infos(), method_json),
                     list(cost_infos(), cost_json));
}

}  // namespace msim
