// What holds for every cost.

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support/lanes.hpp"
#include "support/lists.hpp"
#include "support/tolerance.hpp"

namespace msim::test {
namespace {

template <class C>
class EveryCost : public ::testing::Test {
 protected:
  const C cost = standard_cost<C>();
};
TYPED_TEST_SUITE(EveryCost, AllCosts, TypeName);

// (f(p + h) - f(p - h)) / 2h along one axis, for any function of a point.
template <class F>
auto central_difference(const F& f, Vec2<double> p, Vec2<double> axis) -> double {
  const double h = difference_step * std::max({1.0, std::abs(p.x), std::abs(p.y)});
  return (f(p + h * axis) - f(p - h * axis)) / (2 * h);
}

TYPED_TEST(EveryCost, GradientAgreesWithDifferencesOfTheValue) {
  const auto value = [&](Vec2<double> p) { return this->cost.sample(p).value; };
  for (const auto p : points_in_view(this->cost)) {
    const auto [f, g] = this->cost.sample(p);
    const double allowed = difference * (1 + std::abs(f) + std::hypot(g.x, g.y));
    EXPECT_NEAR(g.x, central_difference(value, p, {1, 0}), allowed) << p.x << ", " << p.y;
    EXPECT_NEAR(g.y, central_difference(value, p, {0, 1}), allowed) << p.x << ", " << p.y;
  }
}

TYPED_TEST(EveryCost, HessianAgreesWithDifferencesOfTheGradient) {
  const auto gx = [&](Vec2<double> p) { return this->cost.sample(p).gradient.x; };
  const auto gy = [&](Vec2<double> p) { return this->cost.sample(p).gradient.y; };
  for (const auto p : points_in_view(this->cost)) {
    const auto h = this->cost.hessian(p);
    const auto g = this->cost.sample(p).gradient;
    const double allowed =
        difference * (1 + std::hypot(g.x, g.y) + std::abs(h.xx) + std::abs(h.xy) + std::abs(h.yy));
    EXPECT_NEAR(h.xx, central_difference(gx, p, {1, 0}), allowed) << p.x << ", " << p.y;
    EXPECT_NEAR(h.xy, central_difference(gx, p, {0, 1}), allowed) << p.x << ", " << p.y;
    EXPECT_NEAR(h.xy, central_difference(gy, p, {1, 0}), allowed) << p.x << ", " << p.y;
    EXPECT_NEAR(h.yy, central_difference(gy, p, {0, 1}), allowed) << p.x << ", " << p.y;
  }
}

TYPED_TEST(EveryCost, MinimaHaveTheirValueAndAreFlatAndLowest) {
  const auto minima = this->cost.minima();
  ASSERT_FALSE(minima.empty());
  for (const auto& [p, value] : minima) {
    const auto here = this->cost.sample(p);
    // A minimum that is rounded by eps p lies eps^2 l p^2 / 2 above the true one, and the value itself is
    // rounded.
    EXPECT_NEAR(here.value, value, rounding(64) * (1 + std::abs(value)));
    EXPECT_NEAR(std::hypot(here.gradient.x, here.gradient.y), 0,
                rounding(512) * (1 + std::abs(p.x) + std::abs(p.y)));
    EXPECT_EQ(value, minima.front().value) << "all global";
    for (const auto q : points_in_view(this->cost)) EXPECT_GE(this->cost.sample(q).value, value);
    for (const Vec2<double> away :
         {Vec2<double>{0.01, 0}, {-0.01, 0}, {0, 0.01}, {0, -0.01}, {0.007, 0.007}}) {
      EXPECT_GT(this->cost.sample(p + away).value, value);
    }
  }
}

TYPED_TEST(EveryCost, ShowsItsStartAndItsMinima) {
  const Box view = this->cost.view();
  const auto inside = [&](Vec2<double> p) {
    return view.x0 < p.x && p.x < view.x1 && view.y0 < p.y && p.y < view.y1;
  };
  EXPECT_TRUE(inside(this->cost.start()));
  for (const auto& minimum : this->cost.minima()) EXPECT_TRUE(inside(minimum.p));
}

TYPED_TEST(EveryCost, IsNotFiniteWhereThePointIsNot) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double bad : {infinity, -infinity, nan}) {
    for (const double other : {0.0, 1.0, -3.0, 1e200, infinity, -infinity, nan}) {
      EXPECT_FALSE(std::isfinite(this->cost.sample(Vec2<double>{bad, other}).value)) << bad << ", " << other;
      EXPECT_FALSE(std::isfinite(this->cost.sample(Vec2<double>{other, bad}).value)) << other << ", " << bad;
    }
  }
}

