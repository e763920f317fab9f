#pragma once

#include <cstdint>

#include "draw/scene.hpp"

namespace msim {

// What an axis of a figure shows.
struct Span {
  double low = 0, high = 0;
  bool nothing = false;  // there is nothing to show in it
};

// The last step of all paths.
auto last_step(const Scene& scene) -> std::uint64_t;

// Of cost - lowest. What no picture could show is left to the clipping: costs far above those at the start,
// and differences that are rounding.
auto cost_range(const Scene& scene) -> Span;

// The positions along a direction that a panel shows: those of the paths that do not diverge, of the others
// those in the view, and the minimum, 0.
auto position_range(const Scene& scene, const Valley& valley, double Directions<double>::*direction) -> Span;

}  // namespace msim
