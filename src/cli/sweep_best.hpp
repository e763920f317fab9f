#pragma once

#include <span>
#include <string>

#include "spec/sweep_spec.hpp"

namespace msim {

// Two lines a method: its best cell, and the command that runs it.
auto best_text(const SweepSpec& spec, std::span<const BestCell> best) -> std::string;

}  // namespace msim
