#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace msim {

// A file descriptor that is closed when it is no longer needed.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  auto operator=(const Descriptor&) -> Descriptor& = delete;
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  auto operator=(Descriptor&& other) noexcept -> Descriptor& {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() { close(); }

  auto get() const -> int { return fd_; }
  auto open() const -> bool { return fd_ >= 0; }
  // What ::close() gives.
  auto close() -> int { return open() ? ::close(std::exchange(fd_, -1)) : 0; }

 private:
  int fd_;
};

// Another descriptor of the same open file. No other program inherits it, and it is never one of the three
// standard ones, should one of them be closed.
inline auto duplicate(int fd) -> Descriptor {
  return Descriptor(fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

// Opens a file as duplicate() does.
inline auto open_file(const std::string& path, int flags, mode_t mode = 0) -> Descriptor {
  Descriptor file(::open(path.c_str(), flags | O_CLOEXEC, mode));
  return !file.open() || file.get() > STDERR_FILENO ? std::move(file) : duplicate(file.get());
}

[[noreturn]] inline void throw_system_error(int error = errno) {
  throw std::system_error(error, std::generic_category());
}

}  // namespace msim
