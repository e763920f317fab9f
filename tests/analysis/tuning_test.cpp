// The best lr and beta: closed forms where there are some, a search elsewhere.

#include "analysis/tuning.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <tuple>

#include "analysis/metrics.hpp"
#include "analysis/theory.hpp"
#include "sim/run.hpp"
#include "support/lists.hpp"

namespace msim::test {
namespace {

const std::vector<double> valley{1, 0, 19.5, 0, 0, 0};

struct Scene {
  std::string cost;
  std::vector<double> values;
  Vec2<double> start;
  std::uint64_t steps = 2000;

  auto f() const -> AnyCost { return AnyCost({cost, values}); }
  auto settled(const MethodChoice& method) const -> std::optional<std::uint64_t> {
    const auto all = valleys(f());
    MetricsObserver metrics(all, all.front().minimum.value, 1e-3);
    Recorder recorder;
    run(method, f(), start, {steps}, recorder);
    for (const auto& step : recorder.steps) metrics.step(step);
    return metrics.result().settled;
  }
  auto tune(const MethodChoice& method, Wanted wanted) const -> Tuning {
    const AnyCost any = f();
    const auto all = valleys(any);
    return msim::tune(method, wanted, {any, all, start, {steps}, 1e-3}, [](std::uint64_t) {});
  }
};

const Scene quadratic{"quadratic", valley, {-9, 3}};
const Scene rosenbrock{"rosenbrock", {1, 100}, {-1.2, 1}};

const std::vector<double> gd{0.1};
const std::vector<double> momentum{0.1, 0.9};
const std::vector<double> adam{0.1, 0.9, 0.999, 1e-8};

TEST(Tuning, TakesTheClosedFormOnAQuadratic) {
  const auto best_gd = quadratic.tune({"gd", gd}, {true, true});
  EXPECT_DOUBLE_EQ(best_gd.parameters[0], 2 / 20.5);
  EXPECT_EQ(best_gd.trials, 0U);
  const auto pair = quadratic.tune({"momentum", momentum}, {true, true});
  const double root = std::sqrt(19.5);
  EXPECT_DOUBLE_EQ(pair.parameters[0], 1 / root);
  EXPECT_DOUBLE_EQ(pair.parameters[1], std::pow((root - 1) / (root + 1), 2));
  EXPECT_EQ(pair.trials, 0U);
  const auto lr = quadratic.tune({"momentum", momentum}, {true, false});
  EXPECT_DOUBLE_EQ(lr.parameters[0], 1 / root);
  EXPECT_EQ(lr.parameters[1], 0.9);
  const auto beta = quadratic.tune({"momentum", momentum}, {false, true});
  EXPECT_EQ(beta.parameters[0], 0.1);
  EXPECT_DOUBLE_EQ(beta.parameters[1], std::pow(0.9 / 1.1, 2));
}

TEST(Tuning, SaysHowItFoundTheBest) {
  EXPECT_EQ(quadratic.tune({"momentum", momentum}, {true, true}).found, Found::closed_form);
  EXPECT_EQ(rosenbrock.tune({"momentum", momentum}, {true, false}).found, Found::settled);
  const Scene brief{"rosenbrock", {1, 100}, {-1.2, 1}, 5};
  EXPECT_EQ(brief.tune({"gd", gd}, {true, false}).found, Found::lowest);

  // What there is none of stays as it was.
  const Scene far{"rosenbrock", {1, 100}, {1e10, 1e10}, 5};
  const Scene flat{"quadratic", {0, 0, 0, 0, 0, 0}, {-9, 3}};
  const std::vector<double> beyond{3, 0.9};
  for (const auto& [scene, method, values] :
       {std::tuple{far, "gd", gd}, {flat, "momentum", momentum}, {quadratic, "heavy-ball", beyond}}) {
    const auto tuning = scene.tune({method, values}, {method != std::string("heavy-ball"), true});
    EXPECT_EQ(tuning.found, Found::nowhere) << method;
    EXPECT_EQ(tuning.parameters, values) << method;
  }
}

TEST(Tuning, BoothAndMatyasAreQuadraticsToo) {
  const Scene booth{"booth", {}, {-5, 5}};
  EXPECT_EQ(booth.tune({"gd", gd}, {true, false}).trials, 0U);
  EXPECT_DOUBLE_EQ(booth.tune({"gd", gd}, {true, false}).parameters[0], 0.1) << "2 / (2 + 18)";
}

TEST(Tuning, AFlatDirectionDoesNotCount) {
  const Scene flat{"quadratic", {1, 1, 1, 0, 0, 0}, {-9, 3}};
  EXPECT_DOUBLE_EQ(flat.tune({"gd", gd}, {true, false}).parameters[0], 0.5) << "1 / l2: one step";
  EXPECT_EQ(flat.settled({"gd", std::vector{0.5}}), 1U);
}

TEST(Tuning, LeavesAloneWhatIsNotWantedOrNotThere) {
  EXPECT_EQ(quadratic.tune({"gd", gd}, {false, true}).parameters, gd);
  EXPECT_EQ(rosenbrock.tune({"gd", gd}, {false, true}).parameters, gd);
  EXPECT_EQ(rosenbrock.tune({"momentum", momentum}, {false, false}).trials, 0U);
  const auto tuned = rosenbrock.tune({"adam", adam}, {true, false}).parameters;
  EXPECT_EQ(std::vector(tuned.begin() + 1, tuned.end()), std::vector(adam.begin() + 1, adam.end()));
}

// Beside the closed form stands the search: for a method that is not linear, or a cost that is not quadratic.
TEST(Tuning, TheSearchSettlesFirst) {
  struct Case {
    const Scene& setup;
    std::string method;
    std::vector<double> values;
    Wanted wanted;
    std::uint64_t trials;
  };
  for (const Case& c : {Case{quadratic, "adam", adam, {true, false}, 37 + 5 * 2},
                        Case{quadratic, "momentum-corrected", momentum, {true, false}, 37 + 5 * 2},
                        Case{rosenbrock, "gd", gd, {true, false}, 37 + 5 * 2},
                        Case{rosenbrock, "momentum", momentum, {false, true}, 13 + 5 * 2},
                        Case{rosenbrock, "momentum", momentum, {true, true}, 13 * 37 + 5 * 8}}) {
    const auto tuning = c.setup.tune({c.method, c.values}, c.wanted);
    EXPECT_EQ(tuning.trials, c.trials) << c.method;
    EXPECT_EQ(tuning.parameters, c.setup.tune({c.method, c.values}, c.wanted).parameters)
        << "the same each time";
    const auto best = c.setup.settled({c.method, tuning.parameters});
    if (c.method == "gd") {
      EXPECT_EQ(best, std::nullopt) << "2000 steps are not enough for gd";
      continue;
    }
    if (!c.wanted.lr) continue;
    ASSERT_TRUE(best) << c.method;
    // No point of the coarse grid does better.
    for (int i = 0; i < 37; ++i) {
      auto values = c.values;
      values[0] = 1e-7 * std::pow(10, i / 4.0);
      const auto settled = c.setup.settled({c.method, values});
      if (settled) {
        EXPECT_LE(*best, *settled) << c.method << ' ' << values[0];
      }
    }
  }
}

TEST(Tuning, WhereNothingSettlesTheLowestFinalCostWins) {
  const Scene brief{"rosenbrock", {1, 100}, {-1.2, 1}, 50};
  const auto tuning = brief.tune({"gd", gd}, {true, false});
  const auto final_cost = [&](const std::vector<double>& values) {
    Recorder recorder;
    const auto outcome = run({"gd", values}, brief.f(), brief.start, {brief.steps}, recorder);
    return outcome.stop == Stop::diverged ? HUGE_VAL : outcome.last.cost;
  };
  ASSERT_EQ(brief.settled({"gd", tuning.parameters}), std::nullopt);
  for (int i = 0; i < 37; ++i) {
    EXPECT_LE(final_cost(tuning.parameters), final_cost({1e-7 * std::pow(10, i / 4.0)}) * (1 + 1e-9)) << i;
  }
}

}  // namespace
}  // namespace msim::test
