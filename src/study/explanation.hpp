#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "analysis/theory.hpp"
#include "study/study.hpp"

namespace msim {

// What theory says of a linear method on the quadratic that the cost is, or resembles at one point.
struct Prediction {
  std::optional<double> lr_limit;      // none: no direction is curved upwards
  std::array<Motion, 2> directions;    // shallow, steep
  double spectral_radius;              // the larger one of the two
  std::optional<std::uint64_t> steps;  // see predicted_steps(); none also where from_start is not set
  bool arrives = false;                // at the target, be it later than steps can say
  std::optional<Optimum> optimum;      // none: a direction that is flat or curved downwards
};

// The records before and after one update.
struct Update {
  Step<double> before, after;
};

struct MethodExplanation {
  Result result;
  std::optional<double> lr, beta;
  std::optional<LinearMethod> linear;  // none: the method is not linear
  // See equivalent_heavy_ball_lr(); none: the method is not linear, or it is no lr, rounded to 0.
  std::optional<double> heavy_ball_lr;
  std::optional<Prediction> prediction;  // none: the method is not linear, or there is no Hessian
  bool from_start = false;               // the prediction includes the steps from this start
  std::optional<Update> update;          // none: not asked for, or the run ended before it
  // How far noise keeps gd with this lr, see expected_spread(); none: it diverges, or the gradients are
  // exact.
  std::optional<Directions<double>> spread_of_gd;
};

struct Explanation {
  const Study& study;
  bool exact;       // the cost is a quadratic; else everything is local
  Vec2<double> at;  // where the Hessian was taken
  bool at_minimum;  // that is a minimum of the cost
  Eigen curvature;  // not numbers where the cost has no Hessian
  // Of a cost on data: the condition number at the minimum, were x standardized or, where it is, were it not;
  // none: it has none.
  std::optional<double> other_kappa;
  std::optional<Directions<double>> gradient_noise;  // see gradient_noise(); none: exact, or no minimum
  std::uint64_t step;                                // the number of the update to take apart; 0: none
  std::vector<MethodExplanation> methods;
};

// Runs every method of a study that was prepared to be measured, and outlives what is said of it. `at`: none:
// the minimum nearest to where the first method ended. `step`: the update to take apart; 0: none.
auto explain(const Study& study, std::optional<Vec2<double>> at, std::uint64_t step) -> Explanation;

// One line of an update: a vector, or the position, and its components along the eigen-directions (of a
// position seen from where the Hessian was taken).
struct UpdatePart {
  std::string_view name;  // as in JSON: "velocity_before"
  Vec2<double> vector;
  Directions<double> along;
};

// position_after = position_before + move; of a method with a velocity also velocity_after = kept + added and
// kept = beta velocity_before. There must be an update.
auto parts_of_update(const MethodExplanation& method, const Explanation& explanation)
    -> std::vector<UpdatePart>;

// A call of a library with the values of a method: {name} is replaced by the value of that parameter. Empty:
// there is no call, or no such value.
auto with_values(std::string_view call, const MethodExplanation& method) -> std::string;

}  // namespace msim
