#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "spec/spec.hpp"

namespace msim {

// A line on standard error that says how far a long run is: shown when standard error is a terminal, after
// the first second, and wiped when the run ends.
class Progress {
 public:
  // quiet: never shown, for instance because rows scroll through the same terminal.
  explicit Progress(bool quiet);
  Progress(const Progress&) = delete;
  auto operator=(const Progress&) -> Progress& = delete;
  ~Progress() { wipe(); }

  void update(const std::string& label, std::uint64_t step, std::uint64_t steps);
  void update_seeds(const std::string& label, std::uint64_t done, std::uint64_t seeds);
  // Of a search for the best parameters.
  void update_trial(const MethodSpec& method, std::uint64_t number);
  // Whether it is time for another text, and that text.
  auto due() const -> bool { return !quiet_ && Clock::now() >= next_; }
  void show(std::string_view text);
  void wipe() noexcept;

  // Between two calls of update(): some milliseconds.
  static constexpr std::uint64_t steps_between = 250'000;

 private:
  using Clock = std::chrono::steady_clock;
  bool quiet_;
  bool shown_ = false;
  Clock::time_point next_;
};

}  // namespace msim
