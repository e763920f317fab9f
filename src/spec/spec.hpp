#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/tuning.hpp"
#include "core/choice.hpp"
#include "core/parameter.hpp"
#include "core/vec2.hpp"
#include "sim/noise.hpp"
#include "spec/cost_spec.hpp"
#include "spec/json_text.hpp"

namespace msim {

inline constexpr std::uint64_t most_steps = 1'000'000'000'000;
// Of one method; its memory grows with them.
inline constexpr std::uint64_t most_repetitions = 10'000;
inline constexpr std::uint64_t most_grid_points = 10'000;  // along one axis
// 2^53: every reader of JSON has it exactly.
inline constexpr std::uint64_t largest_seed = 9'007'199'254'740'992;

struct MethodSpec {
  std::string name;
  std::vector<double> parameters;  // in the order of the method's info
  std::vector<std::string> own;    // the names of those given to this method alone, in the order given
  std::vector<std::string> best;   // the names of those given as "best": their values are to be found
  std::uint64_t trial_runs = 0;    // that finding them took; 0: closed form
  Found found{};                   // how they were found

  auto choice() const -> MethodChoice { return {name, parameters}; }
  auto is_own(std::string_view parameter) const -> bool;
  auto is_best(std::string_view parameter) const -> bool;
  // Of the parameter that follows --lr or --beta.
  auto is_best(Shared shared) const -> bool;
  // The name, then its own parameters as they were given: "momentum beta=0.99", "gd lr=best".
  auto label() const -> std::string;
};

// Points of a surface along x and along y, at least 2 each; or none at all.
struct GridSize {
  std::uint64_t nx, ny;
  auto empty() const -> bool { return nx == 0; }
};

// One comparison with everything resolved: what a run needs, and what is written out to repeat it.
struct Experiment {
  std::string description;
  CostSpec cost;
  Vec2<double> start{};
  std::vector<MethodSpec> methods;
  std::optional<double> lr, beta;  // what methods that do not set their own were given; none: "best"
  std::uint64_t steps = 0;
  std::optional<double> grad_tol;
  double target = 0;
  std::uint64_t every = 1;
  std::optional<Box> view;  // none: chosen from the cost's view and the paths
  GridSize grid{};
  std::optional<std::uint64_t> batch_size;
  std::optional<double> noise;  // standard deviation, of each component of the gradient
  std::uint64_t seed = 0;
  std::uint64_t repeat = 1;  // seeds, from `seed` on

  // Whether a method goes by that lr or beta, rather than each by one of its own.
  auto uses(Shared shared) const -> bool;
  // What its gradients are given besides, with its first seed.
  auto noise_of_gradients() const -> Noise { return {batch_size.value_or(0), noise.value_or(0), seed}; }
};

// The field of a sweep that holds its axes besides lr and beta.
inline constexpr std::string_view sweep_axes_field = "axes";
// The axes of a sweep, name and text each.
using AxisTexts = std::vector<std::pair<std::string, std::string>>;

// The experiment as a JSON text on one line that resolve() reads back to the same experiment; with the axes
// of a sweep, resolve_sweep().
auto json(const Experiment& experiment, const AxisTexts& axes = {}) -> JsonText;

// {"method": "momentum", "lr": 0.1, "beta": "best", "own": ["beta"]}
auto json(const MethodSpec& method) -> JsonText;
// {"lr": 0.1, "beta": 0.9}: the parameters of a method.
auto parameters_json(const MethodSpec& method) -> JsonText;

}  // namespace msim
