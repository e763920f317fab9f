#pragma once

#include <sys/types.h>

#include <csignal>
#include <string>

#include "output/descriptor.hpp"

namespace msim {

// The name of a file for as long as something is not finished. It does not outlive this process, unless the
// file is renamed: whatever signal ends the process removes it, and what SIGKILL leaves, the next run that
// makes one in that folder. That one cannot take it for left while it is used, on whatever host or in
// whatever container: the file is locked.
class Temporary {
 public:
  // Makes a file, to write and to read. Throws std::system_error.
  Temporary(const std::string& folder, mode_t mode);
  // Gives the file at `path` a second name beside it, so that it stays when another takes the first. Throws
  // std::system_error.
  explicit Temporary(const std::string& path);
  Temporary(const Temporary&) = delete;
  auto operator=(const Temporary&) -> Temporary& = delete;
  ~Temporary() { remove_name(); }

  auto fd() const -> int { return file_.get(); }
  // Empty after one of these two.
  auto path() const -> const std::string& { return path_; }
  void remove_name();
  // Throws std::system_error.
  void rename_to(const std::string& path);

 private:
  void forget_name();

  std::string path_;
  Descriptor file_;
};

// The folder that a path is in.
auto folder_of(const std::string& path) -> std::string;

// Keeps the signals that end a process waiting while it lives, so that none comes in the middle of what must
// be done as a whole.
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
