#pragma once

#include "spec/cost_spec.hpp"

namespace msim {

// What the page goes by, as JSON: every method and every cost with names, formulas, and the parameters with
// their defaults and ranges; and the data of this cost, null where it is on none.
auto description(const CostSpec& cost) -> JsonText;

}  // namespace msim
