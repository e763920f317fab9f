#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/sweep_plan.hpp"

namespace msim {

// The best cell of each method: of those that reach the target the one that does so first, else of those that
// do not diverge the one with the lowest cost in the end. Of equals the first.
class BestCells {
 public:
  // The plan must outlive it.
  explicit BestCells(const SweepPlan& plan) : plan_(plan), best_(plan.methods.size()) {}

  void see(std::size_t method, std::uint64_t number, const Cell& cell);
  // Two lines a method: the cell, and the command that runs it.
  auto text() const -> std::string;

 private:
  struct Numbered {
    std::uint64_t number;
    Cell cell;
  };

  auto text_of(std::size_t method) const -> std::string;
  auto command(const SweptMethod& method, const std::vector<double>& parameters) const -> std::string;

  const SweepPlan& plan_;
  std::vector<std::optional<Numbered>> best_;
};

}  // namespace msim
