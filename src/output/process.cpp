#include "output/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <utility>

#include "output/error.hpp"

namespace msim {
namespace {

// A descriptor that is closed when it is no longer needed.
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
  void close() {
    if (open()) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_;
};

[[noreturn]] void cannot_run(const std::string& program, int error) {
  throw OutputError(fmt::format("{}: cannot run: {}", program, std::strerror(error)));
}

struct Pipe {
  Descriptor read, write;
};

// Its ends are not standard descriptors, should one of those be closed, and no other program inherits them.
auto make_pipe(const std::string& program) -> Pipe {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) cannot_run(program, errno);
  const Descriptor read(ends[0]);
  const Descriptor write(ends[1]);
  Pipe pipe{Descriptor(fcntl(ends[0], F_DUPFD_CLOEXEC, STDERR_FILENO + 1)),
            Descriptor(fcntl(ends[1], F_DUPFD_CLOEXEC, STDERR_FILENO + 1))};
  if (!pipe.read.open() || !pipe.write.open()) cannot_run(program, errno);
  return pipe;
}

// A program that was started. It does not outlive this.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  Child(const Child&) = delete;
  auto operator=(const Child&) -> Child& = delete;
  Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  auto operator=(Child&& other) noexcept -> Child& = delete;
  ~Child() {
    if (pid_ < 0) return;
    kill(pid_, SIGKILL);
    wait();
  }

  // Whether it ended with status 0.
  auto wait() -> bool {
    int status = 0;
    const pid_t pid = std::exchange(pid_, -1);
    while (waitpid(pid, &status, 0) < 0) {
      if (errno != EINTR) return false;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
  }

 private:
  pid_t pid_;
};

auto spawn(const std::vector<std::string>& command, int in, int out, int error) -> Child {
  std::vector<char*> words;
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): posix_spawn changes none of them
  for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);

  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, error, STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);  // ignored here, and that would be inherited
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t pid = -1;
  const int failure = posix_spawn(&pid, command.front().c_str(), &files, &attributes, words.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  if (failure != 0) cannot_run(command.front(), failure);
  return Child(pid);
}

// What a program writes to standard error, line by line.
struct Errors {
  Descriptor from;
  std::string begin, line;

  void take(std::string_view text, const std::function<void(std::string_view)>& error_line) {
    constexpr std::size_t enough = 4096;
    begin += text.substr(0, enough - std::min(enough, begin.size()));
    for (const char c : text) {
      if (c == '\n')
        error_line(std::exchange(line, {}));
      else if (line.size() < enough)
        line += c;
    }
  }
};

// Reads what is there; none at the end.
auto read_some(int fd, std::vector<char>& buffer) -> std::optional<std::string_view> {
  const auto size = read(fd, buffer.data(), buffer.size());
  if (size > 0) return std::string_view(buffer.data(), static_cast<std::size_t>(size));
  if (size < 0 && (errno == EINTR || errno == EAGAIN)) return "";
  return {};
}

// Writes what fits without waiting; gives what is left. A reader that has gone wants nothing more.
auto write_some(int fd, std::string_view text) -> std::string_view {
  const auto size = write(fd, text.data(), text.size());
  if (size >= 0) return text.substr(static_cast<std::size_t>(size));
  return errno == EINTR || errno == EAGAIN ? text : "";
}

}  // namespace

auto find_program(std::string_view name) -> std::string {
  const char* const path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): nothing sets it
  std::string_view rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const auto folder = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), folder.size() + 1));
    auto program = fmt::format("{}/{}", folder.empty() ? "." : folder, name);
    struct stat status {};
    if (stat(program.c_str(), &status) == 0 && S_ISREG(status.st_mode) && access(program.c_str(), X_OK) == 0)
      return program;
  }
  return {};
}

auto run_pipeline(const std::vector<std::vector<std::string>>& commands, std::string_view input,
                  const std::function<void(std::string_view)>& output,
                  const std::function<void(std::string_view)>& error_line) -> std::vector<Ended> {
  static_cast<void>(std::signal(SIGCHLD, SIG_DFL));  // inherited as ignored, it would hide how they end
  std::vector<Errors> errors;
  std::vector<Child> children;
  Pipe first = make_pipe(commands.front().front());
  Descriptor from = std::move(first.read);  // the output of the one before
  for (const auto& command : commands) {
    Pipe out = make_pipe(command.front());
    Pipe error = make_pipe(command.front());
    children.push_back(spawn(command, from.get(), out.write.get(), error.write.get()));
    errors.push_back({std::move(error.read), {}, {}});
    from = std::move(out.read);
  }
  Descriptor to = std::move(first.write);
  fcntl(to.get(), F_SETFL, O_NONBLOCK);

  std::vector<char> buffer(std::size_t{64} << 10);
  const auto running = [&] {
    return from.open() ||
           std::any_of(errors.begin(), errors.end(), [](const Errors& e) { return e.from.open(); });
  };
  while (running()) {
    if (input.empty()) to.close();
    // poll() passes over those that are closed: they are negative.
    std::vector<pollfd> ready{{to.get(), POLLOUT, 0}, {from.get(), POLLIN, 0}};
    for (const Errors& e : errors) ready.push_back({e.from.get(), POLLIN, 0});
    if (poll(ready.data(), ready.size(), -1) < 0) continue;
    if (ready[0].revents != 0) input = write_some(to.get(), input);
    if (ready[1].revents != 0) {
      const auto text = read_some(from.get(), buffer);
      text ? output(*text) : from.close();
    }
    for (std::size_t i = 0; i < errors.size(); ++i) {
      if (ready[i + 2].revents == 0) continue;
      const auto text = read_some(errors[i].from.get(), buffer);
      text ? errors[i].take(*text, error_line) : errors[i].from.close();
    }
  }
  std::vector<Ended> result;
  for (std::size_t i = 0; i < children.size(); ++i) result.push_back({children[i].wait(), errors[i].begin});
  return result;
}

}  // namespace msim
