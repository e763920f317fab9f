#pragma once

#include <string>

#include "spec/json.hpp"
#include "spec/spec.hpp"

namespace msim {

// The cost that a text ("rosenbrock:b=10") or an object ({"type": "rosenbrock", "b": 10}) describes. A
// quadratic is given by A (or by kappa, or by its eigenvalues [along, across], turned by angle degrees) and
// by b (or by its minimum, the point where its gradient is 0, a saddle too; then c is the cost there). Throws
// UserError.
auto resolve_cost(const Json& value, const std::string& source) -> CostSpec;

// The cost's own starting point.
auto standard_start(const CostSpec& cost) -> Vec2<double>;

}  // namespace msim
