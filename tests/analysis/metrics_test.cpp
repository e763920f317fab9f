// The streamed metrics against a second pass over the stored path, and the golden figures.

#include "analysis/metrics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
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

auto metrics_of(const std::vector<Step<double>>& steps, const std::vector<Valley>& valleys, double lowest,
                double target) -> Metrics {
  MetricsObserver observer(valleys, lowest, target);
  for (const auto& step : steps) observer.step(step);
  return observer.result();
}

auto size(Vec2<double> v) -> double { return std::hypot(v.x, v.y); }

auto valleys_of(const std::string& cost) -> std::vector<Valley> {
  std::vector<Valley> result;
  with_named(Costs{}, cost,
             [&]<class C>(std::type_identity<C>) { result = valleys(standard_any_cost<C>()); });
  return result;
}

TEST_P(MetricsOf, AgreeWithASecondPass) {
  const auto steps = GetParam().path(0.01, 400);
  const double minimum = GetParam().minimum;
  constexpr double target = 0.5;
  const auto valleys = valleys_of(GetParam().cost);
  const Metrics metrics = metrics_of(steps, valleys, minimum, target);

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
  EXPECT_EQ(metrics.gradient_evaluations, steps.size() - 1);
  double length = 0;
  for (std::size_t k = 1; k < steps.size(); ++k) length += size(steps[k].p - steps[k - 1].p);
  if (!std::isfinite(length)) return;
  EXPECT_NEAR(metrics.path_length, length, rounding(500) * length);

  // The oscillation, about the minimum nearest to the end.
  const auto nearest = std::min_element(valleys.begin(), valleys.end(), [&](auto& a, auto& b) {
    return size(steps.back().p - a.minimum.p) < size(steps.back().p - b.minimum.p);
  });
  const auto terms = [&](const Step<double>& s, Vec2<double> q) {
    return std::pair(q.x * (s.p.x - nearest->minimum.p.x), q.y * (s.p.y - nearest->minimum.p.y));
  };
  ASSERT_TRUE(metrics.oscillation);
  const auto [crossings, travel, overshoot, rate, spread] = *metrics.oscillation;
  double farthest = 0;
  for (const bool steep : {true, false}) {
    std::vector<double> u;
    std::vector<double> off;  // those whose sign is no matter of rounding
    for (const auto& s : steps) {
      const auto [x, y] = terms(s, steep ? nearest->curvature.steep : nearest->curvature.shallow);
      u.push_back(x + y);
      if (std::abs(x + y) > rounding(16) * (std::abs(x) + std::abs(y))) off.push_back(x + y);
    }
    std::uint64_t changes = 0;
    for (std::size_t i = 1; i < off.size(); ++i)
      changes += std::signbit(off[i]) != std::signbit(off[i - 1]) ? 1U : 0U;
    EXPECT_EQ(steep ? crossings.steep : crossings.shallow, changes);
    // Blocks of steps double: the one that the run ended in, and the one before.
    const std::size_t from = std::bit_floor(std::max<std::size_t>(2, steps.back().k)) / 2;
    double squares = 0;
    for (std::size_t i = from; i < u.size(); ++i) squares += u[i] * u[i];
    if (u.size() > 2) {
      const double expected = std::sqrt(squares / static_cast<double>(u.size() - from));
      EXPECT_NEAR(steep ? spread.steep : spread.shallow, expected, rounding(500) * expected);
    }
    double sum = 0;
    for (std::size_t i = 1; i < u.size(); ++i) sum += std::abs(u[i] - u[i - 1]);
    EXPECT_EQ(steep ? travel.steep : travel.shallow, sum);
    for (const double value : off) farthest = std::max(farthest, std::signbit(off.front()) ? value : -value);
  }
  EXPECT_EQ(overshoot, farthest);
}

// f = 0.05 x^2 + 5 y^2 from (-4, 1.5), lr 0.18, target 1e-3.
auto golden(double beta, std::uint64_t steps, double lr = 0.18) -> Metrics {
  const std::vector<double> shape{0.1, 0, 10, 0, 0, 0};
  Recorder recorder;
  simulate_with<Momentum<double>>({lr, beta}, Quadratic(shape), {-4, 1.5}, {steps}, recorder);
  return metrics_of(recorder.steps, valleys(AnyCost({"quadratic", shape})), 0, 1e-3);
}

TEST(Golden, StepsToTarget) {
  EXPECT_EQ(golden(0, 1000).first_hit, 185U);  // gd
  EXPECT_EQ(golden(0.9, 1000).first_hit, 159U);
  EXPECT_EQ(golden(0.99, 3000).first_hit, 408U);
  EXPECT_EQ(golden(0.99, 3000).settled, 914U);
  EXPECT_NEAR(golden(0.99, 300).final_cost, 0.487363, 5e-7);
  EXPECT_EQ(golden(0.6694, 1000, 1.0).first_hit, 46U);
}

TEST(Golden, Oscillation) {
  const auto gd = golden(0, 184).oscillation;
  EXPECT_EQ(gd->crossings.steep, 184U);
  EXPECT_NEAR(gd->travel.steep, 13.5, 0.05);
  EXPECT_NEAR(golden(0.9, 1000).oscillation->travel.steep, 8.1, 0.05);
  const double beta = 81.0 / 121;  // ((sqrt(100) - 1) / (sqrt(100) + 1))^2
  EXPECT_NEAR(golden(beta, 1000, 1.0).oscillation->travel.steep, 150, 0.5);
}

