#include "cli/summary.hpp"

#include <fmt/format.h>

#include "output/table.hpp"

namespace msim {

Summary::Summary(double target)
    : rows_{{"method", "stopped by", "at step", fmt::format("first within {}", target), "stays from",
             "final cost", "lowest cost"}} {}

void Summary::add(const MethodSpec& method, const Outcome<double>& outcome, const Metrics& metrics) {
  const auto step_or_dash = [](const auto& k) { return k ? fmt::format("{}", *k) : "-"; };
  rows_.push_back({method.label(), std::string(name_of(outcome.stop)), fmt::format("{}", outcome.last.k),
                   step_or_dash(metrics.first_hit), step_or_dash(metrics.settled),
                   fmt::format("{:.6g}", metrics.final_cost),
                   fmt::format("{:.6g} at {}", metrics.lowest_cost, metrics.lowest_step)});
}

auto Summary::text() const -> std::string { return table(rows_); }

}  // namespace msim
