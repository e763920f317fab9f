#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

#include "output/descriptor.hpp"

namespace msim {

// What the path of an output leads to, its links followed.
class Destination {
 public:
  explicit Destination(const std::string& path);
  // What a descriptor of this process is open on.
  explicit Destination(int descriptor);

  // Set for /dev/stdout, /dev/fd/3, /proc/self/fd/3.
  auto descriptor() const -> std::optional<int> { return descriptor_; }
  // Whether one of two outputs would be lost there, or both be mixed. Other ways to a terminal or to
  // /dev/null do not clash.
  auto clashes_with(const Destination& other) const -> bool;
  // A regular file, or none yet, and not reached through what somebody has opened: it can be replaced as a
  // whole.
  auto replaceable() const -> bool { return replaceable_; }
  auto path() const -> const std::string& { return path_; }

  // Opens what is written where it is. Throws std::system_error.
  auto open() const -> Descriptor;

 private:
  struct Identity {
    dev_t device;
    ino_t inode;
    std::string name;  // of a file that is not there yet: in the folder above
    auto operator==(const Identity&) const -> bool = default;
  };

  std::string path_;
  std::optional<int> descriptor_;
  bool replaceable_ = false;
  int flags_ = 0;  // to open it with
  std::optional<Identity> identity_;
};

}  // namespace msim
