// The theory on a quadratic against reference data computed with 60 digits, and the laws that hold it
// together.

#include "analysis/theory.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <tuple>

#include "analysis/metrics.hpp"
#include "core/eigen.hpp"
#include "sim/run.hpp"
#include "support/lists.hpp"
#include "support/tolerance.hpp"

namespace msim::test {
namespace {

using nlohmann::json;

auto theory() -> const json& {
  static const json data = json::parse(std::ifstream(MOMENTUM_SIM_ORACLE "/theory.json"));
  return data;
}

// The data's names for our methods.
const std::map<std::string, std::string> methods{
    {"gd", "gd"}, {"ewa", "momentum"}, {"heavy_ball", "heavy-ball"}, {"nesterov", "nesterov"}};

auto filter_of(const std::string& method, double beta) -> Filter { return linear_form(method)->filter(beta); }

auto matrix(const json& a) -> Sym2<double> { return {a[0][0], a[0][1], a[1][1]}; }

// "stable, overdamped (real)" and its like.
auto expected_regime(const std::string& text) -> Regime {
  if (text.starts_with("marginal")) return Regime::marginal;
  if (text.starts_with("divergent")) return Regime::divergent;
  if (text.find("complex") != std::string::npos) return Regime::oscillating;
  if (text.find("alternating") != std::string::npos) return Regime::alternating;
  return Regime::monotone;
}

class TheoryCase : public ::testing::TestWithParam<json> {};
INSTANTIATE_TEST_SUITE_P(All, TheoryCase, ::testing::ValuesIn(theory()["cases"].get<std::vector<json>>()),
                         [](const auto& test) { return test.param["id"].template get<std::string>(); });

TEST_P(TheoryCase, Eigenvalues) {
  const json& c = GetParam();
  const Eigen e = eigen(matrix(c["A"]));
  const double l2 = c["eigenvalues"][1];
  EXPECT_NEAR(e.l1, c["eigenvalues"][0].get<double>(), 1e-14 * l2);
  EXPECT_NEAR(e.l2, l2, 1e-14 * l2);
  if (c["condition_number"].is_null()) {
    EXPECT_EQ(e.l1, 0);
  } else {
    const double kappa = c["condition_number"];
    EXPECT_NEAR(e.l2 / e.l1, kappa, 1e-14 * kappa * kappa);
  }
}

TEST_P(TheoryCase, Directions) {
  const json& c = GetParam();
  for (const json& direction : c["per_eigenvalue"]) {
    for (const auto& [theirs, ours] : methods) {
      const json& expected = direction[theirs];
      const Motion m = motion(filter_of(ours, c["beta"]), c["lr"], direction["eigenvalue"]);
      const double radius = expected["spectral_radius"];
      const std::string where = theirs + ", curvature " + direction["eigenvalue"].dump();
      if (std::abs(expected["discriminant"].get<double>()) < 1e-12) {
        EXPECT_NEAR(m.spectral_radius, radius, 1e-6) << where;
        continue;
      }
      EXPECT_NEAR(m.spectral_radius, radius, 1e-10 * radius) << where;
      EXPECT_EQ(name_of(m.regime), name_of(expected_regime(expected["regime"]))) << where;
      ASSERT_EQ(m.period.has_value(), !expected["period_steps"].is_null()) << where;
      if (m.period) {
        EXPECT_NEAR(*m.period, expected["period_steps"].get<double>(), 1e-9 * *m.period) << where;
      }
    }
  }
}

TEST_P(TheoryCase, LimitsAndRates) {
  const json& c = GetParam();
  const double l1 = c["eigenvalues"][0];
  const double l2 = c["eigenvalues"][1];
  const double tolerance = std::max(1e-12, 1e-14 * (l1 > 0 ? l2 / l1 : 1));
  for (const auto& [theirs, ours] : methods) {
    const Filter filter = filter_of(ours, c["beta"]);
    const double limit = c["lr_limit"][theirs];
    EXPECT_NEAR(*lr_limit(filter, l2), limit, tolerance * limit) << theirs;
    const double radius = c["spectral_radius"][theirs];
    EXPECT_NEAR(rate(filter, c["lr"], l1, l2), radius, 1e-6 * radius) << theirs;
    EXPECT_EQ(rate(filter, c["lr"], l1, l2) < 1, c["stable"][theirs].get<bool>()) << theirs;
  }
}

TEST_P(TheoryCase, Optima) {
  const json& c = GetParam();
  if (!c.contains("optimal")) return;  // the singular one has none
  const Eigen e = eigen(matrix(c["A"]));
  const double tolerance = std::max(1e-12, 1e-14 * e.l2 / e.l1);
  const std::map<std::string, std::string> names{{"gd", "gd"},
                                                 {"heavy_ball_polyak", "heavy-ball"},
                                                 {"ewa_polyak", "momentum"},
                                                 {"nesterov_optimal_quadratic", "nesterov"}};
  for (const auto& [theirs, ours] : names) {
    const json& expected = c["optimal"][theirs];
    const Optimum optimum = linear_form(ours)->optimum(e.l1, e.l2);
    EXPECT_NEAR(optimum.lr, expected["lr"].get<double>(), tolerance * optimum.lr) << theirs;
    EXPECT_NEAR(optimum.rate, expected["rate"].get<double>(), tolerance) << theirs;
    if (expected.contains("beta")) {
      EXPECT_NEAR(optimum.beta, expected["beta"].get<double>(), tolerance) << theirs;
    }
  }
}

TEST(Theory, MeasuredRatesAgree) {
  for (const json& observed : theory()["observed_rates"]) {
    const std::string method = methods.at(observed["method"]);
    const double beta = observed["beta"];
    const double l = observed["eigenvalue"];
    const double lr = observed["lr"];
    const double radius = observed["spectral_radius"];
    EXPECT_NEAR(motion(filter_of(method, beta), lr, l).spectral_radius, radius, 1e-10 * radius);

    const std::vector<double> shape{l, 0, l, 0, 0, 0};
    const std::vector<double> with_beta{lr, beta};
    const std::vector<double> without{lr};
    Recorder recorder;
    run({method, method == "gd" ? without : with_beta}, AnyCost({"quadratic", shape}), {1, 0}, {4000},
        recorder);
    MetricsObserver metrics(valleys(AnyCost({"quadratic", shape})), 0, 1e-3);
    for (const auto& step : recorder.steps) metrics.step(step);
    // From peak to peak over at least a quarter of the run, which ends at 1e-154, the smallest distance whose
    // square is a normal number; a wave may be a factor 2 off its envelope.
    const double steps = radius < 1 ? std::min(4000.0, std::log(1e-154) / std::log(radius))
                                    : static_cast<double>(recorder.steps.size());
    EXPECT_NEAR(*metrics.result().oscillation->rate, radius, std::log(2) / (steps / 4) * radius)
        << observed.dump();
  }
}

// One direction of a linear method, by its own rule.
auto grows(const std::string& method, double lr, double beta, double curvature, std::uint64_t steps)
    -> double {
  const std::vector<double> shape{curvature, 0, curvature, 0, 0, 0};
  Recorder recorder;
  const std::vector<double> with_beta{lr, beta};
  const std::vector<double> without{lr};
  const auto outcome = run({method, method == "gd" ? without : with_beta}, AnyCost({"quadratic", shape}),
                           {1, 0}, {steps}, recorder);
  return std::abs(outcome.last.p.x);
}

TEST(Theory, TheLimitIsSharp) {
  for (const auto* method : {"gd", "momentum", "heavy-ball", "nesterov", "momentum-corrected"}) {
    for (const double beta : {0.0, 0.3, 0.9, 0.99}) {
      for (const double l2 : {1e-3, 1.0, 19.5, 1e4}) {
        const Filter filter = filter_of(method, beta);
        const double limit = *lr_limit(filter, l2);
        EXPECT_LT(motion(filter, limit * (1 - 1e-8), l2).spectral_radius, 1) << method;
        EXPECT_EQ(motion(filter, limit, l2).regime, Regime::marginal) << method;
        EXPECT_EQ(motion(filter, limit, l2).spectral_radius, 1) << method;
        EXPECT_EQ(motion(filter, limit * (1 + 1e-8), l2).regime, Regime::divergent) << method;
        EXPECT_GT(motion(filter, limit * (1 + 1e-8), l2).spectral_radius, 1) << method;
      }
    }
  }
}

TEST(Theory, TheLimitIsTheOneOfTheRuns) {
  // momentum-corrected is left out: so near to its limit, its first steps pass the bound of what diverges.
  for (const auto* method : {"gd", "momentum", "heavy-ball", "nesterov"}) {
    for (const double beta : {0.3, 0.9}) {
      const double limit = *lr_limit(filter_of(method, beta), 19.5);
      EXPECT_LT(grows(method, limit * 0.999, beta, 19.5, 40'000), 1e-3) << method << beta;
      EXPECT_GT(grows(method, limit * 1.001, beta, 19.5, 40'000), 1e3) << method << beta;
    }
  }
}

TEST(Theory, BetaZeroIsGradientDescent) {
  for (const auto* method : {"momentum", "heavy-ball", "nesterov", "momentum-corrected"}) {
    for (const double h : {0.1, 1.0, 1.7, 2.5}) {
      const Motion ours = motion(filter_of(method, 0), h, 1);
      const Motion gd = motion(filter_of("gd", 0), h, 1);
      EXPECT_EQ(ours.regime, gd.regime) << method;
      EXPECT_DOUBLE_EQ(ours.spectral_radius, gd.spectral_radius) << method;
    }
  }
}

TEST(Theory, GainsAreThoseOfTheLecture) {
  const Filter momentum = filter_of("momentum", 0.9);
  EXPECT_DOUBLE_EQ(momentum.gain_on_constant(), 1);
  EXPECT_DOUBLE_EQ(momentum.gain_on_alternating(), 0.1 / 1.9);
  const Filter heavy_ball = filter_of("heavy-ball", 0.9);
  EXPECT_DOUBLE_EQ(heavy_ball.gain_on_constant(), 10);
  EXPECT_DOUBLE_EQ(heavy_ball.gain_on_alternating(), 1 / 1.9);
  const Filter nesterov = filter_of("nesterov", 0.9);
  EXPECT_DOUBLE_EQ(nesterov.gain_on_constant(), 10);
  EXPECT_DOUBLE_EQ(nesterov.gain_on_alternating(), 2.8 / 1.9);
}

TEST(Theory, EquivalentHeavyBallLr) {
  EXPECT_DOUBLE_EQ(equivalent_heavy_ball_lr(filter_of("momentum", 0.9), 0.1), 0.01);
  EXPECT_DOUBLE_EQ(equivalent_heavy_ball_lr(filter_of("momentum-corrected", 0.9), 0.1), 0.01);
  EXPECT_DOUBLE_EQ(equivalent_heavy_ball_lr(filter_of("heavy-ball", 0.9), 0.1), 0.1);
  EXPECT_DOUBLE_EQ(equivalent_heavy_ball_lr(filter_of("nesterov", 0.9), 0.1), 0.1);
  EXPECT_DOUBLE_EQ(equivalent_heavy_ball_lr(filter_of("gd", 0), 0.1), 0.1);
}

TEST(Theory, CriticalBetaIsTheFastest) {
  for (const auto* method : {"momentum", "heavy-ball", "nesterov"}) {
    const auto form = *linear_form(method);
    for (const double h : {0.01, 0.1, 0.5, 0.9}) {
      const double beta = form.critical_beta(h);
      const double best = motion(form.filter(beta), h, 1).spectral_radius;
      for (const double off : {-0.02, -1e-4, 1e-4, 0.02}) {
        if (beta + off < 0) continue;
        EXPECT_LT(best, motion(form.filter(beta + off), h, 1).spectral_radius + 1e-7) << method << h << off;
      }
    }
  }
}

// The pair beats its neighbours in both directions and at every distance.
TEST(Theory, TheOptimumBeatsItsNeighbours) {
  for (const auto* method : {"gd", "momentum", "heavy-ball", "nesterov"}) {
    const auto form = *linear_form(method);
    const bool has_beta = form.critical_beta != nullptr;
    for (const double kappa : {1.5, 19.5, 100.0, 1e4}) {
      const auto [lr, beta, best] = form.optimum(1, kappa);
      // Where the roots meet, rounding moves them by the root of epsilon.
      EXPECT_NEAR(rate(form.filter(beta), lr, 1, kappa), best, 1e-6) << method << kappa;
      for (const double off : {1e-3, 1e-2, 0.1}) {
        for (const double dlr : {-off, 0.0, off}) {
          for (const double dbeta : {-off, 0.0, off}) {
            const double b = 1 - (1 - beta) * (1 + dbeta);
            if ((dlr == 0 && dbeta == 0) || b < 0 || (!has_beta && dbeta != 0)) continue;
            EXPECT_GT(rate(form.filter(b), lr * (1 + dlr), 1, kappa), best - 1e-9) << method << kappa;
          }
        }
      }
    }
  }
}

TEST(Theory, TheBestLrAndTheBestBetaBeatTheirNeighbours) {
  for (const auto* method : {"gd", "momentum", "heavy-ball", "nesterov"}) {
    const auto form = *linear_form(method);
    for (const double kappa : {1.0, 4.0, 100.0, 1e4}) {
      for (const double beta : {0.0, 0.3, 0.6694, 0.9, 0.99}) {
        const Filter filter = form.filter(beta);
        const double lr = best_lr(filter, 1, kappa);
        for (const double factor : {0.5, 0.9, 0.999, 1.001, 1.1, 1.9}) {
          EXPECT_LE(rate(filter, lr, 1, kappa), rate(filter, lr * factor, 1, kappa) + 1e-6)
              << method << kappa << ' ' << beta << ' ' << factor;
        }
      }
      if (form.critical_beta == nullptr) continue;
      for (const double h : {0.01, 0.5, 0.99, 1.01, 1.3, 1.9}) {
        const double lr = h / kappa;
        const double beta = best_beta(form, lr, 1, kappa).value();
        const double best = rate(form.filter(beta), lr, 1, kappa);
        for (int i = 0; i < 1000; ++i) {
          EXPECT_LE(best, rate(form.filter(i / 1000.0), lr, 1, kappa) + 1e-6)
              << method << kappa << ' ' << h << ' ' << i;
        }
      }
    }
  }
}

TEST(Theory, NoBetaConvergesBeyondEveryLimit) {
  for (const double kappa : {1.0, 20.0, 1e4}) {
    EXPECT_EQ(best_beta(*linear_form("heavy-ball"), 4.01 / kappa, 1, kappa), std::nullopt);
    EXPECT_EQ(best_beta(*linear_form("nesterov"), 2.01 / kappa, 1, kappa), std::nullopt);
    EXPECT_TRUE(best_beta(*linear_form("heavy-ball"), 3.99 / kappa, 1, kappa));
    EXPECT_TRUE(best_beta(*linear_form("nesterov"), 1.99 / kappa, 1, kappa));
    EXPECT_TRUE(best_beta(*linear_form("momentum"), 1000 / kappa, 1, kappa))
        << "momentum's limit grows with beta";
  }
}

// Where rounding makes a closed form reach the limit, what is best is the last value within it.
TEST(Theory, WhatIsBestStaysWithinTheLimits) {
  for (const auto* method : {"gd", "momentum", "heavy-ball", "nesterov"}) {
    const auto form = *linear_form(method);
    for (const auto& [l1, l2] :
         {std::pair{5e-324, 5e-324}, {1e-309, 1e-309}, {5e-324, 1.7e308}, {1e308, 1.7e308}, {1, 1e34}}) {
      const auto [lr, beta, best] = best_pair(form, l1, l2);
      for (const double found : {lr, best_lr(form.filter(0), l1, l2), best_lr(form.filter(0.9), l1, l2)}) {
        EXPECT_TRUE(found > 0 && found <= std::numeric_limits<double>::max()) << method << l1 << ' ' << found;
      }
      EXPECT_TRUE(0 <= beta && beta < 1) << method << l1 << ' ' << beta;
      EXPECT_TRUE(converges(form.filter(beta), lr, l1) || lr * l1 == 0)
          << method << l1 << ' ' << lr << ' ' << beta;
      EXPECT_TRUE(converges(form.filter(beta), lr, l2)) << method << l1 << ' ' << lr << ' ' << beta;
      EXPECT_TRUE(0 <= best && best <= 1) << method << l1;
    }
    EXPECT_DOUBLE_EQ(best_pair(form, 1e308, 1e308).lr, 1e-308) << "though their sum overflows";
    const auto [lr, beta, best] = form.optimum(2, 19.5);
    const Optimum same = best_pair(form, 2, 19.5);
    EXPECT_EQ(std::tuple(same.lr, same.beta, same.rate), std::tuple(lr, beta, best)) << method;
  }
  EXPECT_EQ(lr_limit(filter_of("gd", 0), 1e-309), std::nullopt) << "every lr is below it";
  EXPECT_TRUE(best_beta(*linear_form("momentum"), 5e-324, 1, 19.5)) << "beta = 1 is none";
}

TEST(Theory, OfAllLrWithOneRateTheBestMakesTheSmallestWaves) {
  const Filter filter = filter_of("momentum", 0.9);
  const auto needed = [&](double lr) {
    return *predicted_steps(filter, lr, {Mode{1, -9}, Mode{19.5, 3}}, 1e-3);
  };
  const double lr = best_lr(filter, 1, 19.5);
  EXPECT_DOUBLE_EQ(lr, 1 / std::sqrt(19.5));
  for (const double other : {0.05, 0.1, 0.5, 1.0, 1.8}) {
    EXPECT_DOUBLE_EQ(rate(filter, other, 1, 19.5), std::sqrt(0.9));
    EXPECT_LE(needed(lr), needed(other) + 1) << other;
  }
}

TEST(Theory, CurvatureThatIsNotPositiveNeverContracts) {
  for (const auto* method : {"gd", "momentum", "heavy-ball", "nesterov"}) {
    const Filter filter = filter_of(method, 0.5);
    EXPECT_EQ(motion(filter, 0.1, 0).regime, Regime::marginal);
    EXPECT_EQ(motion(filter, 0.1, 0).spectral_radius, 1);
    EXPECT_EQ(motion(filter, 0.1, -2).regime, Regime::divergent);
    EXPECT_GT(motion(filter, 0.1, -2).spectral_radius, 1);
    EXPECT_EQ(lr_limit(filter, 0), std::nullopt);
    EXPECT_EQ(lr_limit(filter, -1), std::nullopt);
    EXPECT_EQ(predicted_steps(filter, 0.1, {Mode{-1, 1}, Mode{1, 1}}, 1e-3), std::nullopt);
    EXPECT_TRUE(predicted_steps(filter, 0.1, {Mode{0, 5}, Mode{1, 1}}, 1e-3))
        << "a flat direction costs nothing";
    EXPECT_TRUE(predicted_steps(filter, 0.1, {Mode{-1, 0}, Mode{1, 1}}, 1e-3)) << "nothing moves along it";
  }
}

// The prediction is never early, and late by less than a period.
TEST(Theory, PredictedStepsBoundTheMeasured) {
  int exact = 0;
  for (const auto* method : {"gd", "momentum", "heavy-ball", "nesterov"}) {
    const auto form = *linear_form(method);
    for (const double kappa : {1.0, 7.0, 19.5, 1000.0}) {
      for (const double beta : {0.0, 0.2, 0.5, 0.6694, 0.9, 0.97}) {
        if (form.critical_beta == nullptr && beta > 0) continue;
        const Filter filter = form.filter(beta);
        for (const double part : {0.05, 0.3, 0.7, 0.95}) {
          const double lr = part * *lr_limit(filter, kappa);
          const std::vector<double> shape{1, 0, kappa, 0, 0, 0};
          const auto predicted = predicted_steps(filter, lr, {Mode{1, -4}, Mode{kappa, 1.5}}, 1e-3);
          ASSERT_TRUE(predicted);
          Recorder recorder;
          const std::vector<double> with_beta{lr, beta};
          const std::vector<double> without{lr};
          run({method, form.critical_beta == nullptr ? without : with_beta}, AnyCost({"quadratic", shape}),
              {-4, 1.5}, {*predicted + 1000}, recorder);
          MetricsObserver metrics(valleys(AnyCost({"quadratic", shape})), 0, 1e-3);
          for (const auto& step : recorder.steps) metrics.step(step);
          const auto settled = metrics.result().settled;
          ASSERT_TRUE(settled);
          double late = 1;  // where rounding decides
          for (const double l : {1.0, kappa}) late = std::max(late, motion(filter, lr, l).period.value_or(0));
          // Two waves of one rate: their peaks need not meet.
          const double gap = std::log(2) / -2 / std::log(rate(filter, lr, 1, kappa));
          EXPECT_GE(*predicted + 1, *settled) << method << ' ' << kappa << ' ' << beta << ' ' << part;
          EXPECT_LE(static_cast<double>(*predicted), static_cast<double>(*settled) + late + gap + 2)
              << method << ' ' << kappa << ' ' << beta << ' ' << part;
          exact += *predicted == *settled ? 1 : 0;
        }
      }
    }
  }
  EXPECT_GT(exact, 50);
}

TEST(Theory, GoldenPredictions) {
  const std::array modes{Mode{0.1, -4}, Mode{10, 1.5}};
  EXPECT_EQ(predicted_steps(filter_of("gd", 0), 0.18, modes, 1e-3), 185U);
  EXPECT_EQ(predicted_steps(filter_of("momentum", 0.9), 0.18, modes, 1e-3), 159U);
  EXPECT_EQ(predicted_steps(filter_of("gd", 0), 0.21, modes, 1e-3), std::nullopt);
  EXPECT_EQ(predicted_steps(filter_of("gd", 0), 0.18, modes, 1e3), 0U);
  const auto [lr, beta, best] = linear_form("momentum")->optimum(0.1, 10);
  EXPECT_DOUBLE_EQ(lr, 1);
  EXPECT_NEAR(beta, 0.6694, 5e-5);
  EXPECT_NEAR(rate(filter_of("momentum", 0.99), 0.18, 0.1, 10), 0.99499, 5e-6);
}

TEST(Theory, NonlinearMethodsHaveNone) {
  EXPECT_FALSE(linear_form("adam"));
  EXPECT_FALSE(linear_form("rmsprop"));
  const std::vector<double> values{0.1, 0.9, 0.999, 1e-8};
  EXPECT_FALSE(linear_method({"adam", values}));
}

// A filter is its method: the steps it makes of any gradients are the method's.
template <class M>
class FilterOf : public ::testing::Test {};
TYPED_TEST_SUITE(FilterOf, AllMethods, TypeName);

TYPED_TEST(FilterOf, MakesTheStepsOfItsMethod) {
  if constexpr (Linear<TypeParam>) {
    const bool has_beta = position_of(TypeParam::info.parameters, Shared::beta).has_value();
    const double lr = 0.3;
    const double beta = has_beta ? 0.7 : 0;
    const std::vector<double> values = has_beta ? std::vector{lr, beta} : std::vector{lr};
    auto method = method_with<TypeParam>(values);
    const Filter filter = TypeParam::filter(beta);
    double s = 0;
    double before = 0;
    for (int t = 1; t <= 200; ++t) {
      const double g = std::sin(1.7 * t) + 0.3 * t;
      s = filter.beta * s + filter.now * g + filter.before * before;
      before = g;
      const double step = -method.advance({0, 0}, {g, 0}, lr).x;
      // The correction of the first steps, 1 - beta^t, is gone after 100.
      if (!filter.in_the_long_run || t > 100) {
        EXPECT_NEAR(step, lr * s, 1e-12 * std::abs(step)) << t;
      }
    }
  }
}

// Eigenvectors: orthonormal, and A q = l q.
TEST(Eigen, OfMatrices) {
  for (const Sym2<double>& a : {Sym2<double>{1, 0, 19.5},
                                {19.5, 0, 1},
                                {2, 1, 2},
                                {2, -1, 2},
                                {1, 1, 1},
                                {0, 3, 0},
                                {-4, 1, -3},
                                {1e-8, 1e-9, 1},
                                {5, 1e-9, 5},
                                {1e300, 1e299, 2e300},
                                {0, 0, 0}}) {
    const auto [l1, l2, q1, q2] = eigen(a);
    const double scale = std::max({std::abs(a.xx), std::abs(a.xy), std::abs(a.yy), 1e-300});
    EXPECT_LE(l1, l2);
    EXPECT_NEAR(dot(q1, q1), 1, 1e-15);
    EXPECT_NEAR(dot(q2, q2), 1, 1e-15);
    EXPECT_NEAR(dot(q1, q2), 0, 1e-15);
    for (const auto& [l, q] : {std::pair(l1, q1), std::pair(l2, q2)}) {
      EXPECT_NEAR((a.xx * q.x + a.xy * q.y - l * q.x) / scale, 0, 1e-15);
      EXPECT_NEAR((a.xy * q.x + a.yy * q.y - l * q.y) / scale, 0, 1e-15);
      EXPECT_GT(std::abs(q.x) >= std::abs(q.y) ? q.x : q.y, 0);
    }
  }
  EXPECT_TRUE(std::isnan(eigen({std::nan(""), 1, 1}).l1));
}

TEST(Eigen, TheSmallOneOfAnIllConditionedMatrixIsExact) {
  // [[a, b], [b, b^2/a + d]] has the determinant a d: here 2^-40 within what the entries hold.
  const Sym2<double> a{1, 1, 1 + std::ldexp(1, -40)};
  const double expected = std::ldexp(1, -40) / (2 + std::ldexp(1, -41));
  EXPECT_NEAR(eigen(a).l1, expected, 1e-12 * expected);
}

// What a cost says of itself.
template <class C>
class QuadraticFlag : public ::testing::Test {};
TYPED_TEST_SUITE(QuadraticFlag, AllCosts, TypeName);

TYPED_TEST(QuadraticFlag, IsSetWhereTheHessianIsTheSameEverywhere) {
  const auto cost = standard_cost<TypeParam>();
  const auto points = points_in_view(cost);
  const auto first = cost.hessian(points.front());
  bool same = true;
  for (const auto& p : points) {
    const auto h = cost.hessian(p);
    same = same && h.xx == first.xx && h.xy == first.xy && h.yy == first.yy;
  }
  EXPECT_EQ(same, TypeParam::info.quadratic);
}

}  // namespace
}  // namespace msim::test
