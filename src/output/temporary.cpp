#include "output/temporary.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstring>

namespace msim {
namespace {

// A signal handler may use neither locks nor the heap: paths lie in slots, and a slot counts once its flag is
// up.
struct Slot {
  std::array<char, 4096> path{};
  std::atomic<bool> used{false};
};
std::array<Slot, 16>
    slots;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): all a handler can see

extern "C" void remove_and_end(int signal) {
  for (const Slot& slot : slots) {
    if (slot.used.load()) unlink(slot.path.data());
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
  for (Slot& slot : slots) {
    if (slot.used.load() || path.size() >= slot.path.size()) continue;
    std::memcpy(slot.path.data(), path.c_str(), path.size() + 1);
    slot.used.store(true);
    install_handler();
    return;
  }
}

void keep_on_signal(const std::string& path) {
  for (Slot& slot : slots) {
    if (slot.used.load() && path == slot.path.data()) slot.used.store(false);
  }
}

}  // namespace msim
