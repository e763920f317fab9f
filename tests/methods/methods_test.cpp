// Identities between methods, on every cost, and each rule's first steps by hand.

#include <gtest/gtest.h>

#include <cmath>

#include "sim/simulate.hpp"
#include "support/lists.hpp"
#include "support/tolerance.hpp"

namespace msim::test {
namespace {

// A learning rate at which every method stays finite on every cost for a while; dyadic, and so are its
// products with a dyadic beta.
constexpr double lr = 0x1p-10;
constexpr std::uint64_t steps = 200;

template <class M, class C>
auto path(const C& cost, const std::vector<double>& parameters) -> std::vector<Step<double>> {
  Recorder recorder;
  simulate_with<M>(parameters, cost, cost.start(), {steps}, recorder);
  return recorder.steps;
}

void expect_same_path(const std::vector<Step<double>>& a, const std::vector<Step<double>>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t k = 0; k < a.size(); ++k) {
    EXPECT_EQ(a[k].p, b[k].p) << k;
    EXPECT_EQ(a[k].cost, b[k].cost) << k;
    EXPECT_EQ(a[k].gradient, b[k].gradient) << k;
  }
}

template <class C>
class Identities : public ::testing::Test {
 protected:
  const C cost = standard_cost<C>();
};
TYPED_TEST_SUITE(Identities, AllCosts, TypeName);

TYPED_TEST(Identities, WithoutBetaAllAreGradientDescent) {
  const auto gd = path<Gd<double>>(this->cost, {lr});
  expect_same_path(path<Momentum<double>>(this->cost, {lr, 0}), gd);
  expect_same_path(path<MomentumCorrected<double>>(this->cost, {lr, 0}), gd);
  expect_same_path(path<HeavyBall<double>>(this->cost, {lr, 0}), gd);
  expect_same_path(path<Nesterov<double>>(this->cost, {lr, 0}), gd);
}

TYPED_TEST(Identities, HeavyBallIsMomentumWithTheScaledLearningRate) {
  // With dyadic lr and beta every product by a parameter is exact, so that the paths have the same bits.
  const double beta = 0.75;
  expect_same_path(path<HeavyBall<double>>(this->cost, {lr * (1 - beta), beta}),
                   path<Momentum<double>>(this->cost, {lr, beta}));
}

TYPED_TEST(Identities, CorrectedMomentumStartsAsGradientDescentAndEndsAsMomentum) {
  const double beta = 0.9;
  const auto gd = path<Gd<double>>(this->cost, {lr});
  const auto corrected = path<MomentumCorrected<double>>(this->cost, {lr, beta});
  const auto start = this->cost.start();
  const double scale =
      std::abs(start.x) + std::abs(start.y) + lr * std::hypot(gd[0].gradient.x, gd[0].gradient.y);
  EXPECT_NEAR(corrected[1].p.x, gd[1].p.x, rounding(8) * scale);
  EXPECT_NEAR(corrected[1].p.y, gd[1].p.y, rounding(8) * scale);

  // From one state on, a step with the correction 1 - beta^t = 1 is momentum's.
  auto late = method_with<MomentumCorrected<double>>({lr, beta});
  late.beta_t = 0;
  auto plain = method_with<Momentum<double>>({lr, beta});
  EXPECT_EQ(late.advance(start, {3, -2}, lr), plain.advance(start, {3, -2}, lr));
}

TEST(ByHand, TwoStepsOfEachRule) {
  // Gradients (1, -4), then (3, 2), from (0, 0) with lr = 1/2 and beta = 1/2: every number below is exact.
  const auto two_steps = []<class M>(M method) {
    const auto first = method.advance({0, 0}, {1, -4}, 0.5);
    const auto second = method.advance(first, {3, 2}, 0.5);
    return std::pair(second, method.velocity());
  };
  const auto expect = [](const auto& result, Vec2<double> p, Vec2<double> velocity) {
    EXPECT_EQ(result.first, p);
    EXPECT_EQ(result.second, velocity);
  };
  expect(two_steps(method_with<Gd<double>>({0.5})), {-2, 1}, {3, 2});
  expect(two_steps(method_with<Momentum<double>>({0.5, 0.5})), {-1.125, 1}, {1.75, 0});
  expect(two_steps(method_with<HeavyBall<double>>({0.5, 0.5})), {-2.25, 2}, {3.5, 0});
  expect(two_steps(method_with<Nesterov<double>>({0.5, 0.5})), {-3.125, 2}, {3.5, 0});
  // v = (1/2, -2) / (1/2), then (7/4, 0) / (3/4).
  const auto corrected = two_steps(method_with<MomentumCorrected<double>>({0.5, 0.5}));
  EXPECT_DOUBLE_EQ(corrected.first.x, -0.5 - 0.5 * 1.75 / 0.75);
  EXPECT_EQ(corrected.first.y, 2);
  EXPECT_EQ(corrected.second, (Vec2<double>{1.75, 0}));
}

TEST(ByHand, RmsPropScalesEachCoordinateByItsRootMeanSquare) {
  // rho = 3/4: s = g^2/4, so sqrt(s) = |g|/2 and the first step is lr 2 sign(g), were it not for epsilon = 1.
  auto method = method_with<RmsProp<double>>({0.5, 0.75, 1});
  EXPECT_EQ(method.advance({0, 0}, {6, -2}, 0.5), (Vec2<double>{-0.5 * 6 / 4, 0.5 * 2 / 2}));
  EXPECT_EQ(method.velocity(), (Vec2<double>{6, -2}));
}

TEST(ByHand, AdamsFirstStepHasTheSizeOfTheLearningRate) {
  auto method = method_with<Adam<double>>({0.25, 0.5, 0.75, 1e-300});
  EXPECT_EQ(method.advance({0, 0}, {6, -1e-3}, 0.25), (Vec2<double>{-0.25, 0.25}));
  EXPECT_EQ(method.velocity(), (Vec2<double>{3, -5e-4}));
}

TEST(ByHand, AdamAddsEpsilonAfterTheCorrection) {
  auto method = method_with<Adam<double>>({1, 0.5, 0.75, 2});
  EXPECT_EQ(method.advance({0, 0}, {2, 0}, 1), (Vec2<double>{-2.0 / 4, 0}));
}

}  // namespace
}  // namespace msim::test
