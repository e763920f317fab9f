#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "draw/scene.hpp"

namespace msim {

// The steps that an animation shows, ascending, the first and the last among them.
auto frames_of(const Scene& scene) -> std::vector<std::uint64_t>;
// How long it shows each, in hundredths of a second, and how often the last.
auto frame_delay(std::size_t frames) -> int;
inline constexpr int last_frame_held = 150;  // hundredths of a second

}  // namespace msim
