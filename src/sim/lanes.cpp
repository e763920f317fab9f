// Compiled once for each instruction set: MOMENTUM_SIM_ISA is the name of its namespace here,
// MOMENTUM_SIM_TARGET what the compiler calls it (none: what it compiles for anyway). The loop alone is
// compiled for that target, with all that it calls copied into it. All else in this file is as everywhere, so
// that it does not matter which copy of an inline function the linker keeps.

#include "sim/lanes.hpp"

#include <array>
#include <bit>
#include <type_traits>
#include <utility>

#include "costs/list.hpp"
#include "methods/list.hpp"
#include "sim/near.hpp"

#ifdef MOMENTUM_SIM_TARGET
#define MOMENTUM_SIM_LOOP [[gnu::target(MOMENTUM_SIM_TARGET), gnu::flatten]]
#else
#define MOMENTUM_SIM_LOOP [[gnu::flatten]]
#endif

namespace msim {
namespace {

// A method is a bundle of doubles: its words.
template <class M>
using Words = std::make_index_sequence<sizeof(M) / sizeof(double)>;

template <class M, std::size_t... word>
auto load(const Lanes& lanes, std::size_t i, std::index_sequence<word...> /*words*/) -> M {
  return std::bit_cast<M>(std::array{lanes.method[word][i]...});
}
template <class M, std::size_t... word>
void store(const M& method, Lanes& lanes, std::size_t i, std::index_sequence<word...> /*words*/) {
  const auto words = std::bit_cast<std::array<double, sizeof...(word)>>(method);
  ((lanes.method[word][i] = words[word]), ...);
}

template <class M>
void seat(Lanes& lanes, std::size_t lane, std::span<const double> parameters, Vec2<double> start) {
  static_assert(Words<M>::size() <= Lanes::most_words && sizeof(M) % sizeof(double) == 0);
  lanes.x[lane] = start.x;
  lanes.y[lane] = start.y;
  lanes.k[lane] = 0;
  lanes.lr[lane] = lr_among<M>(parameters);
  store(M(parameters), lanes, lane, Words<M>{});
}

auto point(const Lanes& lanes, std::size_t i) -> Vec2<double> { return {lanes.x[i], lanes.y[i]}; }

// Whole registers are run, whatever the lanes behind the last one hold.
constexpr auto in_whole_registers(std::size_t count) -> std::size_t {
  constexpr std::size_t widest = 8;  // doubles in a register
  static_assert(Lanes::width % widest == 0);
  return (count + widest - 1) / widest * widest;
}

// Steps of a method, with here(i, p) the cost and its gradient at the point p of lane i. A lane that stops
// does not move, so that it stops again at the next step, and nothing but its point needs to be kept. Its
// method runs on: nobody looks at it any more.
template <class M>
MOMENTUM_SIM_LOOP void move(Lanes& lanes, std::size_t count, unsigned steps, const auto& here,
                            StopRule rule) {
  for (unsigned step = 0; step < steps; ++step) {
    for (std::size_t i = 0; i < count; ++i) {
      const Vec2<double> p = point(lanes, i);
      const Sample<double> sample = here(i, p);
      M method = load<M>(lanes, i, Words<M>{});
      const Vec2<double> next = method.advance(p, sample.gradient, lanes.lr[i]);
      store(method, lanes, i, Words<M>{});
      const bool goes_on = rule.goes_on(sample.value);
      lanes.x[i] = goes_on ? next.x : p.x;
      lanes.y[i] = goes_on ? next.y : p.y;
      lanes.k[i] += goes_on ? 1.0 : 0.0;
    }
  }
}

// A cost is not a number where the sine or cosine of one of its angles is not.
using CostsOfAngles = TypeList<Ackley, McCormick, Rastrigin>;

template <class... T>
constexpr auto contains(TypeList<T...> /*list*/, auto type) -> bool {
  return (std::is_same_v<std::type_identity<T>, decltype(type)> || ...);
}

void keep(Lanes& lanes, std::size_t i, const auto& here) {
  lanes.cost[i] = static_cast<double>(here.value);
  lanes.grad_x[i] = static_cast<double>(here.gradient.x);
  lanes.grad_y[i] = static_cast<double>(here.gradient.y);
}

template <class C>
MOMENTUM_SIM_LOOP void sample(Lanes& lanes, std::size_t count, const AnyCost& any) {
  constexpr bool of_angles = contains(CostsOfAngles{}, std::type_identity<C>{});
  using S = std::conditional_t<of_angles, Near, double>;
  count = in_whole_registers(count);
  const C cost = any.as<C>();
  for (std::size_t i = 0; i < count; ++i) keep(lanes, i, cost.sample(Vec2<S>{lanes.x[i], lanes.y[i]}));
  if constexpr (of_angles) {
    for (std::size_t i = 0; i < count; ++i) {
      if (std::isnan(lanes.cost[i])) keep(lanes, i, cost.sample(point(lanes, i)));
    }
  }
}

template <class M>
MOMENTUM_SIM_LOOP void advance(Lanes& lanes, std::size_t count, StopRule rule) {
  const auto here = [&](std::size_t i, Vec2<double> /*p*/) -> Sample<double> {
    return {lanes.cost[i], {lanes.grad_x[i], lanes.grad_y[i]}};
  };
  move<M>(lanes, in_whole_registers(count), 1, here, rule);
}

template <class M, class C>
MOMENTUM_SIM_LOOP void fused(Lanes& lanes, std::size_t count, unsigned steps, const AnyCost& any,
                             StopRule rule) {
  const auto here = [cost = any.as<C>()](std::size_t /*i*/, Vec2<double> p) { return cost.sample(p); };
  move<M>(lanes, in_whole_registers(count), steps, here, rule);
  sample<C>(lanes, count, any);
}

using FusedCosts = TypeList<Quadratic, Rosenbrock>;

}  // namespace

namespace MOMENTUM_SIM_ISA {

auto lane_engine(std::string_view method, std::string_view cost) -> LaneEngine;

auto lane_engine(std::string_view method, std::string_view cost) -> LaneEngine {
  LaneEngine engine{};
  with_named(Methods<double>{}, method, [&]<class M>(std::type_identity<M>) {
    with_named(Costs{}, cost, [&]<class C>(std::type_identity<C>) {
      engine = {seat<M>, sample<C>, advance<M>, nullptr};
    });
    with_named(FusedCosts{}, cost, [&]<class C>(std::type_identity<C>) { engine.fused = fused<M, C>; });
  });
  return engine;
}

}  // namespace MOMENTUM_SIM_ISA
}  // namespace msim
