#include "sim/run.hpp"

#include "methods/list.hpp"
#include "sim/simulate.hpp"

namespace msim {
namespace {

// A cost behind a pointer: the loop for noisy gradients, which have enough to do besides, is not compiled for
// each cost.
struct AnyCost {
  const void* cost;
  Sample<double> (*sample_of)(const void* cost, Vec2<double> p);

  template <class C>
  explicit AnyCost(const C& f)
      : cost(&f),
        sample_of([](const void* c, Vec2<double> p) { return static_cast<const C*>(c)->sample(p); }) {}

  auto sample(Vec2<double> p) const -> Sample<double> { return sample_of(cost, p); }
};

}  // namespace

auto batch_gradient(std::string_view cost) -> BatchGradient {
  BatchGradient gradient = nullptr;
  with_named(Costs{}, cost, [&]<class C>(std::type_identity<C>) { gradient = batch_gradient<C>(); });
  return gradient;
}

auto run(Choice method, Choice cost, Vec2<double> start, const Limits& limits, RunObserver& observer,
         const Noise& noise) -> Outcome<double> {
  return with_cost(cost, [&](const auto& f) {
    std::optional<Outcome<double>> outcome;
    [[maybe_unused]] const bool known =
        with_named(Methods<double>{}, method.name, [&]<class M>(std::type_identity<M>) {
          const M rule(method.parameters);
          if (noise.any()) {
            outcome.emplace(simulate(rule, AnyCost(f), start, limits, observer,
                                     NoisyGradient(cost, noise, batch_gradient(cost.name))));
          } else {
            outcome.emplace(simulate(rule, f, start, limits, observer));
          }
        });
    assert(known);
    return *outcome;
  });
}

}  // namespace msim
