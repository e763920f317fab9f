#include "spec/suggest.hpp"

#include <gtest/gtest.h>

#include <array>

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

}  // namespace
}  // namespace msim::test