TYPED_TEST(EveryCost, SameBitsInLanes) {
  const auto points = points_in_view(this->cost);
  for (std::size_t i = 0; i + Lanes::width <= points.size(); i += Lanes::width) {
    const Vec2<Lanes> p{Lanes::map([&](std::size_t lane) { return points[i + lane].x; }),
                        Lanes::map([&](std::size_t lane) { return points[i + lane].y; })};
    const auto batch = this->cost.sample(p);
    const auto curvature = this->cost.hessian(p);
    for (std::size_t lane = 0; lane < Lanes::width; ++lane) {
      const auto single = this->cost.sample(points[i + lane]);
      EXPECT_EQ(batch.value.v[lane], single.value);
      EXPECT_EQ(batch.gradient.x.v[lane], single.gradient.x);
      EXPECT_EQ(batch.gradient.y.v[lane], single.gradient.y);
      const auto h = this->cost.hessian(points[i + lane]);
      EXPECT_EQ(curvature.xx.v[lane], h.xx);
      EXPECT_EQ(curvature.xy.v[lane], h.xy);
      EXPECT_EQ(curvature.yy.v[lane], h.yy);
    }
  }
}

TEST(Ackley, IsFlatAtItsTipAndHasNoHessianThere) {
  const auto cost = standard_cost<Ackley>();
  const auto tip = cost.sample(Vec2<double>{0, 0});
  EXPECT_EQ(tip.value, 0);
  EXPECT_EQ(tip.gradient, (Vec2<double>{0, 0}));
  EXPECT_TRUE(std::isnan(cost.hessian(Vec2<double>{0, 0}).xx));
}

auto quadratic(std::vector<double> values) -> Quadratic { return Quadratic(values); }

TEST(Quadratic, FindsItsMinimum) {
  // A = [[3, 1], [1, 2]], b = (1, -2): A^-1 b = (4, -7)/5, f there = c - b'A^-1 b / 2.
  const auto minima = quadratic({3, 1, 2, 1, -2, 5}).minima();
  ASSERT_EQ(minima.size(), 1U);
  EXPECT_DOUBLE_EQ(minima[0].p.x, 0.8);
  EXPECT_DOUBLE_EQ(minima[0].p.y, -1.4);
  EXPECT_DOUBLE_EQ(minima[0].value, 5 - (0.8 * 1 + 1.4 * 2) / 2);
}

TEST(Quadratic, IsNotFiniteWhereThePointIsNotEvenWhereItIsFlat) {
  const std::vector<double> nothing(6, 0.0);
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_FALSE(std::isfinite(Quadratic(nothing).sample(Vec2<double>{infinity, 0}).value));
  EXPECT_FALSE(std::isfinite(Quadratic(nothing).sample(Vec2<double>{0, -infinity}).value));
}

TEST(Quadratic, HasNoMinimumOnASaddleOrADome) {
  EXPECT_TRUE(quadratic({1, 0, -1, 0, 0, 0}).minima().empty());
  EXPECT_TRUE(quadratic({-1, 0, -2, 0, 0, 0}).minima().empty());
  EXPECT_TRUE(quadratic({0, 1, 0, 0, 0, 0}).minima().empty());
  EXPECT_TRUE(quadratic({0, 0, -1, 0, 0, 0}).minima().empty());
}

TEST(Quadratic, NamesTheNearestMinimumWhereAIsSingular) {
  const auto flat = quadratic({1, 2, 4, 3, 6, 0}).minima();  // A = (1,2)(1,2)', b = 3 (1,2): x + 2y = 3
  ASSERT_EQ(flat.size(), 1U);
  EXPECT_DOUBLE_EQ(flat[0].p.x, 0.6);
  EXPECT_DOUBLE_EQ(flat[0].p.y, 1.2);
  EXPECT_TRUE(quadratic({1, 2, 4, 2, -1, 0}).minima().empty()) << "falls for ever along (2, -1)";
  EXPECT_EQ(quadratic({0, 0, 0, 0, 0, 7}).minima().front().value, 7);
  EXPECT_TRUE(quadratic({0, 0, 0, 1, 0, 0}).minima().empty());
}

TEST(Quadratic, FindsItsMinimumAtAConditionNumberOfAMillion) {
  const auto minima = quadratic({1, 0, 1e6, 2, 3e6, 0}).minima();
  ASSERT_EQ(minima.size(), 1U);
  EXPECT_EQ(minima[0].p, (Vec2<double>{2, 3}));
}

TEST(Quadratic, FindsItsMinimumWhateverTheScale) {
  for (const double scale : {1e-200, 1.0, 1e160}) {
    const auto minima = quadratic({scale, 0, 2 * scale, scale, 4 * scale, 0}).minima();
    ASSERT_EQ(minima.size(), 1U) << scale;
    EXPECT_EQ(minima[0].p, (Vec2<double>{1, 2})) << scale;
  }
  const auto steep = quadratic({1, 0, 1e17, 1, 2e17, 0}).minima();
  ASSERT_EQ(steep.size(), 1U);
  EXPECT_EQ(steep[0].p, (Vec2<double>{1, 2}));
}

TEST(Quadratic, ShowsABoxAlsoWhereItsMinimumIsTheStart) {
  const Box view = quadratic({1, 0, 19.5, -9, 58.5, 0}).view();
  EXPECT_EQ(view.x1 - view.x0, 20);
  EXPECT_EQ(view.y1 - view.y0, 8);
}

}  // namespace
}  // namespace msim::test
