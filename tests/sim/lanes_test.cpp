// What lanes make of a cost is what a single run makes of it, bit for bit, at points that no run comes to.

#include "sim/lanes.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>

#include "sim/isa.hpp"
#include "support/lists.hpp"

namespace msim::test {
namespace {

// Bits, but that the sign of a nan means nothing.
auto same(double a, double b) -> bool {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
         (std::isnan(a) && std::isnan(b));
}

template <class C>
class LanesOn : public ::testing::Test {};
TYPED_TEST_SUITE(LanesOn, AllCosts, TypeName);

TYPED_TEST(LanesOn, SampleIsTheSingleSample) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr std::array numbers{0.0,  -0.0, 5e-324, -1e-310,  1e-8,      0.25,     -0.5,     1.0,
                               1.25, -3.3, 700.0,  8e4,      -9e4,      524288.0, 524289.0, -1e6,
                               1e9,  1e22, 1e300,  infinity, -infinity, nan};
  const AnyCost cost = standard_any_cost<TypeParam>();
  const auto lanes = std::make_unique<Lanes>();
  for (const Isa& isa : isas()) {
    if (!isa.available()) continue;
    const LaneEngine engine = isa.engine("gd", TypeParam::info.name);
    for (const double x : numbers) {
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        lanes->x[i] = x;
        lanes->y[i] = numbers[i];
      }
      engine.sample(*lanes, numbers.size(), cost);
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        const Sample<double> here = cost.sample({x, numbers[i]});
        EXPECT_TRUE(same(lanes->cost[i], here.value) && same(lanes->grad_x[i], here.gradient.x) &&
                    same(lanes->grad_y[i], here.gradient.y))
            << "at " << x << ", " << numbers[i] << " on " << isa.name;
      }
    }
  }
}

}  // namespace
}  // namespace msim::test
