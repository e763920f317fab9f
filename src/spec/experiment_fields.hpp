#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "spec/field.hpp"
#include "spec/json_text.hpp"
#include "spec/spec.hpp"

namespace msim {

// A field of an experiment: its name in a spec and in the document that is written, how it is read, and how
// it is written. A row of the table is all that a new one takes, but for its place in Experiment and its line
// of help.
struct ExperimentField {
  std::string_view name;
  // How the text of its option is to be understood; null: it has none, or one of its own.
  Json (*word)(std::string_view text);
  // Reads it, or fills in what stands for it, when those before it are there. Throws UserError.
  void (*read)(const GivenFields& given, Experiment& experiment);
  std::optional<JsonText> (*write)(const Experiment& experiment);  // none: it is left out

  // "--grad-tol"
  auto option() const -> std::string;
};

// In the order in which they are written.
auto experiment_fields() -> std::span<const ExperimentField>;

}  // namespace msim
