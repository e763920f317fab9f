// What holds for every cost.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/turned.hpp"
#include "support/jet.hpp"
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

// The cost with its standard parameters and, where it has some, with others.
template <class C>
auto several() -> std::vector<C> {
  std::vector<C> costs{standard_cost<C>()};
  const auto add = [&](const std::vector<double>& values) {
    costs.push_back(cost_of<C>({C::info.name, values, OnData<C> ? some_data() : Data{}}));
  };
  if constexpr (std::same_as<C, Quadratic>) {
    const auto valley = turned({0.3, 17}, 25);
    add({valley.xx, valley.xy, valley.yy, 1.1, -2.7, 0.4});
    add({-1.3, 0.7, 2.9, -0.6, 0, 5});  // a saddle
  } else if constexpr (std::same_as<C, Rosenbrock>) {
    add({-0.7, 3.3});
    add({2.1, 0.09});
  } else if constexpr (OnData<C>) {
    add({0.3});
  }
  return costs;
}

// A derivative at a point as it is written by hand, and as a jet has it.
struct Pair {
  Vec2<double> p;
  double written, found;
};

void expect_equal(const char* derivative, const std::vector<Pair>& pairs) {
  double largest = 0;
  for (const Pair& pair : pairs) largest = std::max(largest, std::abs(pair.written));
  for (const auto& [p, written, found] : pairs)
    ASSERT_NEAR(written, found, by_jets * largest) << derivative << " at " << p.x << ", " << p.y;
}

// Twenty points a side, so that none is in the centre: Ackley's tip, which has no Hessian.
auto lattice(const Box& box) -> std::vector<Vec2<double>> {
  constexpr int side = 20;
  std::vector<Vec2<double>> points;
  for (int i = 0; i < side; ++i) {
    for (int j = 0; j < side; ++j) {
      points.push_back(
          {box.x0 + (i + 0.5) / side * (box.x1 - box.x0), box.y0 + (j + 0.5) / side * (box.y1 - box.y0)});
    }
  }
  return points;
}

template <class C>
void expect_derivatives_of_jets(const C& cost, const Box& box) {
  std::vector<Pair> g_x, g_y, h_xx, h_xy, h_yy;
  for (const auto p : lattice(box)) {
    const auto [value, g] = cost.sample(p);
    const auto h = cost.hessian(p);
    const auto jets = cost.sample(Vec2<Jet>{Jet(p.x, 1, 0), Jet(p.y, 0, 1)});
    ASSERT_EQ(jets.value.value, value);
    g_x.push_back({p, g.x, jets.value.x});
    g_y.push_back({p, g.y, jets.value.y});
    // The Hessian of the value, and the derivatives of the gradient as it is written.
    for (const double found : {jets.value.xx, jets.gradient.x.x}) h_xx.push_back({p, h.xx, found});
    for (const double found : {jets.value.xy, jets.gradient.x.y, jets.gradient.y.x})
      h_xy.push_back({p, h.xy, found});
    for (const double found : {jets.value.yy, jets.gradient.y.y}) h_yy.push_back({p, h.yy, found});
  }
  expect_equal("df/dx", g_x);
  expect_equal("df/dy", g_y);
  expect_equal("d2f/dx2", h_xx);
  expect_equal("d2f/dxdy", h_xy);
  expect_equal("d2f/dy2", h_yy);
}

TYPED_TEST(EveryCost, GradientAndHessianAreThoseOfJets) {
  for (const auto& one : several<TypeParam>()) {
    const auto [x0, x1, y0, y1] = one.view();
    const double w = x1 - x0;
    const double h = y1 - y0;
    expect_derivatives_of_jets(one, {x0, x1, y0, y1});
    expect_derivatives_of_jets(one, {x0 - w, x1 + w, y0 - h, y1 + h});
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
