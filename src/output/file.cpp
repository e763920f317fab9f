#include "output/file.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "output/destination.hpp"
#include "output/error.hpp"
#include "output/standard_error.hpp"
#include "spec/error.hpp"

namespace msim {
namespace {

[[noreturn]] void cannot_write(const std::string& name, int error) {
  throw OutputError(fmt::format("{}: cannot write: {}", name, std::strerror(error)));
}

// Does it; a failure of the system's gets the name of what it was done for.
template <class F>
auto named(const std::string& name, const F& f) {
  try {
    return f();
  } catch (const std::system_error& error) {
    cannot_write(name, error.code().value());
  }
}

}  // namespace

File::File(Descriptor fd, std::string name, std::unique_ptr<Draft> draft)
    : fd_(std::move(fd)),
      name_(std::move(name)),
      draft_(std::move(draft)),
      buffer_(std::make_unique_for_overwrite<char[]>(buffer_size)) {
#ifdef F_SETPIPE_SZ
  // A pipe takes several blocks of rows at a time then; where it may not, it stays as it is.
  constexpr int pipe_size = 1 << 20;
  fcntl(fd_.get(), F_SETPIPE_SZ, pipe_size);
#endif
}

auto File::standard_output() -> File {
  const std::string name = "standard output";
  return {named(name, [] { return Destination(STDOUT_FILENO).open(); }), name, nullptr};
}

auto File::create(const std::string& path, const std::string& option) -> File {
  const auto name = option + " = " + in_quotes(path);
  return named(name, [&]() -> File {
    const Destination destination(path);
    if (!destination.replaceable()) return {destination.open(), name, nullptr};
    auto draft = std::make_unique<Draft>(destination.path());
    auto fd = duplicate(draft->fd());
    if (!fd.open()) throw_system_error();
    return {std::move(fd), name, std::move(draft)};
  });
}

auto File::is_terminal() const -> bool { return isatty(fd_.get()) != 0; }

auto File::window_size() const -> std::optional<std::pair<int, int>> {
  winsize size{};
  if (ioctl(fd_.get(), TIOCGWINSZ, &size) != 0) return {};
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
    const auto written = ::write(fd_.get(), text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      throw PipeClosed();
    } else if (errno == EAGAIN) {  // somebody made it non-blocking: wait for room
      pollfd ready{fd_.get(), POLLOUT, 0};
      poll(&ready, 1, -1);
    } else if (errno != EINTR) {
      cannot_write(name_, errno);
    }
  }
}

void File::finish() {
  flush();
  if (fd_.close() != 0) cannot_write(name_, errno);
}

void File::place() {
  if (draft_) named(name_, [&] { draft_->place(); });
}

void File::commit() {
  if (!draft_) return;
  named(name_, [&] { draft_->commit(); });
  if (!draft_->lost().empty())
    say(fmt::format("momentum-sim: {}: {} could not be kept\n", name_, draft_->lost()));
}

}  // namespace msim
