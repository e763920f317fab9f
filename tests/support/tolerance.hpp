#pragma once

#include <limits>

namespace msim::test {

// Every tolerance of the tests, with its reason. What is exact is compared with EXPECT_EQ.

// The reference trajectories were computed with 50 digits; where rounding in double is amplified beyond this
// bound they say so and give the state to be compared absolutely, with the same number.
inline constexpr double oracle = 1e-9;

// Central differences with step h = cbrt(eps) scale err by h^2 f''' / 6 from the formula and eps f / h from
// rounding, both about eps^(2/3) = 4e-11 relative to the scale of f around the point; a factor 1000 is left
// for third derivatives. A missing factor or sign is an error of order 1.
inline constexpr double difference_step = 6e-6;
inline constexpr double difference = 4e-8;

// n rounded operations in a row: each at most half an ulp, errors of one kind amplified by at most the growth
// of the path, which the closed-form tests keep below 1.
constexpr auto rounding(double operations) -> double {
  return operations * std::numeric_limits<double>::epsilon();
}

}  // namespace msim::test
