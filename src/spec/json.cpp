#include "spec/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <set>

#include "spec/error.hpp"
#include "spec/json_text.hpp"

namespace msim {
namespace {

constexpr std::size_t deepest = 16;

auto line_and_column(std::string_view text, std::size_t offset) -> std::string {
  const auto before = text.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto column = before.size() - (before.rfind('\n') + 1) + 1;  // npos + 1 is 0
  return fmt::format("line {}, column {}", line, column);
}

// Builds the tree from the parser's events, and knows at each the path from the root.
class Builder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  Builder(std::string_view text, const std::string& source, bool complete)
      : text_(text), source_(source), complete_(complete) {}

  auto root() && -> Json { return std::move(root_); }
  auto stopped_early() const -> bool { return stopped_early_; }

  auto null() -> bool { return add({}); }
  auto boolean(bool value) -> bool {
    return add({.kind = Json::Kind::boolean, .text = value ? "true" : "false"});
  }
  auto number_integer(number_integer_t value) -> bool {
    return add_number(static_cast<double>(value), fmt::format("{}", value));
  }
  auto number_unsigned(number_unsigned_t value) -> bool {
    return add_number(static_cast<double>(value), fmt::format("{}", value));
  }
  auto number_float(number_float_t value, const string_t& spelling) -> bool {
    return add_number(value, spelling);
  }
  auto string(string_t& value) -> bool { return add(Json::string(value)); }
  auto binary(binary_t& /*value*/) -> bool { return false; }

  auto start_object(std::size_t /*size*/) -> bool { return open(Json::Kind::object); }
  auto key(string_t& name) -> bool {
    Level& level = levels_.back();
    level.key = name;
    if (!level.keys.insert(name).second) fail("given twice");
    return true;
  }
  auto end_object() -> bool { return close(); }
  auto start_array(std::size_t /*size*/) -> bool { return open(Json::Kind::array); }
  auto end_array() -> bool { return close(); }

  auto parse_error(std::size_t position, const std::string& token, const nlohmann::detail::exception& error)
      -> bool {
    constexpr int number_overflow = 406;
    if (error.id == number_overflow) fail(shown(token), "must be finite");
    if (!complete_ && position >= text_.size()) throw UserError(source_ + ": larger than 1 MiB");
    // The library's text reads "[...] parse error at line L, column C: REASON; last read: '...'".
    std::string_view reason = error.what();
    reason.remove_prefix(std::min(reason.size(), reason.find(": ", reason.find("column")) + 2));
    reason = reason.substr(0, reason.find("; last read"));
    constexpr std::string_view preamble = " - ";
    if (const auto dash = reason.find(preamble); dash != std::string_view::npos) {
      reason.remove_prefix(dash + preamble.size());
    }
    const auto here = path();
    if (position > 0 && position <= text_.size() && text_[position - 1] == '\0') reason = "a zero byte";
    throw UserError(fmt::format("{}: {}{}: not JSON: {}", source_,
                                line_and_column(text_, position == 0 ? 0 : position - 1),
                                here.empty() ? "" : ", at " + here, shown(reason)));
  }

 private:
  struct Level {
    Json* node;
    std::string key;
    std::set<std::string> keys;
  };

  [[noreturn]] void fail(std::string_view what) const {
    throw UserError(fmt::format("{}: {}: {}", source_, path(), what));
  }
  [[noreturn]] void fail(std::string_view value, std::string_view what) const {
    throw UserError(fmt::format("{}: {} = {}: {}", source_, path(), value, what));
  }

  auto path() const -> std::string {
    std::string result;
    for (const Level& level : levels_) {
      if (level.node->kind == Json::Kind::array) {
        const bool innermost = &level == &levels_.back();  // an outer level has its current item already
        result += fmt::format("[{}]", level.node->items.size() - (innermost ? 0 : 1));
      } else if (!level.key.empty()) {
        result += (result.empty() ? "" : ".") + shown(level.key);
      }
    }
    constexpr std::size_t longest = 120;
    return result.size() <= longest ? result : result.substr(0, longest) + "...";
  }

