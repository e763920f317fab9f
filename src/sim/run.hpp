#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "core/choice.hpp"
#include "core/step.hpp"
#include "costs/list.hpp"
#include "sim/noisy_gradient.hpp"

namespace msim {

// Calls f(cost), which gives a value, with the cost as its own type. The name must be in the list: names are
// checked where they are read.
template <class F>
auto with_cost(Choice choice, F&& f) {
  using Value = std::invoke_result_t<F, const Quadratic&>;
  std::optional<Value> result;
  [[maybe_unused]] const bool known = with_named(
      Costs{}, choice.name, [&]<class C>(std::type_identity<C>) { result.emplace(f(cost_of<C>(choice))); });
  assert(known);
  return *std::move(result);
}

// A StepObserver behind an interface, so that run() is compiled once. The steps it does not ask for cost
// nothing, see simulate().
class RunObserver {
 public:
  RunObserver() = default;
  RunObserver(const RunObserver&) = delete;
  auto operator=(const RunObserver&) -> RunObserver& = delete;
  virtual ~RunObserver() = default;
  virtual auto step(const Step<double>& step) -> std::uint64_t = 0;
};

// simulate() for a method and a cost given by name: types are chosen once, outside the loop. Where the
// gradients are noisy, every method is given the same batches and the same noise, in the same order.
auto run(Choice method, Choice cost, Vec2<double> start, const Limits& limits, RunObserver& observer,
         const Noise& noise = {}) -> Outcome<double>;

// The gradient of a cost on data over a batch of its rows; null for another cost.
auto batch_gradient(std::string_view cost) -> BatchGradient;

}  // namespace msim
