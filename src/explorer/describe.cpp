#include "explorer/describe.hpp"

#include <array>
#include <span>

#include "sim/infos.hpp"

namespace msim {
namespace {

auto parameters_json(std::span<const Parameter> parameters) -> JsonText {
  constexpr std::array shared{"null", R"("lr")", R"("beta")"};
  return json_list(parameters, [&](const Parameter& p) {
    return JsonObject()
        .add("name", p.name)
        .add("standard", p.standard)
        .add("low", p.range.low)
        .add("low_included", p.range.low_included)
        .add("high", p.range.high)
        .add("shared", JsonText{shared[static_cast<std::size_t>(p.shared)]});
  });
}

auto info_json(const MethodInfo& info) -> JsonObject {
  return JsonObject()
      .add("name", info.name)
      .add("formula", info.formula)
      .add("summary", info.summary)
      .add("parameters", parameters_json(info.parameters));
}

auto info_json(const CostInfo& info) -> JsonObject {
  JsonObject object;
  describe(info, object);
  return object.add("parameters", parameters_json(info.parameters));
}

}  // namespace

auto description(const CostSpec& cost) -> JsonText {
  const auto info = [](const auto& each) { return info_json(each); };
  return JsonObject()
      .add("methods", json_list(method_infos(), info))
      .add("costs", json_list(cost_infos(), info))
      .add("data", data_json(cost))
      .text();
}

}  // namespace msim
