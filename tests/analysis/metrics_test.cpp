// The streamed metrics against a second pass over the stored path, and the golden figures.

#include "analysis/metrics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sim/simulate.hpp"
#include "support/lists.hpp"
#include "support/pairs.hpp"
#include "support/tolerance.hpp"

namespace msim::test {
namespace {

class MetricsOf : public ::testing::TestWithParam<MethodOnCost> {};
INSTANTIATE_TEST_SUITE_P(All, MetricsOf, ::testing::ValuesIn(every_method_on_every_cost()),
                         [](const auto& test) { return name_of_pair(test.param); });

auto metrics_of(const std::vector<Step<double>>& steps, std::optional<double> minimum, double target)
    -> Metrics {
  MetricsObserver observer(minimum, target);
  for (const auto& step : steps) observer.step(step);
  return observer.result();
}

TEST_P(MetricsOf, AgreeWithASecondPass) {
  const auto steps = GetParam().path(0.01, 400);
  const double minimum = GetParam().minimum;
  constexpr double target = 0.5;
  const Metrics metrics = metrics_of(steps, minimum, target);

  const auto hit = [&](const Step<double>& s) { return s.cost - minimum <= target; };
  const auto first = std::find_if(steps.begin(), steps.end(), hit);
  EXPECT_EQ(metrics.first_hit, first == steps.end() ? std::nullopt : std::optional(first->k));
  const auto last_miss = std::find_if_not(steps.rbegin(), steps.rend(), hit);
  const std::uint64_t settled = last_miss == steps.rend() ? 0 : last_miss->k + 1;
  EXPECT_EQ(metrics.settled, hit(steps.back()) ? std::optional(settled) : std::nullopt);
  const auto lowest =
      std::min_element(steps.begin(), steps.end(), [](auto& a, auto& b) { return a.cost < b.cost; });
  EXPECT_EQ(metrics.lowest_cost, lowest->cost);
  EXPECT_EQ(metrics.lowest_step, lowest->k);
  double length = 0;
  for (std::size_t k = 1; k < steps.size(); ++k) {
    length += std::hypot(steps[k].p.x - steps[k - 1].p.x, steps[k].p.y - steps[k - 1].p.y);
  }
  if (std::isfinite(length)) {
    EXPECT_NEAR(metrics.path_length, length, rounding(500) * length);
  }
}

// f = 0.05 x^2 + 5 y^2 from (-4, 1.5), lr 0.18, target 1e-3.
auto golden(double beta, std::uint64_t steps, double lr = 0.18) -> Metrics {
  const std::vector<double> shape{0.1, 0, 10, 0, 0, 0};
  Recorder recorder;
  simulate(method_with<Momentum<double>>({lr, beta}), Quadratic(shape), Vec2<double>{-4, 1.5}, {steps},
           recorder);
  return metrics_of(recorder.steps, 0, 1e-3);
}

TEST(Golden, StepsToTarget) {
  EXPECT_EQ(golden(0, 1000).first_hit, 185U);  // gd
  EXPECT_EQ(golden(0.9, 1000).first_hit, 159U);
  EXPECT_EQ(golden(0.99, 3000).first_hit, 408U);
  EXPECT_EQ(golden(0.99, 3000).settled, 914U);
  EXPECT_NEAR(golden(0.99, 300).final_cost, 0.487363, 5e-7);
  EXPECT_EQ(golden(0.6694, 1000, 1.0).first_hit, 46U);
}

TEST(Metrics, OfARunOfNoSteps) {
  const auto metrics = golden(0.9, 0);
  EXPECT_EQ(metrics.first_hit, std::nullopt);
  EXPECT_EQ(metrics.settled, std::nullopt);
  EXPECT_EQ(metrics.final_cost, metrics.lowest_cost);
  EXPECT_EQ(metrics.lowest_step, 0U);
  EXPECT_EQ(metrics.path_length, 0);
  EXPECT_TRUE(std::isnan(metrics.efficiency));
}

TEST(Metrics, OfAStraightLineHaveEfficiencyOne) {
  MetricsObserver metrics(std::nullopt, 1);
  for (std::uint64_t k = 0; k < 5; ++k) {
    metrics.step({k, {3.0 * static_cast<double>(k), 4.0 * static_cast<double>(k)}, 1, {0, 0}, {0, 0}});
  }
  EXPECT_EQ(metrics.result().path_length, 20);
  EXPECT_EQ(metrics.result().efficiency, 1);
  EXPECT_EQ(metrics.result().first_hit, std::nullopt) << "no minimum is known";
}

TEST(Metrics, OfTinyAndHugeStepsNeitherUnderflowNorOverflow) {
  for (const double size : {1e-170, 1e200}) {
    MetricsObserver metrics(std::nullopt, 1);
    metrics.step({0, {0, 0}, 1, {0, 0}, {0, 0}});
    metrics.step({1, {3 * size, 4 * size}, 1, {0, 0}, {0, 0}});
    EXPECT_DOUBLE_EQ(metrics.result().path_length, 5 * size);
    EXPECT_EQ(metrics.result().efficiency, 1);
  }
}

TEST(Metrics, ACostThatIsNotANumberIsNeitherLowNorOnTarget) {
  MetricsObserver metrics(0.0, 1);
  metrics.step({0, {0, 0}, 0.5, {0, 0}, {0, 0}});
  metrics.step({1, {1, 0}, std::nan(""), {0, 0}, {0, 0}});
  EXPECT_EQ(metrics.result().first_hit, 0U);
  EXPECT_EQ(metrics.result().settled, std::nullopt);
  EXPECT_EQ(metrics.result().lowest_cost, 0.5);
}

}  // namespace
}  // namespace msim::test
