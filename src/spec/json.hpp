#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace msim {

// A JSON value as a plain tree. A number keeps its spelling, so that messages show what was written.
struct Json {
  enum class Kind { null, boolean, number, string, array, object };
  struct Member;

  Kind kind = Kind::null;
  double number = 0;            // of a number; an infinity where the spelling overflows
  std::string text;             // of a string its characters, of a number or boolean its spelling, of an
                                // array that was a list of words ("-9,3") that list
  bool words = false;           // of an array: it was a list of words
  std::vector<Json> items;      // of an array
  std::vector<Member> members;  // of an object, in the order written

  static auto string(std::string_view text) -> Json;
  // A number when `text` is one, else a string.
  static auto number_or_string(std::string_view text) -> Json;

  auto find(std::string_view name) const -> const Json*;  // a member; null where there is none
};

struct Json::Member {
  std::string name;
  Json value;
};

// The number that `text` is in C's decimal notation, whatever the locale, and nothing else: an infinity where
// it overflows, 0 where it underflows.
auto decimal(std::string_view text) -> std::optional<double>;

// Reads one JSON text. Refuses what RFC 8259 does not allow, and besides: a byte order mark, duplicate keys,
// numbers that overflow, and nesting beyond 16 levels. `source` names the text in messages ("--cost").
//
// In a document with a schema_version, as this program writes them, reading stops behind the member "spec":
// the trajectories that follow are not looked at, however long they are. `complete` says whether `text` is
// all there is; when it is not, and the end is reached, the text is refused as too large.
auto parse_json(std::string_view text, const std::string& source, bool complete = true) -> Json;

// `json` as it may stand in a message: strings in single quotes, cut to a length that fits a line.
auto shown(const Json& json) -> std::string;

}  // namespace msim
