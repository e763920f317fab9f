#pragma once

#include <cassert>
#include <optional>
#include <type_traits>
#include <utility>

#include "core/choice.hpp"
#include "costs/list.hpp"
#include "methods/list.hpp"
#include "sim/simulate.hpp"

namespace msim {

// Calls f(cost), which gives a value, with the cost as its own type. The name must be in the list: names are
// checked where they are read.
template <class F>
auto with_cost(Choice choice, F&& f) {
  using Result = std::invoke_result_t<F, const Quadratic&>;
  std::optional<Result> result;
  [[maybe_unused]] const bool known = with_named(
      Costs{}, choice.name, [&]<class C>(std::type_identity<C>) { result.emplace(f(C(choice.parameters))); });
  assert(known);
  return *std::move(result);
}

// simulate() for a method and a cost given by name: types are chosen once, outside the loop.
template <StepObserver<double> O>
auto run(Choice method, Choice cost, Vec2<double> start, const Limits& limits, O& observer)
    -> Outcome<double> {
  return with_cost(cost, [&](const auto& f) {
    std::optional<Outcome<double>> outcome;
    [[maybe_unused]] const bool known =
        with_named(Methods<double>{}, method.name, [&]<class M>(std::type_identity<M>) {
          outcome.emplace(simulate(M(method.parameters), f, start, limits, observer));
        });
    assert(known);
    return *outcome;
  });
}

}  // namespace msim
