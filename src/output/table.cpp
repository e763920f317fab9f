#include "output/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace msim {

auto table(const std::vector<std::vector<std::string>>& rows) -> std::string {
  std::vector<std::size_t> widths(rows.front().size(), 3);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) text += fmt::format("| {:<{}} ", row[i], widths[i]);
    text += "|\n";
    if (&row != &rows.front()) continue;
    for (const auto width : widths) text += fmt::format("| {:-<{}} ", "", width);
    text += "|\n";
  }
  return text;
}

}  // namespace msim
