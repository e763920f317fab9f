#include "spec/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "spec/error.hpp"
#include "spec/suggest.hpp"

namespace msim {
namespace {

// Of a string; of everything else none.
auto characters(const Json& value) -> std::string_view {
  return value.kind == Json::Kind::string ? value.text : std::string_view{};
}

}  // namespace

auto allowed_text(const Parameter& parameter) -> std::string {
  const Range& range = parameter.range;
  std::string text(parameter.name);
  if (std::isfinite(range.low))
    text = fmt::format("{} {} {}", range.low, range.low_included ? "<=" : "<", text);
  if (std::isfinite(range.high)) text += fmt::format(" < {}", range.high);
  return text;
}

void refuse(const std::string& source, const Json& value, std::string_view must) {
  throw UserError(fmt::format("{} = {}: {}", source, shown(value), must));
}

auto finite_number(const Json& value, const std::string& source) -> double {
  if (value.kind != Json::Kind::number) refuse(source, value, "must be a number");
  if (!std::isfinite(value.number)) refuse(source, value, "must be finite");
  return value.number;
}

auto parameter_value(const Json& value, const Parameter& parameter, const std::string& source) -> double {
  const double number = finite_number(value, source);
  if (!parameter.range.contains(number)) refuse(source, value, "must satisfy " + allowed_text(parameter));
  return number;
}

auto parameter_value_or_best(const Json& value, const Parameter& parameter, const CostSpec& cost,
                             const std::string& source) -> std::optional<double> {
  if (value.kind == Json::Kind::string && value.text == "best") {
    if (cost.cost().minima().empty())
      refuse(source, value, "must be a number, since no minimum of the cost is known");
    return {};
  }
  constexpr std::array<std::string_view, 1> words{"best"};
  if (value.kind != Json::Kind::number)
    refuse(source, value, "must be a number or 'best'" + did_you_mean(characters(value), words));
  return parameter_value(value, parameter, source);
}

auto whole_number(const Json& value, std::uint64_t low, std::uint64_t high, const std::string& source)
    -> std::uint64_t {
  std::uint64_t number = 0;
  const char* const end = value.text.data() + value.text.size();
  const auto [rest, status] = std::from_chars(value.text.data(), end, number);
  if (value.kind != Json::Kind::number || status != std::errc{} || rest != end || number < low ||
      number > high) {
    refuse(source, value, fmt::format("must be a whole number from {} to {}", low, high));
  }
  return number;
}

auto pair_of_numbers(const Json& value, const std::string& source) -> Vec2<double> {
  if (value.kind != Json::Kind::array || value.items.size() != 2)
    refuse(source, value, "must be two numbers, x,y");
  return {finite_number(value.items[0], source + "[0]"), finite_number(value.items[1], source + "[1]")};
}

auto box(const Json& value, const std::string& source) -> Box {
  if (value.kind != Json::Kind::array || value.items.size() != 4) {
    refuse(source, value, "must be four numbers, x0,x1,y0,y1");
  }
  const auto at = [&](std::size_t i) {
    return finite_number(value.items[i], fmt::format("{}[{}]", source, i));
  };
  const Box result{at(0), at(1), at(2), at(3)};
  if (!(result.x0 < result.x1 && result.y0 < result.y1))
    refuse(source, value, "must satisfy x0 < x1 and y0 < y1");
  // Times the most points of a grid it is still finite: coordinates are computed as multiples of the sides.
  constexpr double longest = 1e300;
  if (result.x1 - result.x0 > longest || result.y1 - result.y0 > longest) {
    refuse(source, value, "must have sides of at most 1e300");
  }
  return result;
}

auto text(const Json& value, const std::string& source) -> const std::string& {
  if (value.kind != Json::Kind::string) refuse(source, value, "must be a string");
  return value.text;
}

auto object(const Json& value, const std::string& source) -> const Json& {
  if (value.kind != Json::Kind::object) refuse(source, value, "must be an object");
  return value;
}

auto array(const Json& value, const std::string& source) -> const Json& {
  if (value.kind != Json::Kind::array) refuse(source, value, "must be an array");
  return value;
}

void only_known_fields(const Json& object, std::span<const std::string_view> known, const std::string& source,
                       std::string_view but_for) {
  for (const auto& [name, value] : object.members) {
    if ((!but_for.empty() && name == but_for) || std::find(known.begin(), known.end(), name) != known.end())
      continue;
    const auto where = member_source(source, name.empty() ? in_quotes(name) : shown(name));
    refuse(where, value,
           "unknown field, " + (known.empty() ? "there are none" : must_be_one_of(name, known)));
  }
}

void refuse_misspelt(const Json& object, std::string_view name, const std::string& source) {
  const std::array names{name};
  for (const auto& [given, value] : object.members) {
    const auto hint = did_you_mean(given, names);
    if (!hint.empty()) refuse(member_source(source, shown(given)), value, "unknown field" + hint);
  }
}

auto place_among(std::span<const std::string_view> names, std::string_view name, const std::string& source)
    -> std::size_t {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end())
    throw UserError(fmt::format("{} = {}: {}", source, in_quotes(name), must_be_one_of(name, names)));
  return static_cast<std::size_t>(found - names.begin());
}

auto one_of_names(const Json* name, std::span<const std::string_view> names, const std::string& source)
    -> const Json& {
  if (name == nullptr) throw UserError(source + ": missing: " + must_be_one_of("", names));
  place_among(names, text(*name, source), source);
  return *name;
}

auto is_option(const std::string& source) -> bool { return source.starts_with("--"); }

auto member_source(const std::string& source, std::string_view name) -> std::string {
  if (source.empty()) return std::string(name);
  const bool option = is_option(source) && source.find(": ") == std::string::npos;
  return fmt::format("{}{}{}", source, option ? ": " : ".", name);
}

}  // namespace msim
