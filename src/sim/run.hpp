#pragma once

#include <cstdint>

#include "core/choice.hpp"
#include "core/step.hpp"
#include "sim/any_cost.hpp"
#include "sim/noise.hpp"

namespace msim {

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

// simulate() for a method given by name, which must be in the list: types are chosen once, outside the loop.
// Where the gradients are noisy, every method is given the same batches and the same noise, in the same
// order.
auto run(const MethodChoice& method, const AnyCost& cost, Vec2<double> start, const Limits& limits,
         RunObserver& observer, const Noise& noise = {}) -> Outcome<double>;

}  // namespace msim
