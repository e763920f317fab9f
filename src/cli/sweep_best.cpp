#include "cli/sweep_best.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/infos.hpp"

namespace msim {
namespace {

auto better(const Cell& a, const Cell& b) -> bool {
  if (a.stop != b.stop) return a.stop == CellStop::reached;
  return a.stop == CellStop::reached ? a.steps < b.steps : a.cost < b.cost;
}

// As --cost takes it: the name where that says all.
auto cost_words(const CostSpec& cost) -> std::string {
  const auto parameters = cost_info(cost.name).parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (cost.parameters[i] != parameters[i].standard) return fmt::format("'{}'", cost_json(cost));
  }
  return cost.name;
}

// "lr=0.1,beta=0.9"
auto pairs(std::span<const Parameter> parameters, const std::vector<double>& values) -> std::string {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    words.push_back(fmt::format("{}={}", parameters[i].name, values[i]));
  return fmt::format("{}", fmt::join(words, ","));
}

}  // namespace

void BestCells::see(std::size_t method, std::uint64_t number, const Cell& cell) {
  auto& best = best_[method];
  if (cell.stop == CellStop::diverged) return;
  if (!best || better(cell, best->cell)) best = {number, cell};
}

auto BestCells::text() const -> std::string {
  std::string text;
  for (std::size_t method = 0; method < best_.size(); ++method) text += text_of(method);
  return text;
}

auto BestCells::text_of(std::size_t method) const -> std::string {
  const auto label = plan_.experiment.methods[method].label();
  const auto& best = best_[method];
  if (!best) return fmt::format("{}: no cell that does not diverge\n", label);
  const auto& swept = plan_.methods[method];
  const auto values = swept.cell(best->number);
  std::vector<std::string> where;
  for (const auto& on : swept.axes) {
    const auto name = method_info(swept.name).parameters[on.parameter].name;
    where.push_back(fmt::format("{} {}", name, values[on.parameter]));
  }
  const auto what =
      best->cell.stop == CellStop::reached
          ? fmt::format("reaches {} at step {}", plan_.experiment.target, best->cell.steps)
          : fmt::format("ends lowest, at {}; none reaches {}", best->cell.cost, plan_.experiment.target);
  return fmt::format("{}: {} {}\n  {}\n", label, fmt::join(where, ", "), what, command(swept, values));
}

auto BestCells::command(const SweptMethod& method, const std::vector<double>& parameters) const
    -> std::string {
  const Experiment& e = plan_.experiment;
  return fmt::format("momentum-sim --cost {} --start {},{} --method {}:{} --steps {} --target {}",
                     cost_words(e.cost), e.start.x, e.start.y, method.name,
                     pairs(method_info(method.name).parameters, parameters), e.steps, e.target);
}

}  // namespace msim
