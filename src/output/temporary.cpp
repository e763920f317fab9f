#include "output/temporary.hpp"

#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <string_view>

namespace msim {
namespace {

// A signal handler may use neither locks nor the heap, but it may walk a list that only ever grows: a node
// counts while its flag is up.
struct Node {
  std::string path;
  std::atomic<bool> used;
  Node* next;
};
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): all a handler can see
std::atomic<Node*> newest;

extern "C" void remove_and_end(int signal) {
  for (const Node* node = newest.load(); node != nullptr; node = node->next) {
    if (node->used.load()) unlink(node->path.c_str());
  }
  // The end that the signal brings by itself. Until here the handler stays in place: a second signal on the
  // heels of the first waits.
  static_cast<void>(std::signal(signal, SIG_DFL));
  static_cast<void>(raise(signal));
}

// All but those that cannot be caught and those that end nothing. Those of a crash are among them: to remove
// a file takes nothing that may be broken by then.
auto ending_signals() -> sigset_t {
  sigset_t set{};
  sigfillset(&set);
  for (const int signal : {SIGKILL, SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU, SIGCONT, SIGCHLD, SIGURG, SIGWINCH})
    sigdelset(&set, signal);
  return set;
}

void install_handler() {
  struct sigaction action {};
  action.sa_handler = remove_and_end;
  action.sa_mask = ending_signals();
  for (int signal = 1; signal < NSIG; ++signal) {
    struct sigaction before {};
    if (sigismember(&action.sa_mask, signal) != 1 || sigaction(signal, nullptr, &before) != 0) continue;
    // What is ignored, by nohup or by main(), stays so, and a sanitizer keeps its own.
    if (before.sa_handler == SIG_DFL) sigaction(signal, &action, nullptr);
  }
}

void remove_on_signal(const std::string& path) {
  if (newest.load() == nullptr) install_handler();
  // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): kept to the end
  newest.store(new Node{path, true, newest.load()});
}

void keep_on_signal(const std::string& path) {
  for (Node* node = newest.load(); node != nullptr; node = node->next) {
    if (node->path == path) node->used.store(false);
  }
}

constexpr std::string_view name_begin = ".momentum-sim-";
constexpr std::string_view name_end = ".tmp";

auto temporary_path(const std::string& folder, int attempt) -> std::string {
  return fmt::format("{}/{}{}-{}{}", folder, name_begin, getpid(), attempt, name_end);
}

auto is_temporary_name(std::string_view name) -> bool {
  return name.starts_with(name_begin) && name.ends_with(name_end) &&
         name.substr(0, name.size() - name_end.size()).find_first_not_of("0123456789-", name_begin.size()) ==
             std::string_view::npos;
}

auto lock(const Descriptor& file) -> bool { return flock(file.get(), LOCK_EX | LOCK_NB) == 0; }

auto has_name(const Descriptor& file) -> bool {
  struct stat status {};
  return fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode) && status.st_nlink > 0;
}

// Removes what processes left that are no more.
void remove_left(const std::string& folder) {
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error); !error && at != end(at); at.increment(error)) {
    if (!is_temporary_name(at->path().filename().native())) continue;
    const auto file = open_file(at->path(), O_WRONLY | O_NONBLOCK | O_NOFOLLOW);
    if (file.open() && lock(file) && has_name(file)) unlink(at->path().c_str());
  }
}

}  // namespace

Temporary::Temporary(const std::string& folder, mode_t mode) {
  remove_left(folder);
  const SignalsHeld held;
  for (int attempt = 0;; ++attempt) {
    path_ = temporary_path(folder, attempt);
    file_ = open_file(path_, O_RDWR | O_CREAT | O_EXCL, mode);
    if (!file_.open() && errno == EEXIST) continue;
    if (!file_.open()) throw_system_error();
    // Another run may take it for left before it is locked. Where a file cannot be locked, none can.
    if ((!lock(file_) && errno == EWOULDBLOCK) || !has_name(file_)) continue;
    remove_on_signal(path_);
    return;
  }
}

Temporary::Temporary(const std::string& path) : file_(open_file(path, O_WRONLY | O_NONBLOCK)) {
  if (!file_.open()) throw_system_error();
  lock(file_);  // or somebody else has, which does as well
  const SignalsHeld held;
  for (int attempt = 0;; ++attempt) {
    path_ = temporary_path(folder_of(path), attempt);
    if (link(path.c_str(), path_.c_str()) == 0) break;
    if (errno != EEXIST) throw_system_error();
  }
  remove_on_signal(path_);
}

void Temporary::remove_name() {
  if (path_.empty()) return;
  unlink(path_.c_str());
  forget_name();
}

void Temporary::rename_to(const std::string& path) {
  if (rename(path_.c_str(), path.c_str()) != 0) throw_system_error();
  forget_name();
}

void Temporary::forget_name() {
  keep_on_signal(path_);
  path_.clear();
}

auto folder_of(const std::string& path) -> std::string {
  const auto folder = std::filesystem::path(path).parent_path();
  return folder.empty() ? "." : folder.native();
}

SignalsHeld::SignalsHeld() {
  const sigset_t set = ending_signals();
  sigprocmask(SIG_BLOCK, &set, &before_);
}

SignalsHeld::~SignalsHeld() { sigprocmask(SIG_SETMASK, &before_, nullptr); }

}  // namespace msim
