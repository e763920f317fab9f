// On a quadratic each eigen-direction is a linear recurrence with a closed form, whatever the other one does.

#include <gtest/gtest.h>

#include <cmath>
#include <complex>

#include "sim/simulate.hpp"
#include "support/lists.hpp"
#include "support/tolerance.hpp"

namespace msim::test {
namespace {

using Real = long double;
using Complex = std::complex<Real>;

// q_k of q_{k+1} = trace q_k - determinant q_{k-1} with q_0 and q_1 given, by the roots of
// z^2 - trace z + determinant.
auto closed_form(Real trace, Real determinant, Real q0, Real q1, int k) -> Real {
  const Complex root = std::sqrt(Complex(trace * trace / 4 - determinant));
  const Complex z1 = trace / 2 + root;
  const Complex z2 = trace / 2 - root;
  const Complex c1 = (q1 - z2 * q0) / (z1 - z2);
  return (c1 * std::pow(z1, k) + (q0 - c1) * std::pow(z2, k)).real();
}

struct Recurrence {
  Real trace, determinant, first;  // q_1 = first q_0
};

// A diagonal quadratic, so that x and y are the eigen-directions; every path here shrinks.
template <class M>
void expect_recurrence(double lr, double beta, Recurrence (*of)(Real lr, Real beta, Real l)) {
  const double l1 = 0.25;
  const double l2 = 12;
  const std::vector<double> shape{l1, 0, l2, 0, 0, 0};
  Recorder recorder;
  auto values = standard_values<M>();
  values[0] = lr;
  if (values.size() > 1) values[1] = beta;
  constexpr int n = 300;
  simulate_with<M>(values, Quadratic(shape), Vec2<double>{-4, 1.5}, {n}, recorder);
  for (int k = 0; k <= n; ++k) {
    const auto expected = [&](Real l, Real q0) {
      const auto r = of(lr, beta, l);
      return closed_form(r.trace, r.determinant, q0, r.first * q0, k);
    };
    // Each step adds a few roundings of the position and the velocity, which the shrinking path then damps;
    // the oscillation can show them up to 1/(1-|z|) times.
    const double allowed = rounding(8 * (k + 1)) * 40;
    EXPECT_NEAR(static_cast<double>(recorder.steps[static_cast<std::size_t>(k)].p.x - expected(l1, -4)), 0,
                allowed)
        << k;
    EXPECT_NEAR(static_cast<double>(recorder.steps[static_cast<std::size_t>(k)].p.y - expected(l2, 1.5)), 0,
                allowed)
        << k;
  }
}

TEST(ClosedForm, GradientDescent) {
  for (const double lr : {0.01, 0.08, 0.16}) {
    expect_recurrence<Gd<double>>(lr, 0, [](Real h, Real, Real l) {
      return Recurrence{1 - h * l, 0, 1 - h * l};
    });
  }
}

TEST(ClosedForm, Momentum) {
  for (const double lr : {0.05, 0.4, 2.9}) {
    expect_recurrence<Momentum<double>>(lr, 0.9, [](Real h, Real b, Real l) {
      return Recurrence{1 + b - h * (1 - b) * l, b, 1 - h * (1 - b) * l};
    });
  }
}

TEST(ClosedForm, HeavyBall) {
  for (const double lr : {0.01, 0.1, 0.29}) {
    expect_recurrence<HeavyBall<double>>(lr, 0.8, [](Real h, Real b, Real l) {
      return Recurrence{1 + b - h * l, b, 1 - h * l};
    });
  }
}

TEST(ClosedForm, Nesterov) {
  for (const double lr : {0.01, 0.05, 0.1}) {
    expect_recurrence<Nesterov<double>>(lr, 0.8, [](Real h, Real b, Real l) {
      return Recurrence{(1 + b) * (1 - h * l), b * (1 - h * l), 1 - h * (1 + b) * l};
    });
  }
}

TEST(ClosedForm, CorrectedMomentumWeighsGradientsAsAnAverage) {
  // On a constant slope the corrected average of a constant gradient is that gradient, at every step.
  const std::vector<double> slope{0, 0, 0, -3, 2, 0};
  Recorder recorder;
  simulate_with<MomentumCorrected<double>>({0.125, 0.9}, Quadratic(slope), Vec2<double>{0, 0}, {100},
                                           recorder);
  for (std::size_t k = 0; k <= 100; ++k) {
    const auto t = static_cast<double>(k);
    EXPECT_NEAR(recorder.steps[k].p.x, -0.375 * t, rounding(16) * (1 + t) * (1 + t));
    EXPECT_NEAR(recorder.steps[k].p.y, 0.25 * t, rounding(16) * (1 + t) * (1 + t));
  }
}

TEST(ClosedForm, MomentumsGainOnAConstantAndOnAnAlternatingGradient) {
  // 1 and (1-beta)/(1+beta), reached as beta^t fades; heavy-ball 1/(1-beta) and 1/(1+beta).
  constexpr double beta = 0.9;
  const auto gain = [](auto method, bool alternating) {
    for (int t = 0; t < 500; ++t) {
      method.advance(Vec2<double>{0, 0}, Vec2<double>{alternating && t % 2 == 1 ? -1.0 : 1.0, 0}, 1.0);
    }
    return std::abs(method.velocity().x);
  };
  const double allowed = rounding(64);
  EXPECT_NEAR(gain(method_with<Momentum<double>>({1, beta}), false), 1, allowed);
  EXPECT_NEAR(gain(method_with<Momentum<double>>({1, beta}), true), (1 - beta) / (1 + beta), allowed);
  EXPECT_NEAR(gain(method_with<HeavyBall<double>>({1, beta}), false), 1 / (1 - beta), 10 * allowed);
  EXPECT_NEAR(gain(method_with<HeavyBall<double>>({1, beta}), true), 1 / (1 + beta), allowed);
}

}  // namespace
}  // namespace msim::test
