#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/parameter.hpp"
#include "core/vec2.hpp"
#include "spec/cost_spec.hpp"
#include "spec/json.hpp"

namespace msim {

// Checks of single JSON values. Each takes how a message names the value, and throws UserError
// "SOURCE = VALUE: must ..." when it is not what is asked for.

// "0 <= beta < 1", as the range of a parameter is named.
auto allowed_text(const Parameter& parameter) -> std::string;

[[noreturn]] void refuse(const std::string& source, const Json& value, std::string_view must);

auto finite_number(const Json& value, const std::string& source) -> double;
// The number for `parameter`, within its range.
auto parameter_value(const Json& value, const Parameter& parameter, const std::string& source) -> double;
// The same; none for the string "best", which asks for a cost with a known minimum.
auto parameter_value_or_best(const Json& value, const Parameter& parameter, const CostSpec& cost,
                             const std::string& source) -> std::optional<double>;
// A whole number in digits only, from low to high, both included.
auto whole_number(const Json& value, std::uint64_t low, std::uint64_t high, const std::string& source)
    -> std::uint64_t;
// [x, y]
auto pair_of_numbers(const Json& value, const std::string& source) -> Vec2<double>;
// [x0, x1, y0, y1] with x0 < x1 and y0 < y1
auto box(const Json& value, const std::string& source) -> Box;
auto text(const Json& value, const std::string& source) -> const std::string&;
auto object(const Json& value, const std::string& source) -> const Json&;
auto array(const Json& value, const std::string& source) -> const Json&;

// Refuses members that are not in `known` (but for the one that names the thing itself, in a short form),
// naming the nearest that is.
void only_known_fields(const Json& object, std::span<const std::string_view> known, const std::string& source,
                       std::string_view but_for = {});

// Refuses a member that is a misspelt `name`, which is not there.
void refuse_misspelt(const Json& object, std::string_view name, const std::string& source);

// Where `name` is among `names`.
auto place_among(std::span<const std::string_view> names, std::string_view name, const std::string& source)
    -> std::size_t;

// The member that names a thing: there, a string, and one of `names`.
auto one_of_names(const Json* name, std::span<const std::string_view> names, const std::string& source)
    -> const Json&;

// Whether a message names an option, not a path in JSON.
auto is_option(const std::string& source) -> bool;

// How a message names a member: "cost" and "A" make "cost.A"; an option and "A" make "--cost: A".
auto member_source(const std::string& source, std::string_view name) -> std::string;

}  // namespace msim