TEST(Metrics, TheRateIsTheOneOfTheEnvelope) {
  // With beta 0.99 the path still swings, and its radius is sqrt(0.99).
  EXPECT_NEAR(*golden(0.99, 5000).oscillation->rate, std::sqrt(0.99), 2e-5);
  EXPECT_NEAR(*golden(0, 2000).oscillation->rate, 1 - 0.018, 1e-12);
  EXPECT_GT(*golden(0, 100, 0.21).oscillation->rate, 1.09) << "of a diverging path too: 0.21 10 - 1 = 1.1";
}

TEST(Metrics, TheRateEndsWhereRoundingBegins) {
  // About a minimum away from the origin the path comes to rest on a neighbouring double.
  const std::vector<double> shape{1, 0, 2, 3, 10, 0};  // minimum at (3, 5)
  Recorder recorder;
  simulate_with<Gd<double>>({0.25}, Quadratic(shape), Vec2<double>{0, 0}, {5000}, recorder);
  const auto metrics = metrics_of(recorder.steps, valleys(AnyCost({"quadratic", shape})), 0, 1e-3);
  EXPECT_NEAR(*metrics.oscillation->rate, 0.75, 1e-3);
}

TEST(Metrics, OfARunOfNoSteps) {
  const auto metrics = golden(0.9, 0);
  EXPECT_EQ(metrics.first_hit, std::nullopt);
  EXPECT_EQ(metrics.settled, std::nullopt);
  EXPECT_EQ(metrics.final_cost, metrics.lowest_cost);
  EXPECT_EQ(metrics.lowest_step, 0U);
  EXPECT_EQ(metrics.path_length, 0);
  EXPECT_TRUE(std::isnan(metrics.efficiency));
  EXPECT_EQ(metrics.gradient_evaluations, 0U);
  EXPECT_EQ(metrics.oscillation->crossings.steep, 0U);
  EXPECT_EQ(metrics.oscillation->travel.steep, 0);
  EXPECT_EQ(metrics.oscillation->overshoot, 0);
  EXPECT_EQ(metrics.oscillation->rate, std::nullopt);
}

TEST(Metrics, OfSeveralMinimaTheOneNearestToTheEndCounts) {
  const auto valleys = valleys_of("himmelblau");
  ASSERT_EQ(valleys.size(), 4U);
  for (std::size_t i = 0; i < valleys.size(); ++i) {
    const auto [m, curvature] = valleys[i];
    MetricsObserver observer(valleys, 0, 1e-3);
    const double far[] = {1, -0.5, 0.25, -0.125};
    for (std::uint64_t k = 0; k < 4; ++k) {
      const Vec2<double> p = m.p + far[k] * curvature.steep;
      observer.step({k, p, 1, {0, 0}, {0, 0}});
    }
    const auto oscillation = observer.result().oscillation;
    EXPECT_EQ(oscillation->crossings.steep, 3U);
    EXPECT_NEAR(oscillation->travel.steep, 1.5 + 0.75 + 0.375, 1e-12);
    EXPECT_NEAR(oscillation->overshoot, 0.5, 1e-12);
  }
}

TEST(Metrics, AZeroBetweenTwoSignsIsOneCrossing) {
  const std::vector<double> shape{1, 0, 2, 0, 0, 0};
  MetricsObserver observer(valleys(AnyCost({"quadratic", shape})), 0, 1e-3);
  std::uint64_t k = 0;
  for (const double y : {0.0, 1.0, 0.0, -1.0, 0.0, -1.0}) observer.step({k++, {1, y}, 1, {0, 0}, {0, 0}});
  EXPECT_EQ(observer.result().oscillation->crossings.steep, 1U);
  EXPECT_EQ(observer.result().oscillation->overshoot, 1) << "the first side is where it first went";
}

TEST(Metrics, OfAStraightLineHaveEfficiencyOne) {
  MetricsObserver metrics({}, 0, 1);
  for (std::uint64_t k = 0; k < 5; ++k) {
    metrics.step({k, {3.0 * static_cast<double>(k), 4.0 * static_cast<double>(k)}, 1, {0, 0}, {0, 0}});
  }
  EXPECT_EQ(metrics.result().path_length, 20);
  EXPECT_EQ(metrics.result().efficiency, 1);
  EXPECT_EQ(metrics.result().first_hit, std::nullopt) << "no minimum is known";
  EXPECT_FALSE(metrics.result().oscillation);
  EXPECT_EQ(metrics.result().lowest_seen->first_hit, 0U);
}

TEST(Metrics, OfTinyAndHugeStepsNeitherUnderflowNorOverflow) {
  for (const double size : {1e-170, 1e200}) {
    MetricsObserver metrics({}, 0, 1);
    metrics.step({0, {0, 0}, 1, {0, 0}, {0, 0}});
    metrics.step({1, {3 * size, 4 * size}, 1, {0, 0}, {0, 0}});
    EXPECT_DOUBLE_EQ(metrics.result().path_length, 5 * size);
    EXPECT_EQ(metrics.result().efficiency, 1);
  }
}

TEST(Metrics, ACostThatIsNotANumberIsNeitherLowNorOnTarget) {
  MetricsObserver metrics({}, 0, 1);
  metrics.step({0, {0, 0}, 0.5, {0, 0}, {0, 0}});
  metrics.step({1, {1, 0}, std::nan(""), {0, 0}, {0, 0}});
  EXPECT_EQ(metrics.result().lowest_seen->first_hit, 0U);
  EXPECT_EQ(metrics.result().lowest_seen->settled, std::nullopt);
  EXPECT_EQ(metrics.result().lowest_cost, 0.5);
}

}  // namespace
}  // namespace msim::test
