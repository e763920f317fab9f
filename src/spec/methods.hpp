#pragma once

#include <optional>

#include "spec/field.hpp"
#include "spec/spec.hpp"

namespace msim {

// A number, or none for "best".
using Setting = std::optional<double>;

// The value of lr or beta that methods follow which do not set their own. Only a cost with a known minimum
// can have the best. Throws UserError.
auto shared_setting(const GivenFields& given, const Parameter& parameter, const CostSpec& cost) -> Setting;

// Reads the methods of an experiment whose cost is known. Throws UserError.
void read_methods(const GivenFields& given, Experiment& experiment);

}  // namespace msim
