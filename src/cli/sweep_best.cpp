#include "cli/sweep_best.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/shell_word.hpp"
#include "sim/infos.hpp"

namespace msim {
namespace {

// "lr=0.1,beta=0.9"
auto pairs(std::span<const Parameter> parameters, const std::vector<double>& values) -> std::string {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    words.push_back(fmt::format("{}={}", parameters[i].name, values[i]));
  return fmt::format("{}", fmt::join(words, ","));
}

auto command(const Experiment& e, const std::string& method, const std::vector<double>& parameters)
    -> std::string {
  return fmt::format("momentum-sim --cost {} --start {},{} --method {}:{} --steps {} --target {}",
                     shell_word(cost_argument(e.cost)), e.start.x, e.start.y, method,
                     pairs(method_info(method).parameters, parameters), e.steps, e.target);
}

auto text_of(const SweepSpec& spec, std::size_t method, const BestCell& best) -> std::string {
  const Experiment& e = spec.experiment;
  const auto label = e.methods[method].label();
  if (!best.number()) return fmt::format("{}: no cell that does not diverge\n", label);
  const auto& swept = spec.methods[method];
  const auto values = swept.cell(*best.number());
  std::vector<std::string> where;
  for (const auto& on : swept.axes) {
    const auto name = method_info(swept.name).parameters[on.parameter].name;
    where.push_back(fmt::format("{} {}", name, values[on.parameter]));
  }
  const Cell& cell = best.cell();
  const auto what = cell.stop == CellStop::reached
                        ? fmt::format("reaches {} at step {}", e.target, cell.steps)
                        : fmt::format("ends lowest, at {}; none reaches {}", cell.cost, e.target);
  return fmt::format("{}: {} {}\n  {}\n", label, fmt::join(where, ", "), what,
                     command(e, swept.name, values));
}

}  // namespace

auto best_text(const SweepSpec& spec, std::span<const BestCell> best) -> std::string {
  std::string text;
  for (std::size_t method = 0; method < best.size(); ++method) text += text_of(spec, method, best[method]);
  return text;
}

}  // namespace msim
