// What a sweep costs against the scalar loop over the same cells, for each instruction set of this machine,
// and two threads against one. Every result is compared with the scalar loop's, bit for bit.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "sim/isa.hpp"
#include "sim/run.hpp"
#include "sim/sweep.hpp"

namespace {

using msim::Axis;
using msim::Cell;
using msim::CellStop;
using msim::Sweep;

struct Scene {
  std::string name;
  Sweep sweep;
};

// A grid of lr (0) and beta (1). No cell reaches its target, so the scalar loop need not look for it.
auto scene(std::string name, const std::string& cost, const std::vector<double>& cost_parameters,
           msim::Vec2<double> start, std::uint64_t steps, const Axis& lr) -> Scene {
  constexpr std::uint64_t betas = 64;
  msim::SweptMethod momentum{"momentum", {0, 0}, {{0, lr}, {1, Axis(0, 0.99, betas, false)}}};
  return {std::move(name), Sweep{msim::AnyCost({cost, cost_parameters}),
                                 start,
                                 steps,
                                 -std::numeric_limits<double>::infinity(),
                                 {std::move(momentum)}}};
}

// Those of a few thousand steps each, and those that diverge at once.
auto scenes() -> const std::vector<Scene>& {
  static const std::vector<Scene> all{
      scene("sweep of 4096 cells on a quadratic", "quadratic", {1, 0, 19, 0, 0, 0}, {-9, 4}, 2000,
            Axis(1e-5, 1e-2, 64, true)),
      scene("sweep of 4096 cells on Rosenbrock", "rosenbrock", {1, 100}, {-1.2, 1}, 2000,
            Axis(1e-6, 1e-4, 64, true)),
      scene("sweep of 4096 cells on Rastrigin", "rastrigin", {}, {-3.3, 2.7}, 2000,
            Axis(1e-5, 1e-3, 64, true)),
      scene("sweep of 4096 cells on Ackley", "ackley", {}, {-3.3, 2.6}, 2000, Axis(1e-4, 1e-2, 64, true)),
      scene("sweep of 65536 cells that all diverge", "quadratic", {1, 0, 19, 0, 0, 0}, {-9, 4}, 2000,
            Axis(1e3, 1e6, 1024, true)),
  };
  return all;
}

struct LastOnly : msim::RunObserver {
  auto step(const msim::Step<double>& /*step*/) -> std::uint64_t override {
    return std::numeric_limits<std::uint64_t>::max();
  }
};

auto by_scalar_loop(const Sweep& sweep) -> std::vector<Cell> {
  const msim::SweptMethod& method = sweep.methods.front();
  std::vector<Cell> cells;
  cells.reserve(method.cells());
  LastOnly observer;
  for (std::uint64_t number = 0; number < method.cells(); ++number) {
    const auto parameters = method.cell(number);
    const auto [stop, last] =
        msim::run({method.name, parameters}, sweep.cost, sweep.start, {sweep.steps}, observer);
    const auto cell_stop = stop == msim::Stop::diverged ? CellStop::diverged : CellStop::budget;
    cells.push_back({cell_stop, last.k, last.cost});
  }
  return cells;
}

auto by_sweep(const Sweep& sweep, const msim::Isa& isa, unsigned threads) -> std::vector<Cell> {
  std::vector<Cell> cells;
  cells.reserve(sweep.rows());
  msim::run_cells(sweep, {0, sweep.rows()}, isa, threads,
                  [&](std::size_t /*method*/, std::uint64_t /*first*/, std::span<const Cell> some) {
                    cells.insert(cells.end(), some.begin(), some.end());
                  });
  return cells;
}

// A cost that is not a number is no difference.
auto same(const Cell& a, const Cell& b) -> bool {
  return a == b || (std::isnan(a.cost) && std::isnan(b.cost) && a.stop == b.stop && a.steps == b.steps);
}

void measure(benchmark::State& state, const Sweep& sweep, const auto& compute) {
  if (const auto cells = compute(sweep), expected = by_scalar_loop(sweep);
      !std::equal(cells.begin(), cells.end(), expected.begin(), expected.end(), same)) {
    return state.SkipWithError("cells differ from the scalar loop's");
  }
  for (auto _ : state) benchmark::DoNotOptimize(compute(sweep));
}

[[maybe_unused]] const bool registered = [] {
  const auto add = [](const std::string& name, const Sweep& sweep, auto compute) {
    benchmark::RegisterBenchmark(
        name.c_str(), [&sweep, compute](benchmark::State& state) { measure(state, sweep, compute); })
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
  };
  for (const Scene& scene : scenes()) {
    add(scene.name + "/rival: the scalar loop", scene.sweep, by_scalar_loop);
    for (const msim::Isa& isa : msim::isas()) {
      if (!isa.available()) continue;
      add(scene.name + "/" + std::string(isa.name), scene.sweep,
          [&isa](const Sweep& sweep) { return by_sweep(sweep, isa, 1); });
    }
  }
  const Sweep& sweep = scenes().front().sweep;
  add("the first sweep on two threads/rival: one thread", sweep,
      [](const Sweep& s) { return by_sweep(s, msim::best_isa(), 1); });
  add("the first sweep on two threads/ours", sweep,
      [](const Sweep& s) { return by_sweep(s, msim::best_isa(), 2); });
  return true;
}();

}  // namespace
