// What holds for every method on every cost.

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <set>

#include "sim/run.hpp"
#include "sim/simulate.hpp"
#include "sim/surface.hpp"
#include "support/lists.hpp"
#include "support/pairs.hpp"

namespace msim::test {
namespace {

// Bits, so that a nan equals itself and 0 differs from -0.
auto same_bits(double a, double b) -> bool { return std::memcmp(&a, &b, sizeof a) == 0; }
auto same_bits(Vec2<double> a, Vec2<double> b) -> bool { return same_bits(a.x, b.x) && same_bits(a.y, b.y); }

class Laws : public ::testing::TestWithParam<MethodOnCost> {};
INSTANTIATE_TEST_SUITE_P(All, Laws, ::testing::ValuesIn(every_method_on_every_cost()),
                         [](const auto& test) { return name_of_pair(test.param); });

// Asks for each n-th step and keeps the numbers of those it is shown.
class EachNth : public RunObserver {
 public:
  explicit EachNth(std::uint64_t n) : n_(n) {}
  auto step(const Step<double>& step) -> std::uint64_t override {
    seen.push_back(step.k);
    return step.k + n_;
  }
  std::vector<std::uint64_t> seen;

 private:
  std::uint64_t n_;
};

constexpr double small_lr = 0.001;

TEST_P(Laws, NUpdatesGiveNPlusOneRecords) {
  for (const std::uint64_t n : {0U, 1U, 2U, 17U}) {
    EachNth observer(1);
    const auto outcome = GetParam().simulate(small_lr, GetParam().start, {n}, observer);
    ASSERT_EQ(observer.seen.size(), n + 1);
    for (std::uint64_t k = 0; k <= n; ++k) EXPECT_EQ(observer.seen[k], k);
    EXPECT_EQ(outcome.stop, Stop::max_steps);
    EXPECT_EQ(outcome.last.k, n);
  }
}

TEST_P(Laws, RecordsHoldTheStateAfterKUpdates) {
  const auto steps = GetParam().path(small_lr, 50);
  const auto replayed = GetParam().replay(small_lr, steps);
  EXPECT_EQ(steps[0].p, GetParam().start);
  EXPECT_EQ(steps[0].velocity, (Vec2<double>{0, 0}));
  for (std::size_t k = 0; k < steps.size(); ++k) {
    const auto here = GetParam().sample(steps[k].p);
    EXPECT_TRUE(same_bits(steps[k].cost, here.value));
    EXPECT_TRUE(same_bits(steps[k].gradient, here.gradient));
    if (k == 0) continue;
    EXPECT_TRUE(same_bits(steps[k].p, replayed[k - 1].first));
    EXPECT_TRUE(same_bits(steps[k].velocity, replayed[k - 1].second));
  }
}

TEST_P(Laws, RunByNameIsTheSameRun) {
  EachNth observer(1);
  const auto by_name = GetParam().run_by_name(small_lr, GetParam().start, {100}, observer);
  const auto direct = GetParam().path(small_lr, 100);
  ASSERT_EQ(by_name.last.k + 1, direct.size());
  EXPECT_TRUE(same_bits(by_name.last.p, direct.back().p));
}

TEST_P(Laws, EachLaneIsItsScalarRun) {
  const std::vector<double> lrs{0.0001, 0.001, 0.002, 0.003};
  constexpr std::size_t n = 60;
  const auto lanes = GetParam().lanes(lrs, n);
  for (std::size_t lane = 0; lane < Lanes::width; ++lane) {
    const auto scalar = GetParam().path(lrs[lane], n);  // shorter where it diverges
    for (std::size_t k = 0; k < scalar.size(); ++k) {
      EXPECT_TRUE(same_bits(lanes[k][lane].first, scalar[k].p)) << k << " " << lane;
      EXPECT_TRUE(same_bits(lanes[k][lane].second, scalar[k].velocity)) << k << " " << lane;
    }
  }
}

TEST_P(Laws, AnObserverSeesWhatItAskedForAndTheLast) {
  EachNth observer(7);
  GetParam().simulate(small_lr, GetParam().start, {17}, observer);
  EXPECT_EQ(observer.seen, (std::vector<std::uint64_t>{0, 7, 14, 17}));
}

TEST_P(Laws, WhoWatchesChangesNothing) {
  EachNth often(1);
  EachNth never(1'000'000);
  const auto watched = GetParam().simulate(small_lr, GetParam().start, {200}, often);
  const auto alone = GetParam().simulate(small_lr, GetParam().start, {200}, never);
  EXPECT_EQ(watched.last.k, alone.last.k);
  EXPECT_TRUE(same_bits(watched.last.p, alone.last.p));
  EXPECT_TRUE(same_bits(watched.last.velocity, alone.last.velocity));
}

TEST_P(Laws, AStartThatIsNotFiniteDivergesAtOnce) {
  EachNth observer(1);
  const auto outcome =
      GetParam().simulate(small_lr, {std::numeric_limits<double>::infinity(), 0}, {10}, observer);
  EXPECT_EQ(outcome.stop, Stop::diverged);
  EXPECT_EQ(observer.seen, (std::vector<std::uint64_t>{0}));
}

TEST(Stops, DivergedIsTheFirstStepBeyondTheBound) {
  const auto cost = standard_cost<Quadratic>();
  Recorder recorder;
  const auto outcome = simulate_with<Gd<double>>({0.2}, cost, cost.start(), {1000}, recorder);
  ASSERT_EQ(outcome.stop, Stop::diverged);
  const double bound = 1e12 * 129.6;
  const auto& steps = recorder.steps;
  EXPECT_GT(steps.back().cost, bound);
  EXPECT_LE(steps[steps.size() - 2].cost, bound);
  // |1 - 0.2 * 19.8| = 2.96 a step: 19.8 / 2 * 3^2 * 2.96^(2k) passes the bound at k = ln(1e12 * 129.6
  // / 89.1) / (2 ln 2.96) = 12.9
  EXPECT_EQ(steps.back().k, 13U);
}

TEST(Stops, GradTolIsInclusiveAndTestedAtStepZero) {
  const auto cost = standard_cost<Quadratic>();  // gradient (3, 0) at (3, 0)
  Recorder recorder;
  const std::vector<double> gd{0.1};
  EXPECT_EQ(simulate_with<Gd<double>>(gd, cost, {3, 0}, {10, 3}, recorder).stop, Stop::grad_tol);
  EXPECT_EQ(recorder.steps.size(), 1U);
  EXPECT_EQ(simulate_with<Gd<double>>(gd, cost, {3, 0}, {10, std::nextafter(3, 0)}, recorder).last.k, 1U);
  EXPECT_EQ(simulate_with<Gd<double>>(gd, cost, {0, 0}, {10, 0}, recorder).stop, Stop::grad_tol);
  EXPECT_EQ(simulate_with<Gd<double>>(gd, cost, {0, 0}, {10}, recorder).stop, Stop::max_steps);
}

TEST(Stops, ReportTheFirstThatHolds) {
  const auto cost = standard_cost<Quadratic>();
  Recorder recorder;
  const std::vector<double> gd{0.1};
  EXPECT_EQ(simulate_with<Gd<double>>(gd, cost, {0, 0}, {0, 1}, recorder).stop, Stop::grad_tol);
  EXPECT_EQ(simulate_with<Gd<double>>(gd, cost, {1e200, 0}, {0, 1}, recorder).stop, Stop::diverged);
}

TEST(Surface, CoversTheBoxExactlyAndEvenly) {
  const Grid grid{{-9, 9, 1, 2}, 7, 3};
  EXPECT_EQ(grid.x(0), -9);
  EXPECT_EQ(grid.x(3), 0);
  EXPECT_EQ(grid.x(6), 9);
  EXPECT_EQ(grid.y(1), 1.5);
  const auto cost = standard_cost<Quadratic>();
  const auto row = surface_row(standard_any_cost<Quadratic>(), grid, 2);
  ASSERT_EQ(row.size(), 7U);
  for (std::uint64_t i = 0; i < 7; ++i) EXPECT_EQ(row[i], cost.sample(Vec2<double>{grid.x(i), 2}).value);
}

TEST(View, GrowsWithThePathButNotAfterADivergingOne) {
  const Box own{-1, 1, -2, 2};
  const auto at = [](double x, double y) { return Step<double>{1, {x, y}, 0, {0, 0}, {0, 0}}; };
  ViewObserver still(own, {0.5, 0.5});
  still.step(at(1, -2));
  EXPECT_EQ(still.view(), own);
  ViewObserver moved(own, {0, 0});
  moved.step(at(2, 0));
  EXPECT_EQ(moved.view(), (Box{-1, 2 + 0.04 * 3, -2, 2}));
  moved.step(at(0, 7));  // more than a height away
  moved.step(at(3, 0));  // exactly a width away
  moved.step(at(1e300, std::numeric_limits<double>::quiet_NaN()));
  EXPECT_EQ(moved.view(), (Box{-1, 2 + 0.04 * 3, -2, 2}));
  EXPECT_EQ(ViewObserver(own, {9, 0}).view(), (Box{-1, 9 + 0.04 * 10, -2, 2})) << "the start is always shown";
}

// One header a method and a cost, and no header that the list forgot.
TEST(Lists, NameEveryHeaderOfTheirFolder) {
  const std::filesystem::path source(MOMENTUM_SIM_SOURCE);
  const auto headers = [&](const char* folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(source / folder)) {
      auto name = entry.path().stem().string();
      std::replace(name.begin(), name.end(), '_', '-');
      if (name != "list") names.insert(name);
    }
    return names;
  };
  std::set<std::string> methods;
  for_each(Methods<double>{}, [&]<class T>(std::type_identity<T>) { methods.emplace(T::info.name); });
  std::set<std::string> costs;
  for_each(Costs{}, [&]<class T>(std::type_identity<T>) { costs.emplace(T::info.name); });
  EXPECT_EQ(methods, headers("methods"));
  EXPECT_EQ(costs, headers("costs"));
}

}  // namespace
}  // namespace msim::test
