#include "spec/source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "sim/infos.hpp"
#include "spec/check.hpp"
#include "spec/error.hpp"
#include "spec/resolve.hpp"

namespace msim {
namespace {

constexpr std::size_t largest = std::size_t{1} << 20;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  auto operator=(const Descriptor&) -> Descriptor& = delete;
  ~Descriptor() {
    if (fd_ > STDERR_FILENO) close(fd_);
  }
  auto get() const -> int { return fd_; }

 private:
  int fd_;
};

[[noreturn]] void refuse_path(const std::string& path, const std::string& option, const std::string& reason) {
  throw UserError(option + " = " + in_quotes(path) + ": " + reason);
}

auto open_regular(const std::string& path, const std::string& option) -> int {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) refuse_path(path, option, std::strerror(errno));
  if (!S_ISREG(status.st_mode)) {
    refuse_path(path, option, "not a regular file; pipe it in and give '-' to read standard input");
  }
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) refuse_path(path, option, std::strerror(errno));
  return fd;
}

}  // namespace

auto read_json(const std::string& path, const std::string& option) -> Json {
  const Descriptor input(path == "-" ? STDIN_FILENO : open_regular(path, option));
  std::string text(largest + 1, '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const auto got = read(input.get(), text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse_path(path, option, std::strerror(errno));
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  const bool complete = size <= largest;
  text.resize(std::min(size, largest));
  return parse_json(text, option, complete);
}

auto read_cost(const std::string& argument, const std::string& option) -> Json {
  const auto first = argument.find_first_not_of(" \t\r\n");
  // A byte order mark too is for the reader of JSON to refuse.
  const bool inline_json = first != std::string::npos &&
                           std::string_view("{[\xEF").find(argument[first]) != std::string_view::npos;
  const auto known = names_of(cost_infos());
  const bool name =
      std::find(known.begin(), known.end(), argument.substr(0, argument.find(':'))) != known.end();
  const bool path = argument == "-" || argument.find('/') != std::string::npos ||
                    argument.ends_with(".json") || access(argument.c_str(), F_OK) == 0;
  if (!inline_json && (name || !path)) return Json::string(argument);

  Json root = inline_json ? parse_json(argument, option) : read_json(argument, option);
  const bool experiment = root.find("type") == nullptr &&
                          (root.find("cost") != nullptr || root.find("schema_version") != nullptr);
  if (!experiment) return object(root, option);
  const auto fields = spec_fields(root, option);
  const auto cost =
      std::find_if(fields.begin(), fields.end(), [](const Field& f) { return f.name == "cost"; });
  if (cost == fields.end()) throw UserError(option + ": spec.cost: missing");
  return cost->value;
}

}  // namespace msim
