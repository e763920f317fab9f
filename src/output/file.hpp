#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "output/descriptor.hpp"
#include "output/draft.hpp"

namespace msim {

// An output: a file that appears whole or not at all, or what is written where it is, like a device, a pipe
// or standard output.
//
// Until commit() an existing file is untouched, and when commit() is not reached (an error, a signal) nothing
// is left behind. Small writes are collected in a buffer. Every failure throws OutputError, except that a
// closed pipe throws PipeClosed.
class File {
 public:
  static auto standard_output() -> File;
  // Opens it, so that a place that cannot be written is known before anything is computed. `option` names
  // what asks for it in messages.
  static auto create(const std::string& path, const std::string& option) -> File;

  auto is_terminal() const -> bool;
  // Columns and rows; none: it is not a terminal.
  auto window_size() const -> std::optional<std::pair<int, int>>;
  // As messages name it.
  auto name() const -> const std::string& { return name_; }

  // Room for `size` bytes (at most buffer_size), to be filled up to where advance() is told.
  auto reserve(std::size_t size) -> char* {
    if (buffer_size - used_ < size) flush();
    return buffer_.get() + used_;
  }
  void advance(const char* end) { used_ = static_cast<std::size_t>(end - buffer_.get()); }
  void write(std::string_view text);
  // Writes what is left and closes: after it, nothing can fail but the placing.
  void finish();
  // Puts the finished file in its place; what was there before comes back when commit() does not follow.
  void place();
  // Leaves it there, placed before or by this.
  void commit();

  static constexpr std::size_t buffer_size = std::size_t{32} << 10;

 private:
  File(Descriptor fd, std::string name, std::unique_ptr<Draft> draft);
  void flush();
  void write_out(std::string_view text);

  Descriptor fd_;
  std::string name_;              // in messages
  std::unique_ptr<Draft> draft_;  // of a regular file
  std::unique_ptr<char[]> buffer_;
  std::size_t used_ = 0;
};

}  // namespace msim
