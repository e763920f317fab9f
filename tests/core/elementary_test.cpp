// Against the C library's functions in long double, whose 11 bits more tell ulps well enough.

#include "core/elementary.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <limits>

#include "core/random.hpp"
#include "core/vec2.hpp"

namespace msim::test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double smallest = std::numeric_limits<double>::denorm_min();
constexpr double largest = std::numeric_limits<double>::max();

auto ulps(double value, long double exact) -> double {
  const auto near = static_cast<double>(exact);
  if (!std::isfinite(near)) return value == near ? 0 : infinity;
  const double ulp = std::nextafter(std::abs(near), infinity) - std::abs(near);
  return static_cast<double>(std::abs(static_cast<long double>(value) - exact) / ulp);
}

// The same number, be it a zero with its sign or none.
void expect_same(double value, double expected) {
  if (std::isnan(expected)) {
    EXPECT_TRUE(std::isnan(value)) << value;
  } else {
    EXPECT_EQ(bits_of(value), bits_of(expected)) << value << ", not " << expected;
  }
}

// A function with the library's of the same name.
struct Pair {
  double (*ours)(double);
  long double (*exact)(long double);
  double bound;  // in ulps
  double worst = 0;

  void operator()(double x) {
    const double error = ulps(ours(x), exact(static_cast<long double>(x)));
    worst = std::max(worst, error);
    EXPECT_LT(error, bound) << x;
  }
};

// Calls f with numbers spread evenly between the two.
void spread(double low, double high, auto& f) {
  constexpr int count = 200'000;
  Random random(1, Random::Stream::noise);
  for (int i = 0; i < count; ++i) {
    f(low + (high - low) * (static_cast<double>(random.below(std::uint64_t{1} << 53U)) * 0x1p-53));
  }
}

// Calls f with numbers of every size between two positive ones, and of both signs.
void every_size(double low, double high, auto& f) {
  constexpr int count = 200'000;
  Random random(2, Random::Stream::noise);
  for (int i = 0; i < count; ++i) {
    const auto x = std::bit_cast<double>(bits_of(low) + random.below(bits_of(high) - bits_of(low)));
    f(x);
    f(-x);
  }
}

TEST(Elementary, Exp) {
  Pair pair{exp, std::exp, 1};
  spread(-745.2, 709.8, pair);
  spread(-1, 1, pair);
  every_size(smallest, 709, pair);
  expect_same(exp(0.0), 1);
  expect_same(exp(-0.0), 1);
  expect_same(exp(709.782712893384), 0x1.fffffffffff2ap1023);
  expect_same(exp(709.7827128933841), infinity);
  expect_same(exp(largest), infinity);
  expect_same(exp(infinity), infinity);
  expect_same(exp(-745.1332191019411), smallest);
  expect_same(exp(-745.1332191019412), 0);
  expect_same(exp(-largest), 0);
  expect_same(exp(-infinity), 0);
  expect_same(exp(nan), nan);
}

TEST(Elementary, Log) {
  Pair pair{log, std::log, 1};
  spread(0.5, 2, pair);
  spread(0.99, 1.01, pair);
  Pair size{[](double x) { return log(std::abs(x)); }, [](long double x) { return std::log(std::abs(x)); },
            1};
  every_size(smallest, largest, size);
  expect_same(log(1.0), 0);
  expect_same(log(0.0), -infinity);
  expect_same(log(-0.0), -infinity);
  for (const double negative : {-smallest, -1.0, -largest, -infinity}) expect_same(log(negative), nan);
  expect_same(log(infinity), infinity);
  expect_same(log(nan), nan);
}

TEST(Elementary, SinAndCos) {
  for (Pair pair : {Pair{sin, std::sin, 1}, Pair{cos, std::cos, 1}}) {
    spread(-7, 7, pair);
    spread(-2 * near_angles, 2 * near_angles, pair);
    every_size(smallest, largest, pair);
  }
  for (const double zero : {0.0, -0.0}) {
    expect_same(sin(zero), zero);
    expect_same(cos(zero), 1);
  }
  expect_same(sin(-smallest), -smallest);
  for (const double none : {infinity, -infinity, nan}) {
    expect_same(sin(none), nan);
    expect_same(cos(none), nan);
  }
}

// Where all leading digits cancel.
TEST(Elementary, SinAndCosNearMultiplesOfARightAngle) {
  Pair sine{sin, std::sin, 1};
  Pair cosine{cos, std::cos, 1};
  for (int n = 1; n < 1'000'000; n += n < 10'000 ? 1 : 97) {
    const double angle = n * (std::numbers::pi / 2);
    for (const double x : {std::nextafter(angle, 0), angle, std::nextafter(angle, infinity)}) {
      sine(x);
      cosine(-x);
    }
  }
  // Of all doubles the nearest to an odd multiple of pi/2: J.-M. Muller, Elementary functions, 3rd edition
  // (2016), section 11.3.
  const double nearest = std::ldexp(6381956970095103.0, 797);
  expect_same(cos(nearest), -4.6871659242546277e-19);
  expect_same(sin(nearest), 1);
}

// The identities hold to rounding however large the angle is.
TEST(Elementary, SinAndCosOfOneAngle) {
  const auto squares = [](double x) { EXPECT_NEAR(sin(x) * sin(x) + cos(x) * cos(x), 1, 4e-16) << x; };
  every_size(1e-3, largest, squares);
  const auto odd_and_even = [](double x) {
    expect_same(sin(-x), -sin(x));
    expect_same(cos(-x), cos(x));
  };
  every_size(smallest, largest, odd_and_even);
}

// Both ways to reduce an angle give nearly the same where both may.
TEST(Elementary, NearAndFarAngles) {
  const auto both = [](double x) {
    EXPECT_NEAR(near_sin(x), far_sin(x), 2e-16) << x;
    EXPECT_NEAR(near_cos(x), far_cos(x), 2e-16) << x;
  };
  spread(near_angles / 2, near_angles, both);
  expect_same(sin(std::nextafter(near_angles, infinity)), far_sin(std::nextafter(near_angles, infinity)));
}

TEST(Elementary, Atan) {
  Pair pair{atan, std::atan, 2};
  spread(-4, 4, pair);
  every_size(smallest, largest, pair);
  for (const double same : {0.0, -0.0, smallest, -smallest, nan}) expect_same(atan(same), same);
  expect_same(atan(infinity), std::numbers::pi / 2);
  expect_same(atan(-infinity), -std::numbers::pi / 2);
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

TEST(Elementary, Norm) {
  double worst = 0;
  Random random(3, Random::Stream::noise);
  for (const double scale : {1e-320, 1e-300, 1e-160, 1e-120, 1.0, 1e120, 1e160, 1e300}) {
    for (int i = 0; i < 20'000; ++i) {
      const Vec2<double> v = scale * random.normal();
      worst = std::max(worst, ulps(norm(v), std::hypot(static_cast<long double>(v.x), v.y)));
    }
  }
  EXPECT_LT(worst, 1.5);
  expect_same(norm({3, -4}), 5);
  expect_same(norm({-smallest, 0}), smallest);
  expect_same(norm({0, -largest}), largest);
  expect_same(norm({largest, largest}), infinity);
  expect_same(norm({-infinity, nan}), infinity);
  expect_same(norm({1, nan}), nan);
  expect_same(norm({-0.0, 0}), 0);
}

}  // namespace
}  // namespace msim::test
