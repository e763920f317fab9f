#include "draw/terminal_style.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace msim {
namespace {

using Environment = std::function<const char*(const char*)>;

// An empty variable counts as one that is not set.
auto variable(const Environment& environment, const char* name) -> std::string_view {
  const char* const value = environment(name);
  return value == nullptr ? "" : value;
}

auto colors(std::string_view option, bool is_terminal, const Environment& environment) -> Colors {
  const bool wanted =
      is_terminal && variable(environment, "NO_COLOR").empty() && variable(environment, "TERM") != "dumb";
  if (option == "never" || (option == "auto" && !wanted)) return Colors::none;
  const auto depth = variable(environment, "COLORTERM");
  return depth == "truecolor" || depth == "24bit" ? Colors::truecolor : Colors::palette256;
}

// "de_DE.UTF-8", "C.utf8"
auto names_utf8(std::string_view locale) -> bool {
  std::string letters;
  for (const char c : locale) {
    if (c != '-') letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return letters.find("utf8") != std::string::npos;
}

auto shows_unicode(const Environment& environment) -> bool {
  if (variable(environment, "TERM") == "dumb") return false;
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto locale = variable(environment, name);
    if (!locale.empty()) return names_utf8(locale);
  }
  return false;
}

// A positive whole number, else nothing.
auto count(std::string_view text) -> std::optional<int> {
  int value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (status != std::errc() || end != text.data() + text.size() || value <= 0) return {};
  return value;
}

}  // namespace

auto terminal_style(std::string_view color_option, bool is_terminal,
                    const std::function<const char*(const char*)>& environment,
                    std::optional<WindowSize> window) -> TerminalStyle {
  WindowSize size{80, 24};
  // A terminal that does not know its size says 0.
  if (window && window->columns > 0 && window->rows > 0) size = *window;
  const int columns = count(variable(environment, "COLUMNS")).value_or(size.columns);
  const int rows = count(variable(environment, "LINES")).value_or(size.rows);
  return {colors(color_option, is_terminal, environment), shows_unicode(environment),
          std::clamp(columns, 20, 500), std::clamp(rows, 8, 200)};
}

}  // namespace msim
