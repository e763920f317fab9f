#include "spec/suggest.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "spec/error.hpp"

namespace msim::test {
namespace {

constexpr std::array<std::string_view, 4> names{"gd", "momentum", "nesterov", "adam"};

TEST(Nearest, FindsTheNameThatWasMeant) {
  EXPECT_EQ(nearest("momentun", names), "momentum");   // replaced
  EXPECT_EQ(nearest("mometum", names), "momentum");    // left out
  EXPECT_EQ(nearest("nesterrov", names), "nesterov");  // put in
  EXPECT_EQ(nearest("adma", names), "adam");           // swapped: one edit
  EXPECT_EQ(nearest("ADAM", names), "adam");           // case
  EXPECT_EQ(nearest("ad", names), "gd");
}

TEST(Nearest, IsSilentWhenNothingIsNear) {
  EXPECT_EQ(nearest("lbfgs", names), "");
  EXPECT_EQ(nearest("", names), "");
  EXPECT_EQ(nearest(std::string(100'000, 'a'), names), "");
}

TEST(MustBeOneOf, ListsAllAndAsks) {
  EXPECT_EQ(must_be_one_of("adm", names),
            "must be one of gd, momentum, nesterov, adam; did you mean 'adam'?");
  EXPECT_EQ(must_be_one_of("lbfgs", names), "must be one of gd, momentum, nesterov, adam");
}

TEST(MustBeOneOf, ListsTheFirstOfMany) {
  const std::vector<std::string> texts{
      std::string(70, 'a'), std::string(70, 'b'), std::string(70, 'c'), std::string(70, 'd'), "e\n", "what"};
  const std::vector<std::string_view> many(texts.begin(), texts.end());
  EXPECT_EQ(
      must_be_one_of("whta", many),
      fmt::format("must be one of {}..., {}..., {}..., {}..., ... (2 more); did you mean 'what'?",
                  std::string(60, 'a'), std::string(60, 'b'), std::string(60, 'c'), std::string(60, 'd')));
  EXPECT_EQ(must_be_one_of("e", std::span(many).last(2)), "must be one of e\\n, what");
}

TEST(Bounded, KeepsWhatIsInFrontAndAtTheEnd) {
  const std::string fits(480, 'x');
  EXPECT_EQ(bounded(fits), fits);
  const auto cut = bounded("--lr = " + std::string(1000, 'x') + "; did you mean 'best'?");
  EXPECT_EQ(cut.size(), 480U);
  EXPECT_TRUE(cut.starts_with("--lr = x"));
  EXPECT_TRUE(cut.ends_with("x; did you mean 'best'?"));
  EXPECT_STREQ(UserError(std::string(1000, 'y')).what(), bounded(std::string(1000, 'y')).c_str());
}

}  // namespace
}  // namespace msim::test
