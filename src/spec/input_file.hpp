#pragma once

#include <cstddef>
#include <string>

namespace msim {

// A file that is read from its beginning to its end: a regular one or, where that may be, standard input for
// "-". `source` names the path in messages ("--spec").
class InputFile {
 public:
  enum class Dash { standard_input, file };

  InputFile(std::string path, std::string source, Dash dash);
  InputFile(const InputFile&) = delete;
  auto operator=(const InputFile&) -> InputFile& = delete;
  ~InputFile();

  // The next bytes, at most `size`; 0 at the end.
  auto read(char* at, std::size_t size) -> std::size_t;

 private:
  [[noreturn]] void refuse(const std::string& reason) const;

  std::string path_, source_;
  int fd_ = 0;  // standard input
};

}  // namespace msim
