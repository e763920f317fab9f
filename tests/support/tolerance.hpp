#pragma once

#include <limits>

namespace msim::test {

// Every tolerance of the tests, with its reason. What is exact is compared with EXPECT_EQ.

// The reference trajectories were computed with 50 digits; where rounding in double is amplified beyond this
// bound they say so and give the state to be compared absolutely, with the same number.
inline constexpr double oracle = 1e-9;

// n rounded operations in a row: each at most half an ulp, errors of one kind amplified by at most the growth
// of the path, which the closed-form tests keep below 1.
constexpr auto rounding(double operations) -> double {
  return operations * std::numeric_limits<double>::epsilon();
}

// A derivative written by hand and the same one by jets: the same terms, each of a few rounded operations,
// summed in another order, in units of the largest value of the derivative around; the worst is below 2 eps.
// A missing factor or sign is an error of order 1.
inline constexpr double by_jets = rounding(16);

}  // namespace msim::test
