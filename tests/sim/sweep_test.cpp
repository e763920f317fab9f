// A sweep gives each cell what the scalar run gives, bit for bit.

#include "sim/sweep.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <chrono>
#include <cmath>
#include <limits>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "sim/infos.hpp"
#include "sim/run.hpp"
#include "support/lists.hpp"

namespace msim::test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// The first step at which the cost is near enough to the minimum.
class FirstHit : public RunObserver {
 public:
  FirstHit(double minimum, double target) : minimum_(minimum), target_(target) {}
  auto step(const Step<double>& step) -> std::uint64_t override {
    if (!hit && step.cost - minimum_ <= target_) hit = step;
    return step.k + 1;
  }
  std::optional<Step<double>> hit;

 private:
  double minimum_, target_;
};

// One cell by the scalar loop.
auto by_simulate(const Sweep& sweep, const SweptMethod& method, std::uint64_t cell) -> Cell {
  const auto minima = sweep.cost.minima();
  FirstHit observer(minima.empty() ? 0 : minima.front().value, minima.empty() ? -infinity : sweep.target);
  const auto parameters = method.cell(cell);
  const auto [stop, last] = run({method.name, parameters}, sweep.cost, sweep.start, {sweep.steps}, observer);
  const bool diverged_at_once = stop == Stop::diverged && observer.hit && observer.hit->k == last.k;
  if (observer.hit && !diverged_at_once) return {CellStop::reached, observer.hit->k, observer.hit->cost};
  return {stop == Stop::diverged ? CellStop::diverged : CellStop::budget, last.k, last.cost};
}

// Bits, but that the sign of a nan means nothing.
auto same(const Cell& a, const Cell& b) -> bool {
  const bool same_cost = std::bit_cast<std::uint64_t>(a.cost) == std::bit_cast<std::uint64_t>(b.cost) ||
                         (std::isnan(a.cost) && std::isnan(b.cost));
  return a.stop == b.stop && a.steps == b.steps && same_cost;
}

auto show(const Cell& cell) -> std::string {
  return std::string(name_of(cell.stop)) + " " + std::to_string(cell.steps) + " " + std::to_string(cell.cost);
}

// A sink that waits for longer than a sweep is left to one thread.
void let_others_join() { std::this_thread::sleep_for(std::chrono::milliseconds(2)); }

// Every row, each seen once and in order.
auto rows_of(const Sweep& sweep, RowRange rows, const Isa& isa, unsigned threads) -> std::vector<Cell> {
  std::vector<Cell> result;
  std::uint64_t row = rows.first;
  run_cells(sweep, rows, isa, threads,
            [&](std::size_t method, std::uint64_t first, std::span<const Cell> cells) {
              std::uint64_t before = 0;
              for (std::size_t m = 0; m < method; ++m) before += sweep.methods[m].cells();
              EXPECT_EQ(before + first, row);
              if (threads > 1 && row == rows.first) let_others_join();
              EXPECT_LE(first + cells.size(), sweep.methods[method].cells());
              row += cells.size();
              result.insert(result.end(), cells.begin(), cells.end());
            });
  EXPECT_EQ(row, rows.last);
  return result;
}

auto scalar_rows(const Sweep& sweep) -> std::vector<Cell> {
  std::vector<Cell> result;
  for (const auto& method : sweep.methods) {
    for (std::uint64_t cell = 0; cell < method.cells(); ++cell) {
      result.push_back(by_simulate(sweep, method, cell));
    }
  }
  return result;
}

void expect_same(const std::vector<Cell>& rows, const std::vector<Cell>& expected) {
  ASSERT_EQ(rows.size(), expected.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_TRUE(same(rows[i], expected[i])) << i << ": " << show(rows[i]) << ", not " << show(expected[i]);
  }
}

// On every instruction set of this machine, alone and with three threads.
void expect_scalar_rows(const Sweep& sweep) {
  const auto expected = scalar_rows(sweep);
  for (const Isa& isa : isas()) {
    if (!isa.available()) continue;
    for (const unsigned threads : {1U, 3U}) {
      SCOPED_TRACE(std::string(isa.name) + " with " + std::to_string(threads) + " threads");
      expect_same(rows_of(sweep, {0, sweep.rows()}, isa, threads), expected);
    }
  }
}

// Every method over lr and, where it has one, beta.
auto every_method(const Axis& lr, const Axis& beta) -> std::vector<SweptMethod> {
  std::vector<SweptMethod> methods;
  for (const MethodInfo& info : method_infos()) {
    SweptMethod method{std::string(info.name), {}, {}};
    for (const Parameter& parameter : info.parameters) {
      const auto place = method.parameters.size();
      if (parameter.shared == Shared::lr) method.axes.push_back({place, lr});
      if (parameter.shared == Shared::beta) method.axes.push_back({place, beta});
      method.parameters.push_back(parameter.standard);
    }
    methods.push_back(method);
  }
  return methods;
}

