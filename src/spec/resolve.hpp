#pragma once

#include <string>
#include <vector>

#include "spec/field.hpp"
#include "spec/json.hpp"
#include "spec/spec.hpp"

namespace msim {

// The fields of a spec file: of an experiment {"cost": ..., "methods": [...], ...}, of a document that this
// program wrote (its "spec" is taken), or of a cost alone, {"type": ...}. `source` names the text in messages
// that are not about a path in it.
auto spec_fields(const Json& root, const std::string& source) -> std::vector<Field>;

// Checks every field and fills in what is not given: from `fields`, where of two fields of one name the later
// one counts, then from the cost and the methods, then the standard values. Throws UserError.
auto resolve(const std::vector<Field>& fields) -> Experiment;

}  // namespace msim
