#include "sim/run.hpp"

#include <cassert>
#include <optional>
#include <type_traits>

#include "costs/list.hpp"
#include "methods/list.hpp"
#include "sim/noisy_gradient.hpp"
#include "sim/simulate.hpp"

namespace msim {

auto run(const MethodChoice& method, const AnyCost& cost, Vec2<double> start, const Limits& limits,
         RunObserver& observer, const Noise& noise) -> Outcome<double> {
  std::optional<Outcome<double>> outcome;
  with_named(Methods<double>{}, method.name, [&]<class M>(std::type_identity<M>) {
    const M rule(method.parameters);
    const double lr = lr_among<M>(method.parameters);
    if (noise.any()) {  // which is enough to do besides: that loop is not compiled for each cost
      outcome = simulate(rule, lr, cost, start, limits, observer, NoisyGradient(cost, noise));
      return;
    }
    with_named(Costs{}, cost.info().name, [&]<class C>(std::type_identity<C>) {
      outcome = simulate(rule, lr, cost.as<C>(), start, limits, observer);
    });
  });
  assert(outcome);
  return *outcome;
}

}  // namespace msim
