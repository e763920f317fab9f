#pragma once

#include <span>
#include <string_view>

#include "sim/lanes.hpp"

namespace msim {

// An instruction set that the lanes are compiled for. Every one gives the same bits.
struct Isa {
  std::string_view name;
  auto(*engine)(std::string_view method, std::string_view cost) -> LaneEngine;
  bool (*available)();  // on this machine
};

// All of this program, the fastest last; the first, baseline, is available everywhere.
auto isas() -> std::span<const Isa>;

// The fastest that is available.
auto best_isa() -> const Isa&;

}  // namespace msim
