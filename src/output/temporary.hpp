#pragma once

#include <csignal>
#include <string>

namespace msim {

// Files that must not outlive this process unfinished: those named here are removed when a signal (SIGINT,
// SIGTERM, SIGHUP) ends it.
void remove_on_signal(const std::string& path);
void keep_on_signal(const std::string& path);

// Keeps these signals waiting while it lives, so that none comes between the making of a file and its naming
// here.
class SignalsHeld {
 public:
  SignalsHeld();
  SignalsHeld(const SignalsHeld&) = delete;
  auto operator=(const SignalsHeld&) -> SignalsHeld& = delete;
  ~SignalsHeld();

 private:
  sigset_t before_{};
};

}  // namespace msim
