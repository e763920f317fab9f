#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "spec/input_file.hpp"

namespace msim {

// The records of a CSV file as RFC 4180 has them, one after the other: cells between commas, in double quotes
// where they hold commas, quotes (doubled) or line ends. Lines end with LF, CRLF or CR; blank ones are passed
// over, and a byte order mark.
class CsvReader {
 public:
  // `source` names the file in messages ("--cost: data").
  CsvReader(const std::string& path, const std::string& source);

  // Makes `cells` those of the next record; false at the end. Throws UserError for a quote in the wrong place
  // and for a record of more than 1 MiB, which no table has.
  auto next(std::vector<std::string>& cells) -> bool;

  // Where the last record begins, from 1.
  auto line() const -> std::uint64_t { return record_line_; }

  // "--cost: data = 'a.csv': line 5", of the last record.
  auto place() const -> std::string;

 private:
  static constexpr int end_of_file = -1;

  auto peek() -> int;
  auto take() -> int;
  auto cell(std::string& text) -> int;
  void quoted(std::string& text);
  void append(std::string& text, int c);

  std::string name_;
  InputFile file_;
  std::vector<char> buffer_;
  std::size_t at_ = 0, size_ = 0;
  std::size_t length_ = 0;  // of the record
  std::uint64_t line_ = 1, record_line_ = 0;
};

}  // namespace msim
