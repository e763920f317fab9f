#include "spec/json.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "spec/error.hpp"

namespace msim::test {
namespace {

auto error_of(std::string_view text, bool complete = true) -> std::string {
  try {
    parse_json(text, "spec", complete);
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

TEST(Json, KeepsOrderAndSpelling) {
  const auto json = parse_json(R"({"b": [1.50, -0.0, 2e3], "a": "x", "c": null, "d": true})", "spec");
  ASSERT_EQ(json.members.size(), 4U);
  EXPECT_EQ(json.members[0].name, "b");
  EXPECT_EQ(json.members[0].value.items[0].text, "1.50");
  EXPECT_EQ(json.members[0].value.items[2].number, 2000);
  EXPECT_EQ(json.find("a")->text, "x");
  EXPECT_EQ(json.find("d")->kind, Json::Kind::boolean);
  EXPECT_EQ(json.find("nothing"), nullptr);
}

TEST(Json, ReadsNegativeZeroAsZero) {
  EXPECT_FALSE(std::signbit(parse_json("-0.0", "spec").number));
  EXPECT_FALSE(std::signbit(Json::number_or_string("-0").number));
}

TEST(Json, NamesThePlaceOfAMistake) {
  EXPECT_EQ(error_of(R"({"c": NaN})"), "spec: line 1, column 7, at c: not JSON: invalid literal");
  EXPECT_EQ(error_of("{\n  \"A\": [[1, 0], [0, oops]]}"),
            "spec: line 2, column 21, at A[1][1]: not JSON: invalid literal");
  EXPECT_EQ(error_of("{\"a\": {\"b\": 1}} x"), "spec: line 1, column 17: not JSON: invalid literal");
  EXPECT_EQ(error_of("{\"type\": \"q"),
            "spec: line 1, column 12, at type: not JSON: invalid string: missing closing quote");
}

TEST(Json, RefusesWhatASpecNeverNeeds) {
  EXPECT_EQ(error_of(""), "spec: empty");
  EXPECT_EQ(error_of(" \n\t"), "spec: empty");
  EXPECT_EQ(error_of("\xEF\xBB\xBF{}"), "spec: starts with a byte order mark: save it as UTF-8 without one");
  EXPECT_EQ(error_of(R"({"A": 1, "\u0041": 2})"), "spec: A: given twice");
  EXPECT_EQ(error_of(R"({"A": [[1, 0], [0, 1e999]]})"), "spec: A[1][1] = 1e999: must be finite");
  EXPECT_EQ(error_of(std::string(100'000, '[')), "spec: nested more than 16 levels deep");
  EXPECT_EQ(error_of("{\"a\": 1" + std::string(100, ' '), false), "spec: larger than 1 MiB");
  EXPECT_EQ(error_of(std::string(100, ' '), false), "spec: larger than 1 MiB");
}

TEST(Json, StopsBehindTheSpecOfADocument) {
  const auto json =
      parse_json(R"({"schema_version": 1, "spec": {"steps": 5}, "runs": [[[ and so on)", "spec", false);
  EXPECT_EQ(json.find("spec")->find("steps")->number, 5);
}

TEST(Json, TellsNumbersFromOtherWords) {
  for (const char* const number : {"1", "-1.5", ".5", "5.", "1e-3", "007"}) {
    EXPECT_EQ(Json::number_or_string(number).kind, Json::Kind::number) << number;
  }
  for (const char* const word :
       {"", "nan", "inf", "-inf", "infinity", "0x10", "1,5", "1 ", " 1", "+1", "1e", "--1", "1e5x"}) {
    EXPECT_EQ(Json::number_or_string(word).kind, Json::Kind::string) << word;
  }
  EXPECT_TRUE(std::isinf(Json::number_or_string("1e999").number));
  EXPECT_EQ(Json::number_or_string("1e-999").number, 0);
}

TEST(Shown, FitsALineAndHasNoControlCharacters) {
  EXPECT_EQ(shown(std::string_view("a\nb\t\x1b[31m\xff")), "a\\nb\\t\\x1b[31m\\xff");
  EXPECT_EQ(shown(std::string(1000, 'x')), std::string(60, 'x') + "...");
  EXPECT_EQ(shown(parse_json(R"({"a": [1, 2.50, "x\ny"], "b": null})", "spec")),
            R"({a: [1,2.50,'x\ny'],b: null})");
  EXPECT_LT(shown(parse_json("[" + std::string(200, '1') + "]", "spec").items[0]).size(), 100U);
}

}  // namespace
}  // namespace msim::test
