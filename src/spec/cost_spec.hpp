#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/valley.hpp"
#include "core/choice.hpp"
#include "core/cost.hpp"
#include "spec/data_set.hpp"
#include "spec/json.hpp"
#include "spec/json_text.hpp"

namespace msim {

// A cost in words: read from them, and put into them again. Nobody else knows how the one or the other cost
// is given.
struct CostSpec {
  std::string name;
  std::vector<double> parameters;            // in the order of the cost's info
  std::shared_ptr<const DataSet> data = {};  // null: the cost is not on data

  auto info() const -> const CostInfo&;
  // Looks at this spec.
  auto choice() const -> CostChoice { return {name, parameters, data ? data->data : Data{}}; }
  auto cost() const -> AnyCost { return AnyCost(choice()); }
};

// The cost that a text ("rosenbrock:b=10") or an object ({"type": "rosenbrock", "b": 10}) describes. A
// quadratic is given by A (or by kappa, or by its eigenvalues [along, across], turned by angle degrees) and
// by b (or by its minimum, the point where its gradient is 0, a saddle too; then c is the cost there). Throws
// UserError.
auto resolve_cost(const Json& value, const std::string& source) -> CostSpec;

// The same text or object, were it given with "standardize". Throws UserError for what cannot be
// standardized.
auto standardized(Json value, const std::string& option) -> Json;

// The cost with the standard values of its parameters; none where these are not all that it needs.
auto standard_cost(const CostInfo& info) -> std::optional<CostSpec>;

// {"type": "rosenbrock", "a": 1, "b": 100}, which resolve_cost() reads back to the same cost.
auto json(const CostSpec& cost) -> JsonText;

// The argument of --cost that names the cost: a word, not quoted.
auto cost_argument(const CostSpec& cost) -> std::string;

// "rosenbrock a=1 b=100", where there is little room.
auto brief_title(const CostSpec& cost) -> std::string;
// "rosenbrock, a = 1, b = 100", or of a quadratic the curvatures in the first of its valleys.
auto cost_title(const CostSpec& cost, const std::vector<Valley>& valleys) -> std::string;

// What the page is told of a cost that it might show, and of the data of the one that it does. Where they are
// on this machine is nobody's business: a file is named without its folders.
void describe(const CostInfo& info, JsonObject& object);
auto data_json(const CostSpec& cost) -> JsonText;
auto without_folders(CostSpec cost) -> CostSpec;

}  // namespace msim
