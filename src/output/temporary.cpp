#include "output/temporary.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>

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

constexpr std::array signals{SIGINT, SIGTERM, SIGHUP};

auto signal_set() -> sigset_t {
  sigset_t set{};
  for (const int signal : signals) sigaddset(&set, signal);
  return set;
}

void install_handler() {
  struct sigaction action {};
  action.sa_handler = remove_and_end;
  action.sa_mask = signal_set();
  for (const int signal : signals) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
}

}  // namespace

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

SignalsHeld::SignalsHeld() {
  const sigset_t set = signal_set();
  sigprocmask(SIG_BLOCK, &set, &before_);
}

SignalsHeld::~SignalsHeld() { sigprocmask(SIG_SETMASK, &before_, nullptr); }

}  // namespace msim
