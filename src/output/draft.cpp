#include "output/draft.hpp"

#include <fmt/format.h>
#include <sys/xattr.h>

#include <array>
#include <filesystem>
#include <map>
#include <utility>

#include "output/standard_error.hpp"
#include "spec/error.hpp"

namespace msim {
namespace {

// Makes the content of `to` that of `from`. What `to` holds goes last, so that going back needs no more room.
void copy_content(int from, int to) {
  std::array<char, std::size_t{64} << 10> buffer{};
  off_t size = 0;
  for (;;) {
    const auto got = pread(from, buffer.data(), buffer.size(), size);
    if (got < 0) throw_system_error();
    if (got == 0) break;
    for (ssize_t done = 0; done < got;) {
      const auto put = pwrite(to, buffer.data() + done, static_cast<std::size_t>(got - done), size + done);
      if (put < 0) throw_system_error();
      done += put;
    }
    size += got;
  }
  if (ftruncate(to, size) != 0) throw_system_error();
}

// Access lists among them; not those that the system's own rules give a file.
auto attributes(const std::string& path) -> std::map<std::string, std::string> {
  const auto filled = [](const auto& get) {
    const auto size = get(nullptr, 0);
    std::string text(size > 0 ? static_cast<std::size_t>(size) : 0, '\0');
    if (size > 0) get(text.data(), text.size());
    return text;
  };
  const auto names = filled([&](char* to, std::size_t size) { return listxattr(path.c_str(), to, size); });
  std::map<std::string, std::string> result;
  for (std::size_t at = 0; at < names.size(); at += std::string_view(names.c_str() + at).size() + 1) {
    const std::string name(names.c_str() + at);
    if (name.starts_with("security.")) continue;
    result[name] =
        filled([&](char* to, std::size_t size) { return getxattr(path.c_str(), name.c_str(), to, size); });
  }
  return result;
}

// Sets the mode, as far as the system lets us; a write by somebody else may take a bit of it.
auto set_mode(int fd, mode_t mode) -> bool {
  constexpr mode_t permissions = 07777;
  struct stat now {};
  fchmod(fd, mode & permissions);
  return fstat(fd, &now) == 0 && now.st_mode == mode;
}

// Gives a new file what the old one has beside its content, as far as the system lets us: what it does not,
// in the words of a message.
auto liken(const Temporary& file, const std::string& old_path, const struct stat& old) -> std::string_view {
  constexpr auto unchanged = static_cast<uid_t>(-1);
  // Whether they did it shows below.
  [[maybe_unused]] const int group = fchown(file.fd(), unchanged, old.st_gid);
  [[maybe_unused]] const int owner = fchown(file.fd(), old.st_uid, unchanged);
  const bool mode = set_mode(file.fd(), old.st_mode);
  struct stat now {};
  fstat(file.fd(), &now);
  if (now.st_uid != old.st_uid) return "its owner";
  if (now.st_gid != old.st_gid) return "its group";
  if (!mode) return "its mode";
  if (old.st_nlink > 1) return "its other links";
  if (attributes(file.path()) != attributes(old_path)) return "its attributes";
  return {};
}

// Whether another file can be renamed to this one. A second name is refused where that is: to a file that is
// mounted by itself, or in a folder that takes none.
auto can_be_renamed_to(const std::string& path) -> bool {
  try {
    const Temporary second_name(path);
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

}  // namespace

Draft::Draft(std::string path) : path_(std::move(path)), folder_(folder_of(path_)) {
  constexpr mode_t everyone = 0666;
  struct stat old {};
  if (stat(path_.c_str(), &old) != 0) {
    content_ = std::make_unique<Temporary>(folder_, everyone);
    return;
  }
  if (access(path_.c_str(), W_OK) != 0) throw_system_error();
  const bool beside = access(folder_.c_str(), W_OK | X_OK) == 0;
  if (!beside) folder_ = std::filesystem::temp_directory_path();
  content_ = std::make_unique<Temporary>(folder_, old.st_mode & everyone);
  const bool can_be_renamed = beside && can_be_renamed_to(path_);
  lost_ = can_be_renamed ? liken(*content_, path_, old) : "";
  if (can_be_renamed && lost_.empty()) return;

  in_place_ = access(path_.c_str(), R_OK) == 0;
  if (!in_place_ && !can_be_renamed) throw_system_error();
  if (!in_place_) return;
  lost_ = {};
  content_->remove_name();
}

Draft::~Draft() {
  const SignalsHeld held;
  try {
    put_back();
  } catch (const std::exception& error) {
    say(fmt::format("momentum-sim: {}: what it held cannot be put back: {}\n", in_quotes(path_),
                    error.what()));
  }
}

void Draft::place() {
  const SignalsHeld held;
  if (in_place_) return write_over();
  try {
    rename_over();
  } catch (const std::system_error&) {  // things have changed since
    before_.reset();
    write_over();
  }
}

void Draft::rename_over() {
  try {
    before_ = std::make_unique<Temporary>(path_);
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::no_such_file_or_directory) throw;
  }
  content_->rename_to(path_);
  renamed_ = true;
}

void Draft::write_over() {
  Descriptor file = open_file(path_, O_RDWR);
  struct stat old {};
  if (!file.open() || fstat(file.get(), &old) != 0) throw_system_error();
  copy_ = std::make_unique<Temporary>(folder_, S_IRUSR | S_IWUSR);
  copy_->remove_name();
  copy_content(file.get(), copy_->fd());
  written_ = std::move(file);
  try {
    copy_content(content_->fd(), written_.get());
    if (fsync(written_.get()) != 0) throw_system_error();
    if (!set_mode(written_.get(), old.st_mode)) lost_ = "its mode";
  } catch (const std::system_error&) {
    put_back();
    throw;
  }
}

void Draft::put_back() {
  if (written_.open()) copy_content(copy_->fd(), written_.get());
  written_.close();
  if (!std::exchange(renamed_, false)) return;
  if (before_)
    before_->rename_to(path_);
  else
    unlink(path_.c_str());
}

void Draft::commit() {
  const SignalsHeld held;
  if (!renamed_ && !written_.open()) place();
  renamed_ = false;
  before_.reset();
  written_.close();
}

}  // namespace msim
