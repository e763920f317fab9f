#include "output/destination.hpp"

#include <charconv>
#include <filesystem>

namespace msim {
namespace {

namespace fs = std::filesystem;

// The links there are not what they read: they lead to open files, to which no other path may lead.
auto is_in_proc(const fs::path& path) -> bool {
  std::error_code ignored;
  return fs::canonical(path.parent_path(), ignored).native().starts_with("/proc/");
}

// Links are followed, so that they go on pointing to the file, whether that is there already or not.
auto followed(fs::path path) -> fs::path {
  constexpr int most = 40;  // as the system has it
  std::error_code error;
  for (int links = 0; links < most && fs::is_symlink(path, error) && !is_in_proc(path); ++links)
    path = path.parent_path() / fs::read_symlink(path, error);
  return path;
}

auto own_descriptor(const fs::path& path) -> std::optional<int> {
  std::error_code error;
  const auto folder = fs::canonical(path.parent_path(), error);
  if (error || (folder != fs::canonical("/proc/self/fd", error) &&
                folder != fs::canonical("/proc/thread-self/fd", error)))
    return {};
  const auto name = path.filename().native();
  int number = 0;
  const auto [end, status] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (status != std::errc() || end != name.data() + name.size()) return {};
  return number;
}

}  // namespace

Destination::Destination(const std::string& path)
    : path_(followed(path)), descriptor_(own_descriptor(path_)) {
  const fs::path file(path_);
  struct stat status {};
  if (stat(path.c_str(), &status) == 0) {
    if (!S_ISCHR(status.st_mode)) identity_ = {status.st_dev, status.st_ino, ""};
    replaceable_ = S_ISREG(status.st_mode) && !is_in_proc(file);
    // Another process goes on in its file where it is: what we have comes after that.
    if (S_ISREG(status.st_mode)) flags_ = O_APPEND;
  } else if (errno == ENOENT && !descriptor_) {
    const auto folder = file.has_parent_path() ? file.parent_path() : ".";
    if (stat(folder.c_str(), &status) == 0)
      identity_ = {status.st_dev, status.st_ino, file.filename().native()};
    replaceable_ = true;
  }
}

Destination::Destination(int descriptor) : descriptor_(descriptor) {
  struct stat status {};
  if (fstat(descriptor, &status) == 0 && !S_ISCHR(status.st_mode))
    identity_ = {status.st_dev, status.st_ino, ""};
}

auto Destination::clashes_with(const Destination& other) const -> bool {
  return (descriptor_ && descriptor_ == other.descriptor_) || (identity_ && identity_ == other.identity_);
}

auto Destination::open() const -> Descriptor {
  if (descriptor_) {
    const int flags = fcntl(*descriptor_, F_GETFL);
    const int ours = fcntl(*descriptor_, F_GETFD);  // what this program has opened by itself is not inherited
    if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY || (ours & FD_CLOEXEC) != 0) throw_system_error(EBADF);
  }
  auto file = descriptor_ ? duplicate(*descriptor_) : open_file(path_, O_WRONLY | O_NOCTTY | flags_);
  if (!file.open()) throw_system_error();
  return file;
}

}  // namespace msim
