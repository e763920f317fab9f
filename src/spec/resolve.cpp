#include "spec/resolve.hpp"

#include <array>

#include "sim/infos.hpp"
#include "spec/check.hpp"
#include "spec/error.hpp"
#include "spec/experiment_fields.hpp"

namespace msim {
namespace {

constexpr std::array<std::string_view, 5> document_fields{"schema_version", "program", "spec", "runs",
                                                          "surface"};

auto fields_of(const Json& experiment, const std::string& source) -> std::vector<Field> {
  auto known = names_of(experiment_fields());
  known.push_back(sweep_axes_field);
  if (source.empty()) {
    for (const auto name : {"type", "schema_version"}) refuse_misspelt(experiment, name, source);
  }
  only_known_fields(experiment, known, source);
  std::vector<Field> fields;
  for (const auto& [name, value] : experiment.members) {
    fields.push_back({name, member_source(source, name), value});
  }
  return fields;
}

}  // namespace

auto spec_fields(const Json& root, const std::string& source) -> std::vector<Field> {
  object(root, source);
  if (root.find("type") != nullptr) return {{"cost", "", root}};
  const Json* const version = root.find("schema_version");
  if (version == nullptr) return fields_of(root, "");
  only_known_fields(root, document_fields, "");
  if (version->kind != Json::Kind::number || version->text != "1")
    refuse("schema_version", *version, "must be 1");
  const Json* const spec = root.find("spec");
  if (spec == nullptr) throw UserError(source + ": spec: missing");
  return fields_of(object(*spec, "spec"), "spec");
}

auto resolve(const std::vector<Field>& fields) -> Experiment {
  const GivenFields given(fields);
  if (const Field* const axes = given.find(sweep_axes_field))
    throw UserError(axes->source + ": only momentum-sim sweep has axes");
  Experiment experiment;
  for (const ExperimentField& field : experiment_fields()) field.read(given, experiment);
  return experiment;
}

}  // namespace msim
