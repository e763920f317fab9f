#include "output/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "output/error.hpp"
#include "output/temporary.hpp"
#include "spec/error.hpp"

namespace msim {
namespace {

[[noreturn]] void cannot_write(const std::string& name, int error) {
  throw OutputError(fmt::format("{}: cannot write: {}", name, std::strerror(error)));
}

// Opens, and never gives one of the three standard descriptors, should one of them be closed.
auto open_above_standard(const std::string& path, int flags, mode_t mode = 0) -> int {
  const int fd = open(path.c_str(), flags | O_CLOEXEC, mode);
  if (fd < 0 || fd > STDERR_FILENO) return fd;
  const int above = fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  close(fd);
  return above;
}

// A link is followed, so that it goes on pointing to the file, whether that is there already or not.
auto resolved(std::filesystem::path path) -> std::filesystem::path {
  while (std::filesystem::is_symlink(path)) path = path.parent_path() / std::filesystem::read_symlink(path);
  return path;
}

}  // namespace

File::File(int fd, std::string name, std::string destination, std::string temporary)
    : fd_(fd),
      name_(std::move(name)),
      destination_(std::move(destination)),
      temporary_(std::move(temporary)),
      buffer_(std::make_unique_for_overwrite<char[]>(buffer_size)) {
#ifdef F_SETPIPE_SZ
  // A pipe takes several blocks of rows at a time then; where it may not, it stays as it is.
  constexpr int pipe_size = 1 << 20;
  fcntl(fd_, F_SETPIPE_SZ, pipe_size);
#endif
}

File::File(File&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      name_(std::move(other.name_)),
      destination_(std::move(other.destination_)),
      temporary_(std::exchange(other.temporary_, {})),
      buffer_(std::move(other.buffer_)),
      used_(other.used_) {}

auto File::operator=(File&& other) noexcept -> File& {
  std::swap(fd_, other.fd_);
  std::swap(name_, other.name_);
  std::swap(destination_, other.destination_);
  std::swap(temporary_, other.temporary_);
  std::swap(buffer_, other.buffer_);
  std::swap(used_, other.used_);
  return *this;
}

File::~File() { abandon(); }

auto File::standard_output() -> File { return {STDOUT_FILENO, "standard output", "", ""}; }

auto File::create(const std::string& path, const std::string& option) -> File {
  const auto name = option + " = " + in_quotes(path);
  struct stat status {};
  const bool exists = stat(path.c_str(), &status) == 0;
  if (!exists && errno != ENOENT) cannot_write(name, errno);
  if (exists && !S_ISREG(status.st_mode)) {
    const int fd = open_above_standard(path, O_WRONLY | O_NOCTTY);
    if (fd < 0) cannot_write(name, errno);
    return {fd, name, "", ""};
  }
  if (exists && access(path.c_str(), W_OK) != 0) cannot_write(name, errno);

  const auto destination = resolved(path);
  for (int attempt = 0;; ++attempt) {
    const auto temporary =
        destination.parent_path() / fmt::format(".momentum-sim-{}-{}.tmp", getpid(), attempt);
    const SignalsHeld held;
    constexpr mode_t everyone = 0666;
    const int fd = open_above_standard(temporary, O_WRONLY | O_CREAT | O_EXCL, everyone);
    if (fd < 0 && errno == EEXIST) continue;
    if (fd < 0) cannot_write(name, errno);
    remove_on_signal(temporary);
    if (exists) fchmod(fd, status.st_mode);
    return {fd, name, destination, temporary};
  }
}

auto File::is_terminal() const -> bool { return isatty(fd_) != 0; }

auto File::window_size() const -> std::optional<std::pair<int, int>> {
  winsize size{};
  if (ioctl(fd_, TIOCGWINSZ, &size) != 0) return {};
  return std::pair(size.ws_col, size.ws_row);
}

void File::write(std::string_view text) {
  if (text.size() > buffer_size - used_) flush();
  if (text.size() > buffer_size) {
    write_out(text);
  } else {
    advance(std::copy(text.begin(), text.end(), reserve(text.size())));
  }
}

void File::flush() { write_out({buffer_.get(), std::exchange(used_, 0)}); }

void File::write_out(std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(fd_, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      throw PipeClosed();
    } else if (errno == EAGAIN) {  // somebody made it non-blocking: wait for room
      pollfd ready{fd_, POLLOUT, 0};
      poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      cannot_write(name_, errno);
    }
  }
}

void File::finish() {
  flush();
  if (fd_ != STDOUT_FILENO && close(std::exchange(fd_, -1)) != 0) cannot_write(name_, errno);
}

void File::commit() {
  if (temporary_.empty()) return;
  if (rename(temporary_.c_str(), destination_.c_str()) != 0) cannot_write(name_, errno);
  keep_on_signal(temporary_);
  temporary_.clear();
}

void File::abandon() noexcept {
  if (fd_ > STDERR_FILENO) close(fd_);
  if (temporary_.empty()) return;
  unlink(temporary_.c_str());
  keep_on_signal(temporary_);
}

}  // namespace msim
