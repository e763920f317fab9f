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
#include <utility>

#include "output/descriptor.hpp"
#include "output/error.hpp"
#include "output/temporary.hpp"

namespace msim {
namespace {

[[noreturn]] void cannot_run(const std::string& program, int error) {
  throw OutputError(fmt::format("{}: cannot run: {}", program, std::strerror(error)));
}

struct Pipe {
  Descriptor read, write;
};

auto make_pipe(const std::string& program) -> Pipe {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) cannot_run(program, errno);
  const Descriptor read(ends[0]);
  const Descriptor write(ends[1]);
  Pipe pipe{duplicate(read.get()), duplicate(write.get())};
  if (!pipe.read.open() || !pipe.write.open()) cannot_run(program, errno);
  return pipe;
}

// What a program sees of the environment: where programs, libraries, fonts and room for files are. All else
// stays here, since much of it changes a picture or spoils it: GNUTERM, GNUPLOT_LIB, GDFONTPATH, FFREPORT and
// whatever the next version reads. It speaks English then, too.
constexpr std::array passed_on{"PATH",
                               "HOME",
                               "TMPDIR",
                               "LD_LIBRARY_PATH",
                               "XDG_CACHE_HOME",
                               "XDG_CONFIG_HOME",
                               "XDG_CONFIG_DIRS",
                               "XDG_DATA_HOME",
                               "XDG_DATA_DIRS",
                               "FONTCONFIG_FILE",
                               "FONTCONFIG_PATH",
                               "FONTCONFIG_SYSROOT"};

auto environment() -> std::vector<std::string> {
  std::vector<std::string> result;
  for (const char* const name : passed_on) {
    const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing sets it
    if (value != nullptr) result.push_back(fmt::format("{}={}", name, value));
  }
  return result;
}

// As C has lists of words. They must outlive it.
auto pointers(std::vector<std::string>& words) -> std::vector<char*> {
  std::vector<char*> result;
  for (auto& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

// Programs that were started, with all that they start. None outlives this, nor this process, however it
// ends: they are a group that a process of its own leads, which ends the group as soon as we close our end of
// a pipe, and even SIGKILL closes that.
class Group {
 public:
  explicit Group(const std::string& program) : alive_(make_pipe(program)), leader_(start_leader(alive_)) {
    if (leader_ < 0) cannot_run(program, errno);
    setpgid(leader_, leader_);  // as it does: either may come first
    alive_.read.close();
  }
  Group(const Group&) = delete;
  auto operator=(const Group&) -> Group& = delete;
  ~Group() {
    kill(-leader_, SIGKILL);
    for (const pid_t pid : members_) wait_for(pid);
    wait_for(leader_);
  }

  void start(std::vector<std::string> command, int in, int out, int error);
  // Waits for them; whether each ended with status 0.
  auto wait() -> std::vector<bool> {
    std::vector<bool> well;
    for (const pid_t pid : std::exchange(members_, {})) well.push_back(wait_for(pid));
    return well;
  }

 private:
  static auto start_leader(const Pipe& alive) -> pid_t {
    const SignalsHeld held;  // for ever in the leader: it has our handler, but not our files
    const pid_t pid = fork();
    if (pid == 0) lead(alive.read.get());
    return pid;
  }

  // Nothing else of this process may go on in the leader: no lock, and no end of a pipe that somebody reads.
  [[noreturn]] static void lead(int alive) {
    setpgid(0, 0);
    close_range(0, static_cast<unsigned>(alive) - 1, 0);
    close_range(static_cast<unsigned>(alive) + 1, ~0U, 0);
    char none = 0;
    while (read(alive, &none, 1) < 0 && errno == EINTR) {
    }
    kill(-getpid(), SIGKILL);
    _exit(EXIT_FAILURE);
  }

  static auto wait_for(pid_t pid) -> bool {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0) {
      if (errno != EINTR) return false;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
  }

  Pipe alive_;
  pid_t leader_;
  std::vector<pid_t> members_;
};

void Group::start(std::vector<std::string> command, int in, int out, int error) {
  auto environment_words = environment();
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, error, STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  // Ignored here, and that would be inherited.
  sigaddset(&defaults, SIGPIPE);
  sigaddset(&defaults, SIGXFSZ);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setpgroup(&attributes, leader_);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  pid_t pid = -1;
  const int failure = posix_spawn(&pid, command.front().c_str(), &files, &attributes,
                                  pointers(command).data(), pointers(environment_words).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&files);
  if (failure != 0) cannot_run(command.front(), failure);
  members_.push_back(pid);
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

// Hands on what is there to read, or closes at the end.
void read_some(Descriptor& from, std::vector<char>& buffer,
               const std::function<void(std::string_view)>& take) {
  const auto size = read(from.get(), buffer.data(), buffer.size());
  if (size > 0)
    take({buffer.data(), static_cast<std::size_t>(size)});
  else if (size == 0 || (errno != EINTR && errno != EAGAIN))
    from.close();
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
  Group programs(commands.front().front());
  Pipe first = make_pipe(commands.front().front());
  Descriptor from = std::move(first.read);  // the output of the one before
  for (const auto& command : commands) {
    Pipe out = make_pipe(command.front());
    Pipe error = make_pipe(command.front());
    programs.start(command, from.get(), out.write.get(), error.write.get());
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
    if (ready[1].revents != 0) read_some(from, buffer, output);
    for (std::size_t i = 0; i < errors.size(); ++i) {
      if (ready[i + 2].revents == 0) continue;
      read_some(errors[i].from, buffer, [&](std::string_view text) { errors[i].take(text, error_line); });
    }
  }
  const auto well = programs.wait();
  std::vector<Ended> result;
  for (std::size_t i = 0; i < well.size(); ++i) result.push_back({well[i], errors[i].begin});
  return result;
}

}  // namespace msim
