#include "output/temporary.hpp"

#include <unistd.h>

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
std::atomic<Node*>
    newest;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): all a handler can see

extern "C" void remove_and_end(int signal) {
  for (const Node* node = newest.load(); node != nullptr; node = node->next) {
    if (node->used.load()) unlink(node->path.c_str());
  }
  // The handler was installed with SA_RESETHAND: this ends the process as the signal would have.
  static_cast<void>(raise(signal));
}

void install_handler() {
  struct sigaction action {};
  action.sa_handler = remove_and_end;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
}

}  // namespace

void remove_on_signal(const std::string& path) {
  if (newest.load() == nullptr) install_handler();
  newest.store(
      new Node{path, true, newest.load()});  // NOLINT(cppcoreguidelines-owning-memory): kept to the end
}

void keep_on_signal(const std::string& path) {
  for (Node* node = newest.load(); node != nullptr; node = node->next) {
    if (node->path == path) node->used.store(false);
  }
}

}  // namespace msim
