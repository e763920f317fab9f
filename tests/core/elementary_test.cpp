// Against the library's functions in long double, in ulps of the result.

#include "core/elementary.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace msim::test {
namespace {

auto ulps(double value, long double exact) -> double {
  const auto near = static_cast<double>(exact);
  const double ulp = std::nextafter(std::abs(near), std::numeric_limits<double>::infinity()) - std::abs(near);
  return static_cast<double>(std::abs(static_cast<long double>(value) - exact)) / ulp;
}

TEST(Elementary, ExpOfMinus) {
  double worst = 0;
  for (int i = 0; i <= 708'000; ++i) {
    const double a = i / 1000.0;
    worst = std::max(worst, ulps(exp_of_minus(a), std::exp(-static_cast<long double>(a))));
  }
  EXPECT_LT(worst, 3);
  EXPECT_EQ(exp_of_minus(0.0), 1);
  EXPECT_EQ(exp_of_minus(709.0), 0);
  EXPECT_EQ(exp_of_minus(1e300), 0);
  EXPECT_EQ(exp_of_minus(std::numeric_limits<double>::infinity()), 0);
  EXPECT_TRUE(std::isnan(exp_of_minus(std::numeric_limits<double>::quiet_NaN())));
}

TEST(Elementary, LogOfOneAnd) {
  double worst = 0;
  for (int i = 0; i <= 100'000; ++i) {
    for (const double e : {i / 100'000.0, std::exp(-i / 150.0)})
      worst = std::max(worst, ulps(log_of_one_and(e), std::log1p(static_cast<long double>(e))));
  }
  EXPECT_LT(worst, 3);
  EXPECT_EQ(log_of_one_and(0.0), 0);
}

TEST(Elementary, Logarithm) {
  double worst = 0;
  for (int i = 1; i <= 100'000; ++i) {
    for (const double s : {i / 100'000.0, i * 7.0, std::exp(i / 150.0), std::exp(-i / 150.0)})
      worst = std::max(worst, ulps(logarithm(s), std::log(static_cast<long double>(s))));
  }
  EXPECT_LT(worst, 3);
  EXPECT_EQ(logarithm(1), 0);
}

}  // namespace
}  // namespace msim::test
