#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "output/file.hpp"
#include "output/row.hpp"

namespace msim {

// A field of a row: nothing, a number, or a word that needs no escapes.
using TableField = std::variant<std::monostate, double, std::uint64_t, std::string_view>;

// Rows whose columns are known only at run time, as lines of CSV, as lines of NDJSON, or as the arrays of a
// list in a JSON document. Nothing is an empty field of CSV and null in the others.
class TableRows {
 public:
  // format: csv, ndjson or json
  TableRows(std::string_view format, const std::vector<std::string>& columns);

  void write(File& file, std::span<const TableField> fields);

 private:
  auto append(char* at, std::string_view text) const -> char*;
  auto append_field(char* at, const TableField& field) -> char*;

  std::vector<std::string> before_;  // the text before each field
  std::string between_;              // two rows
  std::string after_;
  bool csv_;
  bool first_ = true;
  NumberText numbers_;
};

}  // namespace msim
