#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "sim/noise.hpp"

namespace msim::test {
namespace {

struct Table {
  explicit Table(std::size_t rows) : x(rows), y(rows) {
    std::iota(x.begin(), x.end(), 0);
    std::iota(y.begin(), y.end(), 1000);
  }
  std::vector<double> x, y;
};

TEST(Batches, DealOutEveryRowOnceInEachEpoch) {
  const Table table(10);
  for (const std::uint64_t size : {1U, 3U, 5U, 9U, 10U}) {
    Batches batches({table.x, table.y}, size, 0);
    for (std::uint64_t epoch = 1; epoch <= 20; ++epoch) {
      std::vector<double> dealt;
      while (dealt.size() < table.x.size()) {
        const std::size_t left = table.x.size() - dealt.size();
        const Data batch = batches.next();
        EXPECT_EQ(batches.epoch(), epoch);
        EXPECT_EQ(batch.size(), std::min<std::size_t>(size, left));
        EXPECT_TRUE(std::is_sorted(batch.x.begin(), batch.x.end()));  // the order of the data
        for (std::size_t i = 0; i < batch.size(); ++i) EXPECT_EQ(batch.y[i], batch.x[i] + 1000);
        dealt.insert(dealt.end(), batch.x.begin(), batch.x.end());
      }
      std::sort(dealt.begin(), dealt.end());
      EXPECT_EQ(dealt, table.x);
    }
  }
}

// All 24 orders of four rows. Chi-square with 23 degrees of freedom is above 49.7 once in a thousand; the
// seed is fixed.
TEST(Batches, DealInEachOrderAsOften) {
  const Table table(4);
  constexpr int epochs = 24'000;
  Batches batches({table.x, table.y}, 1, 5);
  std::vector<int> counts(256);
  for (int epoch = 0; epoch < epochs; ++epoch) {
    std::size_t order = 0;
    for (int i = 0; i < 4; ++i) order = 4 * order + static_cast<std::size_t>(batches.next().x.front());
    ++counts.at(order);
  }
  EXPECT_EQ(std::count(counts.begin(), counts.end(), 0), 256 - 24);
  double chi_square = 0;
  for (const int count : counts) {
    const double expected = epochs / 24.0;
    if (count > 0) chi_square += (count - expected) * (count - expected) / expected;
  }
  EXPECT_LT(chi_square, 49.7);
}

}  // namespace
}  // namespace msim::test
