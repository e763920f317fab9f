#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>

#include "core/vec2.hpp"

namespace msim {

// The state after k updates: N updates give the N+1 records k = 0 ... N.
template <class S>
struct Step {
  std::uint64_t k;
  Vec2<S> p;
  S cost;                              // f(p)
  Vec2<S> gradient;                    // of f at p
  Vec2<S> velocity;                    // the one that produced p: zero at k = 0
  std::uint64_t gradient_evaluations;  // that the method asked for up to here
  // Of a run whose gradients are noisy, what update k was given instead of the gradient, and in which pass
  // over the data, 1 for the first; zero at k = 0.
  Vec2<S> used;
  std::uint64_t epoch;
};

// Why a run ended. When several hold at one step, the first one listed is reported.
enum class Stop {
  diverged,   // x, y or cost is not finite, or |cost| > 1e12 max(1, |cost at the start|)
  grad_tol,   // |gradient| <= Limits::grad_tol, 2-norm
  max_steps,  // k = Limits::steps
};

constexpr auto name_of(Stop stop) -> std::string_view {
  switch (stop) {
    case Stop::diverged:
      return "diverged";
    case Stop::grad_tol:
      return "grad_tol";
    case Stop::max_steps:
      break;
  }
  return "max_steps";
}

struct Limits {
  std::uint64_t steps = 0;  // updates
  double grad_tol = -1;     // in the units of the gradient; negative: off
};

// How a run ended, and its last record. Iterates are never clamped: where it diverged, this is the
// diverging step as it was computed.
template <class S>
struct Outcome {
  Stop stop;
  Step<S> last;
};

// Who watches a run: step() is shown a record and returns the number of the next one it wants to see.
template <class O, class S>
concept StepObserver = requires(O& observer, const Step<S>& step) {
  { observer.step(step) } -> std::same_as<std::uint64_t>;
};

}  // namespace msim
