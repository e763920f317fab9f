#include "support/pairs.hpp"

#include <algorithm>
#include <ostream>

#include "sim/run.hpp"
#include "sim/simulate.hpp"
#include "support/lists.hpp"

namespace msim::test {
namespace {

template <class M>
auto values_with(double lr) -> std::vector<double> {
  auto values = standard_values<M>();
  values[0] = lr;
  return values;
}

template <class M, class L, class C>
auto in_lanes(const C& cost, const std::vector<double>& lrs, std::size_t steps)
    -> std::vector<std::vector<Position>> {
  std::vector<Lanes> values;
  for (const double value : standard_values<M>()) values.emplace_back(value);
  values[0] = Lanes::map([&](std::size_t lane) { return lrs[lane]; });
  L method{std::span<const Lanes>(values)};
  const auto start = cost.start();
  Vec2<Lanes> p{Lanes(start.x), Lanes(start.y)};
  std::vector<std::vector<Position>> positions;
  for (std::size_t k = 0; k <= steps; ++k) {
    const auto velocity = method.velocity();
    auto& row = positions.emplace_back();
    for (std::size_t lane = 0; lane < Lanes::width; ++lane) {
      row.push_back({{p.x.v[lane], p.y.v[lane]}, {velocity.x.v[lane], velocity.y.v[lane]}});
    }
    p = method.advance(p, cost.sample(p).gradient, values[0]);
  }
  return positions;
}

template <template <class> class M, class C>
auto pair_of(std::type_identity<M<double>> /*method*/, std::type_identity<C> /*cost*/) -> MethodOnCost {
  const auto cost = standard_cost<C>();
  return {
      .method = std::string(M<double>::info.name),
      .cost = std::string(C::info.name),
      .start = cost.start(),
      .minimum = cost.minima().front().value,
      .simulate =
          [cost](double lr, Vec2<double> start, Limits limits, RunObserver& observer) {
            return simulate_with<M<double>>(values_with<M<double>>(lr), cost, start, limits, observer);
          },
      .run_by_name =
          [](double lr, Vec2<double> start, Limits limits, RunObserver& observer) {
            const auto values = values_with<M<double>>(lr);
            return run({M<double>::info.name, values}, standard_any_cost<C>(), start, limits, observer);
          },
      .sample = [cost](Vec2<double> p) { return cost.sample(p); },
      .replay =
          [](double lr, const std::vector<Step<double>>& steps) {
            auto method = method_with<M<double>>(values_with<M<double>>(lr));
            std::vector<Position> positions;
            for (const auto& step : steps) {
              const auto next = method.advance(step.p, step.gradient, lr);
              positions.emplace_back(next, method.velocity());
            }
            return positions;
          },
      .lanes = [cost](const std::vector<double>& lrs,
                      std::size_t steps) { return in_lanes<M<double>, M<Lanes>>(cost, lrs, steps); },
  };
}

}  // namespace

auto MethodOnCost::path(double lr, std::uint64_t steps) const -> std::vector<Step<double>> {
  class Keeper : public RunObserver {
   public:
    auto step(const Step<double>& step) -> std::uint64_t override {
      kept.push_back(step);
      return step.k + 1;
    }
    std::vector<Step<double>> kept;
  } keeper;
  simulate(lr, start, {steps}, keeper);
  return keeper.kept;
}

auto every_method_on_every_cost() -> std::vector<MethodOnCost> {
  std::vector<MethodOnCost> pairs;
  for_each(Methods<double>{}, [&](auto method) {
    for_each(Costs{}, [&](auto cost) { pairs.push_back(pair_of(method, cost)); });
  });
  return pairs;
}

auto name_of_pair(const MethodOnCost& pair) -> std::string {
  auto name = pair.method + "_on_" + pair.cost;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

auto operator<<(std::ostream& out, const MethodOnCost& pair) -> std::ostream& {
  return out << name_of_pair(pair);
}

}  // namespace msim::test
