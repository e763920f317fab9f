#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/parameter.hpp"
#include "sim/axis.hpp"

namespace msim {

// Points along one axis, and rows of a whole sweep.
inline constexpr std::uint64_t most_cells = 1'000'000'000'000;

enum class Spacing { log, lin };

// "A:B:N", "A:B:N:log", "A:B:N:lin", or a single number, as the axis of a parameter. `source` names the text
// in messages, `given` is how it was given there, of which `text` may be a part. Throws UserError.
auto parse_axis(std::string_view text, const Parameter& parameter, Spacing standard,
                const std::string& source, std::string_view given) -> Axis;

}  // namespace msim
