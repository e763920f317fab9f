#include "explorer/describe.hpp"

#include <fmt/format.h>

#include <array>
#include <span>

#include "costs/quadratic.hpp"
#include "sim/infos.hpp"
#include "spec/json.hpp"

namespace msim {
namespace {

auto list(const auto& values, const auto& each) -> std::string {
  std::string joined;
  for (const auto& value : values) {
    if (!joined.empty()) joined += ", ";
    joined += each(value);
  }
  return "[" + joined + "]";
}

auto parameter_json(const Parameter& p) -> std::string {
  constexpr std::array shared{"null", R"("lr")", R"("beta")"};
  return fmt::format(
      R"({{"name": {}, "standard": {}, "low": {}, "low_included": {}, "high": {}, "shared": {}}})",
      json_quote(p.name), json_number(p.standard), json_number(p.range.low), p.range.low_included,
      json_number(p.range.high), shared[static_cast<std::size_t>(p.shared)]);
}

auto info_json(const MethodInfo& info) -> std::string {
  return fmt::format(R"({{"name": {}, "formula": {}, "summary": {}, "parameters": {}}})",
                     json_quote(info.name), json_quote(info.formula), json_quote(info.summary),
                     list(info.parameters, parameter_json));
}

auto info_json(const CostInfo& info) -> std::string {
  return fmt::format(
      R"({{"name": {}, "formula": {}, "note": {}, "matrix": {}, "quadratic": {}, "on_data": {}, "classes": {}, )"
      R"("axes": {}, "parameters": {}}})",
      json_quote(info.name), json_quote(info.formula), json_quote(info.note),
      info.name == Quadratic::info.name, info.quadratic, info.on_data, info.classes,
      list(info.axes, json_quote), list(info.parameters, parameter_json));
}

auto data_json(const DataSet& set) -> std::string {
  const auto number = [](double value) { return json_number(value); };
  return fmt::format(
      R"({{"name": {}, "x": {}, "y": {}, "standardize": {}, "centre": {}, "scale": {}, "xs": {}, "ys": {}}})",
      json_quote(set.name()), json_quote(set.x), json_quote(set.y), set.standardize, json_number(set.centre),
      json_number(set.scale), list(set.xs, number), list(set.ys, number));
}

}  // namespace

auto description(const CostSpec& cost) -> std::string {
  const auto info = [](const auto& each) { return info_json(each); };
  return fmt::format(R"({{"methods": {}, "costs": {}, "data": {}}})", list(method_infos(), info),
                     list(cost_infos(), info), cost.data ? data_json(*cost.data) : "null");
}

}  // namespace msim
