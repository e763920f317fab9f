#include "spec/csv.hpp"

#include <fmt/format.h>

#include "spec/error.hpp"

namespace msim {

CsvReader::CsvReader(const std::string& path, const std::string& source)
    : name_(fmt::format("{} = {}", source, in_quotes(path))),
      file_(path, source, InputFile::Dash::file),
      buffer_(std::size_t{1} << 16) {
  for (const int c : {0xEF, 0xBB, 0xBF}) {
    if (peek() == c) take();
  }
}

auto CsvReader::place() const -> std::string { return fmt::format("{}: line {}", name_, record_line_); }

auto CsvReader::next(std::vector<std::string>& cells) -> bool {
  for (;;) {
    if (peek() == end_of_file) return false;
    record_line_ = line_;
    length_ = 0;
    std::size_t count = 0;
    int end = ',';
    while (end == ',') {
      if (count == cells.size()) cells.emplace_back();
      end = cell(cells[count++]);
    }
    if (end == '\r' && peek() == '\n') take();
    ++line_;
    cells.resize(count);
    if (count > 1 || !cells.front().empty()) return true;
  }
}

auto CsvReader::peek() -> int {
  if (at_ == size_) {
    size_ = file_.read(buffer_.data(), buffer_.size());
    at_ = 0;
    if (size_ == 0) return end_of_file;
  }
  return static_cast<unsigned char>(buffer_[at_]);
}

auto CsvReader::take() -> int {
  const int c = peek();
  if (c != end_of_file) ++at_;
  return c;
}

// Gives what ended it: a comma, the end of the line or of the file.
auto CsvReader::cell(std::string& text) -> int {
  text.clear();
  const bool in_quotes = peek() == '"';
  if (in_quotes) quoted(text);
  for (;;) {
    const int c = take();
    if (c == ',' || c == '\n' || c == '\r' || c == end_of_file) return c;
    if (in_quotes) throw UserError(place() + ": text behind a closing quote");
    append(text, c);
  }
}

void CsvReader::quoted(std::string& text) {
  take();
  for (;;) {
    const int c = take();
    if (c == end_of_file) throw UserError(place() + ": a quote that is not closed");
    if (c == '\n') ++line_;
    if (c == '"' && peek() != '"') return;
    if (c == '"') take();
    append(text, c);
  }
}

void CsvReader::append(std::string& text, int c) {
  constexpr std::size_t longest = std::size_t{1} << 20;
  if (++length_ > longest) throw UserError(place() + ": longer than 1 MiB: must be a CSV file");
  text += static_cast<char>(c);
}

}  // namespace msim
