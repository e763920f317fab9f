#include "spec/error.hpp"

#include <fmt/format.h>

namespace msim {

auto bounded(std::string_view message) -> std::string {
  constexpr std::size_t longest = 480;
  constexpr std::size_t tail = 160;
  constexpr std::string_view gap = " ... ";
  if (message.size() <= longest) return std::string(message);
  return fmt::format("{}{}{}", message.substr(0, longest - gap.size() - tail), gap,
                     message.substr(message.size() - tail));
}

auto shown(std::string_view text) -> std::string {
  constexpr std::size_t longest = 60;
  std::string result;
  for (const char c : text) {
    if (result.size() >= longest) return result + "...";
    if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else if (c >= ' ' && c <= '~') {
      result += c;
    } else {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    }
  }
  return result;
}

auto in_quotes(std::string_view text) -> std::string { return fmt::format("'{}'", shown(text)); }

}  // namespace msim
