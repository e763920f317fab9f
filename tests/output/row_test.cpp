#include "output/row.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <random>

namespace msim::test {
namespace {

auto text_of(NumberText& numbers, double value) -> std::string {
  std::array<char, NumberText::longest> room{};
  return {room.data(), numbers.append(room.data(), value)};
}

TEST(NumberText, HasTheFormOfFmt) {
  NumberText numbers;
  EXPECT_EQ(text_of(numbers, 0.0), "0");
  EXPECT_EQ(text_of(numbers, -0.0), "-0");
  EXPECT_EQ(text_of(numbers, 100000), "100000");
  EXPECT_EQ(text_of(numbers, 1e16), "1e+16");
  EXPECT_EQ(text_of(numbers, 1e-5), "1e-05");
  EXPECT_EQ(text_of(numbers, 0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(text_of(numbers, -std::numeric_limits<double>::denorm_min()), "-5e-324");
  EXPECT_EQ(text_of(numbers, -std::numeric_limits<double>::max()), "-1.7976931348623157e+308");
  EXPECT_EQ(text_of(numbers, 0.0), "0");
}

// Over all bit patterns of finite doubles, with repetitions so that kept texts are used too.
TEST(NumberText, IsTheShortestThatReadsBack) {
  NumberText numbers;
  std::mt19937_64 random(1);  // NOLINT(cert-msc51-cpp): the same numbers at every run
  std::vector<double> values;
  while (values.size() < 50'000) {
    const auto value = std::bit_cast<double>(random());
    if (std::isfinite(value)) values.push_back(value);
  }
  values.insert(values.end(), values.begin(), values.end());
  for (std::size_t i = 1; i < values.size(); i += 3) values[i] = values[i - 1];
  for (const double value : values) {
    const auto text = text_of(numbers, value);
    double back = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), back);
    ASSERT_EQ(end, text.data() + text.size());
    ASSERT_EQ(std::bit_cast<std::uint64_t>(back), std::bit_cast<std::uint64_t>(value)) << text;
    std::array<char, 40> shortest{};
    const auto* const shortest_end = std::to_chars(shortest.data(), shortest.data() + shortest.size(), value,
                                                   std::chars_format::scientific)
                                         .ptr;
    const auto digits = [](std::string_view t) {
      t = t.substr(0, t.find('e'));
      std::string only;
      for (const char c : t) {
        if (c >= '0' && c <= '9' && !(only.empty() && c == '0')) only += c;
      }
      while (only.ends_with('0')) only.pop_back();
      return only;
    };
    ASSERT_EQ(digits(text), digits({shortest.data(), shortest_end})) << text;
  }
}

}  // namespace
}  // namespace msim::test
