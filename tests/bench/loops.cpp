// What the engine costs against the same arithmetic written by hand, and the text of a number against the
// standard library's.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "costs/quadratic.hpp"
#include "costs/rosenbrock.hpp"
#include "methods/gd.hpp"
#include "methods/momentum.hpp"
#include "output/row.hpp"
#include "sim/simulate.hpp"

namespace {

using msim::Vec2;

constexpr std::uint64_t steps =
    100'000;  // long against the start of a run, short against a slice of the scheduler

// Numbers of a run, which the compiler must not know: the program reads them from its command line, and a
// factor known to be 1 would be optimized away.
struct Scene {
  std::vector<double> method;
  std::vector<double> cost;
  Vec2<double> start;
};

auto hidden(Scene scene) -> Scene {
  benchmark::DoNotOptimize(scene.method.data());
  benchmark::DoNotOptimize(scene.cost.data());
  benchmark::ClobberMemory();
  return scene;
}

const std::vector<double> quadratic{1, 0, 19, 0, 0, 0};
const std::vector<double> rosenbrock{1, 100};

auto gd_on_quadratic() -> Scene { return hidden({{1e-6}, quadratic, {-9, 4}}); }
auto momentum_on_quadratic() -> Scene { return hidden({{1e-6, 0.9}, quadratic, {-9, 4}}); }
auto momentum_on_rosenbrock() -> Scene { return hidden({{1e-6, 0.9}, rosenbrock, {-1.2, 1}}); }

struct Nobody {
  static auto step(const msim::Step<double>& /*step*/) -> std::uint64_t {
    return std::numeric_limits<std::uint64_t>::max();
  }
};

template <class Method, class Cost>
auto by_engine(const Scene& scene, std::uint64_t count) -> Vec2<double> {
  Nobody nobody;
  return msim::simulate(Method(scene.method), scene.method[0], Cost(scene.cost), scene.start, {count}, nobody)
      .last.p;
}

// From here to by_hand_...: the loops that somebody would write who needs one method on one cost.
auto goes_on(double x, double y, double cost, double bound, double gx, double gy, double grad_tol) -> bool {
  const bool bounded = std::abs(cost) <= bound && std::isfinite(cost) && std::isfinite(x) && std::isfinite(y);
  return bounded && !(grad_tol >= 0 && std::hypot(gx, gy) <= grad_tol);
}

template <bool momentum>
auto by_hand_on_quadratic(const Scene& scene, std::uint64_t count) -> Vec2<double> {
  const double lr = scene.method[0];
  const double beta = momentum ? scene.method[1] : 0;
  const double a11 = scene.cost[0];
  const double a12 = scene.cost[1];
  const double a22 = scene.cost[2];
  const double b1 = scene.cost[3];
  const double b2 = scene.cost[4];
  const double c = scene.cost[5];
  double x = scene.start.x;
  double y = scene.start.y;
  double vx = 0;
  double vy = 0;
  double bound = std::numeric_limits<double>::infinity();
  for (std::uint64_t k = 0;; ++k) {
    const double ax = a11 * x + a12 * y;
    const double ay = a12 * x + a22 * y;
    const double cost = 0.5 * (x * ax + y * ay) - (b1 * x + b2 * y) + c;
    const double gx = ax - b1;
    const double gy = ay - b2;
    if (k == 0) bound = 1e12 * std::max(1.0, std::abs(cost));
    if (!goes_on(x, y, cost, bound, gx, gy, -1) || k == count) return {x, y};
    vx = momentum ? beta * vx + (1 - beta) * gx : gx;
    vy = momentum ? beta * vy + (1 - beta) * gy : gy;
    x = x - lr * vx;
    y = y - lr * vy;
  }
}
constexpr auto by_hand_gd_on_quadratic = by_hand_on_quadratic<false>;
constexpr auto by_hand_momentum_on_quadratic = by_hand_on_quadratic<true>;

auto by_hand_momentum_on_rosenbrock(const Scene& scene, std::uint64_t count) -> Vec2<double> {
  const double lr = scene.method[0];
  const double beta = scene.method[1];
  const double a = scene.cost[0];
  const double b = scene.cost[1];
  double x = scene.start.x;
  double y = scene.start.y;
  double vx = 0;
  double vy = 0;
  double bound = std::numeric_limits<double>::infinity();
  for (std::uint64_t k = 0;; ++k) {
    const double u = a - x;
    const double v = y - x * x;
    const double bv = b * v;
    const double cost = u * u + bv * v;
    const double gx = -2 * u - 4 * x * bv;
    const double gy = 2 * bv;
    if (k == 0) bound = 1e12 * std::max(1.0, std::abs(cost));
    if (!goes_on(x, y, cost, bound, gx, gy, -1) || k == count) return {x, y};
    vx = beta * vx + (1 - beta) * gx;
    vy = beta * vy + (1 - beta) * gy;
    x = x - lr * vx;
    y = y - lr * vy;
  }
}

using Loop = auto(*)(const Scene&, std::uint64_t) -> Vec2<double>;

// `other` must end at the same point to the bit, or the two are not doing the same work.
template <Loop loop, Loop other>
void steps_of(benchmark::State& state, Scene (*scene_of)()) {
  const Scene scene = scene_of();
  if (loop(scene, steps) != other(scene, steps)) return state.SkipWithError("ends elsewhere");
  for (auto _ : state) {
    benchmark::DoNotOptimize(loop(scene, steps));
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(steps));
}

constexpr Loop engine_gd_quadratic = by_engine<msim::Gd<double>, msim::Quadratic>;
constexpr Loop engine_momentum_quadratic = by_engine<msim::Momentum<double>, msim::Quadratic>;
constexpr Loop engine_momentum_rosenbrock = by_engine<msim::Momentum<double>, msim::Rosenbrock>;

void gd_quadratic_ours(benchmark::State& state) {
  steps_of<engine_gd_quadratic, by_hand_gd_on_quadratic>(state, gd_on_quadratic);
}
void gd_quadratic_rival(benchmark::State& state) {
  steps_of<by_hand_gd_on_quadratic, engine_gd_quadratic>(state, gd_on_quadratic);
}
void momentum_quadratic_ours(benchmark::State& state) {
  steps_of<engine_momentum_quadratic, by_hand_momentum_on_quadratic>(state, momentum_on_quadratic);
}
void momentum_quadratic_rival(benchmark::State& state) {
  steps_of<by_hand_momentum_on_quadratic, engine_momentum_quadratic>(state, momentum_on_quadratic);
}
void momentum_rosenbrock_ours(benchmark::State& state) {
  steps_of<engine_momentum_rosenbrock, by_hand_momentum_on_rosenbrock>(state, momentum_on_rosenbrock);
}
void momentum_rosenbrock_rival(benchmark::State& state) {
  steps_of<by_hand_momentum_on_rosenbrock, engine_momentum_rosenbrock>(state, momentum_on_rosenbrock);
}
BENCHMARK(gd_quadratic_ours)->Name("steps of gd on a quadratic/ours");
BENCHMARK(gd_quadratic_rival)->Name("steps of gd on a quadratic/rival: a loop by hand");
BENCHMARK(momentum_quadratic_ours)->Name("steps of momentum on a quadratic/ours");
BENCHMARK(momentum_quadratic_rival)->Name("steps of momentum on a quadratic/rival: a loop by hand");
BENCHMARK(momentum_rosenbrock_ours)->Name("steps of momentum on Rosenbrock/ours");
BENCHMARK(momentum_rosenbrock_rival)->Name("steps of momentum on Rosenbrock/rival: a loop by hand");

// The x of a long run: all different and with all their digits, and more of them than NumberText remembers.
auto numbers() -> std::vector<double> {
  std::vector<double> values(1U << 14U);
  double x = -9;
  for (double& value : values) {
    value = x;
    x -= 1e-6 * x;
  }
  return values;
}

void text_NumberText(benchmark::State& state) {
  const auto values = numbers();
  msim::NumberText text;
  std::array<char, msim::NumberText::longest> room{};
  for (auto _ : state) {
    for (const double value : values) {
      benchmark::DoNotOptimize(text.append(room.data(), value));
      benchmark::ClobberMemory();
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.size()));
}

void text_to_chars(benchmark::State& state) {
  const auto values = numbers();
  std::array<char, msim::NumberText::longest> room{};
  for (auto _ : state) {
    for (const double value : values) {
      benchmark::DoNotOptimize(std::to_chars(room.data(), room.data() + room.size(), value).ptr);
      benchmark::ClobberMemory();
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values.size()));
}
BENCHMARK(text_NumberText)->Name("the text of a number/ours");
BENCHMARK(text_to_chars)->Name("the text of a number/rival: std::to_chars");

}  // namespace
