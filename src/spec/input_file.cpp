#include "spec/input_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "spec/error.hpp"

namespace msim {

InputFile::InputFile(std::string path, std::string source, Dash dash)
    : path_(std::move(path)), source_(std::move(source)) {
  const bool piped = dash == Dash::standard_input;
  if (piped && path_ == "-") return;
  struct stat status {};
  if (stat(path_.c_str(), &status) != 0) refuse(std::strerror(errno));
  if (!S_ISREG(status.st_mode)) {
    refuse(piped ? "not a regular file; pipe it in and give '-' to read standard input"
                 : "not a regular file");
  }
  fd_ = open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd_ >= 0 && fd_ <= STDERR_FILENO) {  // one of the standard ones is closed, and stays so
    const int low = std::exchange(fd_, fcntl(fd_, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    close(low);
  }
  if (fd_ < 0) refuse(std::strerror(errno));
}

InputFile::~InputFile() {
  if (fd_ > STDERR_FILENO) close(fd_);
}

auto InputFile::read(char* at, std::size_t size) -> std::size_t {
  for (;;) {
    const auto got = ::read(fd_, at, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) refuse(std::strerror(errno));
  }
}

void InputFile::refuse(const std::string& reason) const {
  throw UserError(source_ + " = " + in_quotes(path_) + ": " + reason);
}

}  // namespace msim
