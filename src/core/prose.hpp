#pragma once

#include <string_view>

namespace msim {

// What is said of a method or a cost to a reader: no computation asks for it.
using Prose = std::string_view;

}  // namespace msim