  auto place(Json value) -> Json& {
    if (levels_.empty()) return root_ = std::move(value);
    Level& level = levels_.back();
    if (level.node->kind == Json::Kind::array) return level.node->items.emplace_back(std::move(value));
    level.node->members.push_back({level.key, std::move(value)});
    return level.node->members.back().value;
  }
  auto add(Json value) -> bool {
    place(std::move(value));
    return go_on();
  }
  auto add_number(double value, std::string spelling) -> bool {
    return add({.kind = Json::Kind::number, .number = value + 0.0, .text = std::move(spelling)});
  }
  auto open(Json::Kind kind) -> bool {
    if (levels_.size() == deepest) {
      throw UserError(fmt::format("{}: nested more than {} levels deep", source_, deepest));
    }
    Json& node = place({.kind = kind});
    levels_.push_back({&node, {}, {}});
    return true;
  }
  auto close() -> bool {
    levels_.pop_back();
    return go_on();
  }
  auto go_on() -> bool {
    stopped_early_ =
        levels_.size() == 1 && levels_.back().key == "spec" && root_.find("schema_version") != nullptr;
    return !stopped_early_;
  }

  std::string_view text_;
  const std::string& source_;
  bool complete_;
  bool stopped_early_ = false;
  Json root_;
  std::vector<Level> levels_;
};

}  // namespace

auto Json::string(std::string_view text) -> Json { return {.kind = Kind::string, .text = std::string(text)}; }

auto Json::number_or_string(std::string_view text) -> Json {
  const auto value = decimal(text);
  if (!value) return string(text);
  return {.kind = Kind::number, .number = *value + 0.0, .text = std::string(text)};
}

auto decimal(std::string_view text) -> std::optional<double> {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, status] = std::from_chars(text.data(), end, value);
  const bool other = text.find_first_not_of("0123456789+-.eE") != std::string_view::npos;
  if (status == std::errc::invalid_argument || rest != end || other) return {};
  // from_chars does not tell too large from too small.
  if (status == std::errc::result_out_of_range) value = std::strtod(std::string(text).c_str(), nullptr);
  return value;
}

auto Json::find(std::string_view name) const -> const Json* {
  for (const Member& member : members) {
    if (member.name == name) return &member.value;
  }
  return nullptr;
}

auto parse_json(std::string_view text, const std::string& source, bool complete) -> Json {
  if (text.starts_with("\xEF\xBB\xBF")) {
    throw UserError(source + ": starts with a byte order mark: save it as UTF-8 without one");
  }
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    throw UserError(source + (complete ? ": empty" : ": larger than 1 MiB"));
  }
  Builder builder(text, source, complete);
  nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  // To the library a zero byte is the end.
  const auto zero = text.find('\0');
  if (zero != std::string_view::npos && !builder.stopped_early())
    throw UserError(fmt::format("{}: {}: not JSON: a zero byte", source, line_and_column(text, zero)));
  if (!complete && !builder.stopped_early()) throw UserError(source + ": larger than 1 MiB");
  return std::move(builder).root();
}

auto json(std::string_view value) -> JsonText {
  return {nlohmann::json(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

namespace {

void append(std::string& line, const Json& json) {
  constexpr std::size_t enough = 100;
  if (line.size() > enough) return;
  const auto list = [&](char open, const auto& elements, char close, const auto& each) {
    line += open;
    for (const auto& element : elements) {
      if (&element != &elements.front()) line += ',';
      if (line.size() > enough) break;
      each(element);
    }
    line += close;
  };
  switch (json.kind) {
    case Json::Kind::null:
      line += "null";
      break;
    case Json::Kind::boolean:
    case Json::Kind::number:
      line += json.text;
      break;
    case Json::Kind::string:
      line += in_quotes(json.text);
      break;
    case Json::Kind::array:
      list('[', json.items, ']', [&](const Json& item) { append(line, item); });
      break;
    case Json::Kind::object:
      list('{', json.members, '}', [&](const Json::Member& member) {
        line += shown(member.name) + ": ";
        append(line, member.value);
      });
      break;
  }
}

}  // namespace

auto shown(const Json& json) -> std::string {
  if (json.kind == Json::Kind::string) return in_quotes(json.text);
  if (json.words) return in_quotes(json.text);
  std::string line;
  append(line, json);
  return shown(line);
}

}  // namespace msim
