#pragma once

#include <string>

namespace msim {

// Every method and every cost as JSON: names, formulas, and the parameters with their defaults and ranges.
auto description() -> std::string;

}  // namespace msim