auto count(const std::vector<Cell>& cells, CellStop stop) -> std::ptrdiff_t {
  return std::count_if(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.stop == stop; });
}

template <class C>
class SweepOn : public ::testing::Test {
 protected:
  AnyCost cost_ = standard_any_cost<C>();

  auto sweep(std::uint64_t steps, double target, std::vector<SweptMethod> methods) const -> Sweep {
    return {cost_, cost_.start(), steps, target, std::move(methods)};
  }
};
TYPED_TEST_SUITE(SweepOn, AllCosts, TypeName);

TYPED_TEST(SweepOn, EachCellIsItsScalarRun) {
  // From creeping to diverging within a step or two.
  const auto methods = every_method({1e-4, 1e4, 23, true}, {0, 0.99, 5, false});
  const double height = this->cost_.sample(this->cost_.start()).value - this->cost_.minima().front().value;
  constexpr std::uint64_t steps = OnData<TypeParam> ? 100 : 1000;  // each is a pass over the rows
  const auto sweep = this->sweep(steps, 0.5 * height, methods);
  expect_scalar_rows(sweep);
  expect_scalar_rows(this->sweep(steps, 1e-3, methods));
  const auto rows = scalar_rows(sweep);
  EXPECT_GT(count(rows, CellStop::reached), 0);
  EXPECT_GT(count(rows, CellStop::budget), 0);
  // Their gradients are.
  constexpr bool bounded = std::is_same_v<TypeParam, Ackley> || std::is_same_v<TypeParam, Logistic>;
  EXPECT_EQ(count(rows, CellStop::diverged) > 0, !bounded);
}

TYPED_TEST(SweepOn, NumbersAtTheEdgeToo) {
  // Steps that vanish among denormals, that overflow at once, and betas that do either.
  for (const Axis& lr : {Axis{5e-324, 1e-300, 9, true}, Axis{1e150, 1.7e308, 9, true}}) {
    expect_scalar_rows(this->sweep(70, 1e-300, every_method(lr, {0, 0.9999999999999999, 3, false})));
  }
}

TYPED_TEST(SweepOn, NoStepsAtAll) {
  const auto methods = every_method({0.1, 1, 3, true}, {0, 0.9, 2, false});
  expect_scalar_rows(this->sweep(0, 1e-3, methods));
  expect_scalar_rows(this->sweep(0, 1e300, methods));  // the start is the target
}

auto quadratic(const std::vector<double>& values, Vec2<double> start, std::uint64_t steps, double target)
    -> Sweep {
  return {AnyCost({Quadratic::info.name, values}), start, steps, target,
          every_method({1e-3, 10, 31, true}, {0, 0.99, 4, false})};
}

TEST(SweepOnQuadratic, EveryNumberOfSteps) {
  for (const std::uint64_t steps : {1U, 31U, 32U, 33U, 64U, 65U}) {
    expect_scalar_rows(quadratic({1, 0, 19.5, 0, 0, 0}, {-9, 3}, steps, 1e-3));
  }
}

