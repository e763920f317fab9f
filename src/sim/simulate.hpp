#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <optional>

#include "core/cost.hpp"
#include "core/method.hpp"
#include "core/step.hpp"

namespace msim {

// What a method is given at p, where `gradient` is the gradient of the cost; the gradients of a run are asked
// for one after the other. asked() is how many were, used() the last answer, epoch() the pass over the data
// that it belongs to.
template <class G, class S>
concept GradientSource = requires(G& source, const Vec2<S> p, const Vec2<S> gradient) {
  { source(p, gradient) } -> std::same_as<Vec2<S>>;
  { source.asked() } -> std::same_as<std::uint64_t>;
  { source.used() } -> std::same_as<Vec2<S>>;
  { source.epoch() } -> std::same_as<std::uint64_t>;
};

// The gradient itself, of which nothing is recorded twice.
template <class S>
class ExactGradient {
 public:
  auto operator()(Vec2<S> /*p*/, Vec2<S> gradient) -> Vec2<S> {
    ++asked_;
    return gradient;
  }
  auto asked() const -> std::uint64_t { return asked_; }
  auto used() const -> Vec2<S> { return {}; }
  auto epoch() const -> std::uint64_t { return 0; }

 private:
  std::uint64_t asked_ = 0;
};

// Runs `method` with the learning rate `lr` on `cost` from `start`. The observer is shown step 0, then each
// step it asks for (what step() returns is the number of the next one it wants), and in any case the last.
// This is the only loop there is: whatever wants to know about a run is an observer of it.
template <std::floating_point S, Rule<S> M, Sampled<S> C, StepObserver<S> O,
          GradientSource<S> G = ExactGradient<S>>
auto simulate(M method, S lr, C cost, Vec2<S> start, Limits limits, O& observer, G source = {})
    -> Outcome<S> {
  Vec2<S> p = start;
  Sample<S> here = cost.sample(p);
  std::uint64_t k = 0;
  const S bound = S(1e12) * std::max(S(1), std::abs(here.value));

  const auto record = [&] {
    return Step<S>{
        k, p, here.value, here.gradient, method.velocity(), source.asked(), source.used(), source.epoch()};
  };
  const auto reason_to_stop = [&]() -> std::optional<Stop> {
    // Written so that a cost that is not a number fails the comparison. x and y are tested on their own: a
    // cost can be finite where one of them is not.
    const bool bounded =
        std::abs(here.value) <= bound && isfinite(here.value) && isfinite(p.x) && isfinite(p.y);
    if (!bounded) return Stop::diverged;
    if (limits.grad_tol >= 0 && norm(here.gradient) <= limits.grad_tol) {
      return Stop::grad_tol;
    }
    if (k == limits.steps) return Stop::max_steps;
    return {};
  };

  std::optional<Stop> reason = reason_to_stop();
  for (;;) {
    const std::uint64_t next = observer.step(record());
    if (reason) return {*reason, record()};
    // Nothing looks on in here, so that the whole state stays in registers.
    do {
      p = method.advance(p, source(p, here.gradient), lr);
      here = cost.sample(p);
      ++k;
      reason = reason_to_stop();
    } while (!reason && k != next);
  }
}

}  // namespace msim
