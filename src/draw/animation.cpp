#include "draw/animation.hpp"

#include <algorithm>

#include "draw/ranges.hpp"

namespace msim {

auto frames_of(const Scene& scene) -> std::vector<std::uint64_t> {
  constexpr std::uint64_t most = 60;
  const std::uint64_t last = last_step(scene);
  const std::uint64_t count = std::min(last, most - 1);  // of intervals
  std::vector<std::uint64_t> steps{0};
  for (std::uint64_t i = 1; i <= count; ++i) {
    steps.push_back(last / count * i + last % count * i / count);
  }
  return steps;
}

auto frame_delay(std::size_t frames) -> int {
  constexpr std::size_t whole = 800;
  return static_cast<int>(std::clamp<std::size_t>(whole / frames, 6, 30));
}

}  // namespace msim