TEST(SweepOnQuadratic, ConvergesIntoDenormalsAndToZero) {
  expect_scalar_rows(quadratic({1, 0, 19.5, 0, 0, 0}, {-9, 3}, 20'000, 5e-324));
}

TEST(SweepOnQuadratic, WithoutAMinimumNothingIsReached) {
  const std::vector<double> values{1, 0, -1, 0, 0, 0};
  const auto saddle = quadratic(values, {-9, 3}, 500, 1e300);
  expect_scalar_rows(saddle);
  EXPECT_EQ(count(scalar_rows(saddle), CellStop::reached), 0);
}

TEST(SweepOnQuadratic, TargetsThatRoundingBlurs) {
  // The minimum is c, so that the costs that reach the target end beside 0, beside the minimum itself, and
  // where one unit in the last place is more than the target.
  for (const double c : {-1e-3, -1.0, 1e-9, 1.0, 1e6, -1e300}) {
    for (const double target : {1e-3, 1.0, 1e-20}) {
      expect_scalar_rows(quadratic({1, 0, 19.5, 0, 0, c}, {-9, 3}, 300, target));
    }
  }
}

TEST(SweepOnQuadratic, StartsThatOverflow) {
  for (const double x : {1e160, infinity, std::numeric_limits<double>::quiet_NaN()}) {
    expect_scalar_rows(quadratic({1, 0, 19.5, 0, 0, 0}, {x, 0}, 100, 1e-3));
  }
  // A cost so large that its bound overflows.
  expect_scalar_rows(quadratic({1, 0, 1, 0, 0, 1e300}, {1, 1}, 100, 1e-3));
}

// Some cells take a thousand times as long as their neighbours: rows wait for them in the window.
TEST(Sweeps, SlowCellsKeepTheirPlace) {
  const std::vector<double> values{1, 0, 19.5, 0, 0, 0};
  const Sweep sweep{AnyCost({Quadratic::info.name, values}),
                    {-9, 3},
                    30'000,
                    1e-300,
                    {{"gd", {0.1}, {{0, {1e-9, 1e9, 300'001, true}}}}}};
  const RowRange rows{130'000, 250'000};
  const auto one = rows_of(sweep, rows, best_isa(), 1);
  expect_same(rows_of(sweep, rows, best_isa(), 3), one);
  for (const std::size_t i : {0U, 1U, 777U, 50'000U, 119'999U}) {
    EXPECT_TRUE(same(one[i], by_simulate(sweep, sweep.methods[0], rows.first + i))) << i;
  }
}

// A thread that stands still finds the place of the rows that it gave last taken by others, of another
// number.
TEST(Sweeps, RowsThatWereGivenAreLeftAlone) {
  const std::vector<double> values{1, 0, 19.5, 0, 0, 0};
  const SweptMethod odd{"gd", {0.1}, {{0, {1e-3, 1, 129, true}}}};
  const Sweep sweep{AnyCost({Quadratic::info.name, values}), {-9, 3}, 4, 1e-300, std::vector(3000, odd)};
  const RowRange rows{0, sweep.rows()};
  expect_same(rows_of(sweep, rows, best_isa(), 16), rows_of(sweep, rows, best_isa(), 1));
}

TEST(Sweeps, PartsMakeTheWhole) {
  const std::vector<double> values{1, 0, 19.5, 0, 0, 0};
  const Sweep sweep{AnyCost({Quadratic::info.name, values}),
                    {-9, 3},
                    100,
                    1e-3,
                    every_method({1e-3, 10, 31, true}, {0, 0.99, 4, false})};
  const auto whole = rows_of(sweep, {0, sweep.rows()}, best_isa(), 2);
  for (const std::uint64_t part : {1U, 7U, 64U, 100U}) {
    std::vector<Cell> joined;
    for (std::uint64_t first = 0; first < sweep.rows(); first += part) {
      const auto rows = rows_of(sweep, {first, std::min(first + part, sweep.rows())}, best_isa(), 1);
      joined.insert(joined.end(), rows.begin(), rows.end());
    }
    expect_same(joined, whole);
  }
  EXPECT_TRUE(rows_of(sweep, {5, 5}, best_isa(), 2).empty());
}

TEST(Sweeps, WhatTheSinkThrowsEndsThem) {
  const std::vector<double> values{1, 0, 19.5, 0, 0, 0};
  const Sweep sweep{AnyCost({Quadratic::info.name, values}),
                    {-9, 3},
                    10,
                    1e-300,
                    {{"gd", {0.1}, {{0, {1e-9, 1, 1'000'000'000, true}}}}}};
  for (const unsigned threads : {1U, 3U}) {
    int calls = 0;
    const auto fails = [&](std::size_t, std::uint64_t, std::span<const Cell>) {
      ++calls;
      if (calls == 1) let_others_join();
      // By then the others wait for room.
      if (calls == 2) std::this_thread::sleep_for(std::chrono::milliseconds(50));
      if (calls == 3) throw std::runtime_error("full");
    };
    EXPECT_THROW(run_cells(sweep, {0, sweep.rows()}, best_isa(), threads, fails), std::runtime_error);
    EXPECT_EQ(calls, 3);
  }
}

TEST(Axes, HaveExactEndsAndEvenSteps) {
  const Axis log{0.001, 10, 5, true};
  EXPECT_EQ(log.at(0), 0.001);
  EXPECT_EQ(log.at(4), 10);
  EXPECT_NEAR(log.at(2), 0.1, 1e-16);
  const Axis lin{0, 0.9, 10, false};
  EXPECT_EQ(lin.at(0), 0);
  EXPECT_EQ(lin.at(9), 0.9);
  EXPECT_NEAR(lin.at(5), 0.5, 1e-16);
  // Points that are round numbers are just these.
  const Axis round{0, 0.95, 20, false};
  EXPECT_EQ(round.at(3), 0.15);
  EXPECT_EQ(round.at(18), 0.9);
  EXPECT_EQ((Axis{1e-5, 1e3, 9, true}).at(2), 1e-3);
  EXPECT_EQ((Axis{0, 1, 4, false}).at(1), 1.0 / 3);
  EXPECT_EQ((Axis{0.3, 0.3, 1, true}).at(0), 0.3);
  // Ends so near that rounding could leave between them, or so far that their difference overflows.
  const Axis narrow{0.1, std::nextafter(0.1, 1), 1000, true};
  for (std::uint64_t i = 1; i < narrow.count(); ++i) EXPECT_LE(narrow.at(i - 1), narrow.at(i));
  EXPECT_TRUE(std::isfinite((Axis{5e-324, 1.7e308, 1000, true}).at(500)));
}

TEST(Isas, TheFirstIsAvailableEverywhere) {
  EXPECT_EQ(isas().front().name, "baseline");
  EXPECT_TRUE(isas().front().available());
  EXPECT_TRUE(best_isa().available());
}

}  // namespace
}  // namespace msim::test
