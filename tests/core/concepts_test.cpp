// The concepts hold where they must, and refuse what is not one.

#include <gtest/gtest.h>

#include "sim/near.hpp"
#include "support/jet.hpp"
#include "support/lanes.hpp"
#include "support/lists.hpp"

namespace msim::test {
namespace {

static_assert(Scalar<double> && Scalar<float> && Scalar<Lanes> && Scalar<Jet> && Scalar<Near>);
static_assert(!Scalar<int> && !Scalar<std::string>);

template <class T>
class MethodConcept : public ::testing::Test {};
TYPED_TEST_SUITE(MethodConcept, AllMethods, TypeName);

template <template <class> class M, class S>
constexpr auto holds_on_every_scalar(std::type_identity<M<S>> /*method*/) -> bool {
  return Method<M<double>, double> && Method<M<float>, float> && Method<M<Lanes>, Lanes>;
}

TYPED_TEST(MethodConcept, HoldsOnEveryScalar) {
  EXPECT_TRUE(holds_on_every_scalar(std::type_identity<TypeParam>{}));
}

template <class T>
class CostConcept : public ::testing::Test {};
TYPED_TEST_SUITE(CostConcept, AllCosts, TypeName);

TYPED_TEST(CostConcept, HoldsOnEveryScalar) {
  EXPECT_TRUE((Cost<TypeParam, double>));
  EXPECT_TRUE((Cost<TypeParam, float>));
  EXPECT_TRUE((Cost<TypeParam, Lanes>));
  EXPECT_TRUE((Cost<TypeParam, Jet>));
}

TEST(Range, ContainsItsNumbersAndNoOther) {
  EXPECT_TRUE(fraction.contains(0));
  EXPECT_TRUE(fraction.contains(0.9999999999999999));
  EXPECT_FALSE(fraction.contains(1));
  EXPECT_FALSE(fraction.contains(-5e-324));
  EXPECT_TRUE(positive.contains(5e-324));
  EXPECT_FALSE(positive.contains(0));
  EXPECT_FALSE(positive.contains(std::numeric_limits<double>::infinity()));
  EXPECT_FALSE(any_finite.contains(std::numeric_limits<double>::quiet_NaN()));
}

}  // namespace
}  // namespace msim::test
