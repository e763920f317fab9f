#include "output/table_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace msim {

TableRows::TableRows(std::string_view format, const std::vector<std::string>& columns)
    : between_(format == "json" ? ",\n" : ""),
      after_(format == "json"  ? "]"
             : format == "csv" ? "\n"
                               : "}\n"),
      csv_(format == "csv") {
  for (const auto& column : columns) {
    const bool first = before_.empty();
    before_.push_back(format == "ndjson" ? fmt::format("{}\"{}\":", first ? "{" : ",", column)
                      : format == "json" ? (first ? "[" : ", ")
                                         : (first ? "" : ","));
  }
}

void TableRows::write(File& file, std::span<const TableField> fields) {
  std::size_t longest = between_.size() + after_.size();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    constexpr std::size_t quotes = 2;
    const auto* const word = std::get_if<std::string_view>(&fields[i]);
    longest += before_[i].size() + (word == nullptr ? NumberText::longest : word->size() + quotes);
  }
  char* at = file.reserve(longest);
  if (!std::exchange(first_, false)) at = append(at, between_);
  for (std::size_t i = 0; i < fields.size(); ++i) at = append_field(append(at, before_[i]), fields[i]);
  file.advance(append(at, after_));
}

auto TableRows::append(char* at, std::string_view text) const -> char* {
  return std::copy(text.begin(), text.end(), at);
}

auto TableRows::append_field(char* at, const TableField& field) -> char* {
  const auto non_finite = [&](double value) {
    return !csv_ ? "null" : std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";  // as RowFormat does
  };
  if (const auto* const number = std::get_if<double>(&field)) {
    return std::isfinite(*number) ? numbers_.append(at, *number) : append(at, non_finite(*number));
  }
  if (const auto* const whole = std::get_if<std::uint64_t>(&field)) {
    return fmt::format_to(at, FMT_COMPILE("{}"), *whole);
  }
  if (const auto* const word = std::get_if<std::string_view>(&field)) {
    return csv_ ? append(at, *word) : append(append(append(at, "\""), *word), "\"");
  }
  return append(at, csv_ ? "" : "null");
}

}  // namespace msim
