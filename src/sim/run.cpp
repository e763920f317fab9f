#include "sim/run.hpp"

#include "methods/list.hpp"
#include "sim/simulate.hpp"

namespace msim {

auto run(Choice method, Choice cost, Vec2<double> start, const Limits& limits, RunObserver& observer)
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
