#include "cli/progress.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include "output/standard_error.hpp"

namespace msim {

Progress::Progress(bool quiet)
    : quiet_(quiet || isatty(STDERR_FILENO) == 0), next_(Clock::now() + std::chrono::seconds(1)) {}

void Progress::update(const std::string& label, std::uint64_t step, std::uint64_t steps) {
  if (!due()) return;
  const double percent = 100 * static_cast<double>(step) / static_cast<double>(steps);
  show(fmt::format("{}: step {} of {} ({:.0f} %)", label, step, steps, percent));
}

void Progress::update_seeds(const std::string& label, std::uint64_t done, std::uint64_t seeds) {
  if (due()) show(fmt::format("{}: seed {} of {}", label, done + 1, seeds));
}

void Progress::update_trial(const MethodSpec& method, std::uint64_t number) {
  if (!due()) return;
  show(
      fmt::format("{}: finding the best {}, trial {}", method.label(), fmt::join(method.best, ", "), number));
}

void Progress::show(std::string_view text) {
  constexpr std::chrono::milliseconds interval(100);
  next_ = Clock::now() + interval;
  shown_ = true;
  say(fmt::format("\r\x1b[K{}", text));
}

void Progress::wipe() noexcept {
  if (shown_) say("\r\x1b[K");
  shown_ = false;
}

}  // namespace msim
