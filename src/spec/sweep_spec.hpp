#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/sweep.hpp"
#include "spec/resolve.hpp"
#include "spec/spec.hpp"

namespace msim {

// An axis of the grid; lr and beta are axes where they are not a single number. Each method that has the
// parameter, and does not set it itself, takes its values.
struct SweepAxis {
  std::string name;  // lr, beta, or a parameter of some method
  std::string text;  // as it was given: "0.001:10:41"
  Axis axis;
  std::string source;  // how a message names it: "--lr"
};

// A sweep with everything resolved.
struct SweepSpec {
  Experiment experiment;             // its lr and beta are the first of their axes
  std::vector<SweepAxis> axes;       // lr, beta, then the others in the order given
  std::vector<SweptMethod> methods;  // in the order of the experiment's
  bool rates = false;                // a column of spectral radii is wanted

  // Must not outlive the spec.
  auto sweep() const -> Sweep;
};

// As resolve(), but that lr and beta may be axes, "A:B:N" with ":log" or ":lin" behind it, and that a field
// "axes" may hold more of them: {"epsilon": "1e-8:1:9"}, or from the option --axis a list of texts
// "epsilon=1e-8:1:9". Refuses what a sweep cannot vary, and more than most_cells.
auto resolve_sweep(std::vector<Field> fields) -> SweepSpec;

// As json() of an experiment, with the axes; resolve_sweep() reads it back to the same sweep.
auto json(const SweepSpec& spec) -> JsonText;

// "--lr = '1:2:1000', --beta = '0:0.9:100'", for a message.
auto axes_text(const std::vector<SweepAxis>& axes) -> std::string;

// The parameter of a method that an axis of that name stands for, lr and beta under whatever name the method
// has; none: it has none.
auto parameter_on_axis(std::string_view method, std::string_view axis) -> std::optional<std::size_t>;

}  // namespace msim
