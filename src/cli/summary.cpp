#include "cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/remarks.hpp"
#include "output/table.hpp"
#include "sim/infos.hpp"

namespace msim {
namespace {

// What all seeds came to: means, and between which values 10 to 90 % of them are.
auto seeds_table(const Experiment& experiment, const std::vector<Result>& results) -> std::string {
  const auto number = [](double value) { return std::isfinite(value) ? fmt::format("{:.4g}", value) : "-"; };
  const auto cell = [&](const OverSeeds& o) {
    return fmt::format("{} ({} to {})", number(o.mean), number(o.q10), number(o.q90));
  };
  std::vector<std::vector<std::string>> rows{{fmt::format("over {} seeds", experiment.repeat), "arrive",
                                              fmt::format("to {}", experiment.target), "final cost",
                                              "spread across", "diverge"}};
  for (const auto& [method, outcome, metrics, r] : results) {
    rows.push_back({method.label(), fmt::format("{}", r.reached), cell(r.first_hit), cell(r.final_cost),
                    r.spread ? cell(r.spread->steep) : "-", fmt::format("{}", r.diverged)});
  }
  return table(rows);
}

}  // namespace

auto summary(const Experiment& experiment, const Study& study, const std::vector<Result>& results)
    -> std::string {
  const auto subjects = subjects_of(experiment, study, results);
  const auto found = [&](std::string_view name) {
    return std::any_of(results.begin(), results.end(),
                       [&](const Result& result) { return result.method.is_best(name); });
  };
  const auto number = [](const auto& value) { return value ? fmt::format("{:.4g}", *value) : "-"; };
  const auto whole = [](const auto& value) { return value ? fmt::format("{}", *value) : "-"; };
  const bool lr_found = found("lr");
  const bool beta_found = found("beta") || found("beta1");

  std::vector<std::vector<std::string>> rows{{"method"}};
  if (lr_found) rows[0].emplace_back("lr");
  if (beta_found) rows[0].emplace_back("beta");
  const bool noisy = experiment.noise_of_gradients().any();
  rows[0].insert(rows[0].end(), {fmt::format("to {}", experiment.target), "settled", "crossings",
                                 "travel across", "final cost", "stopped by",
                                 !cost_info(experiment.cost.name).quadratic ? "local lr limit" : "lr limit"});
  if (noisy) rows[0].insert(rows[0].end() - 2, {"spread across", "predicted"});
  for (const Subject& subject : subjects) {
    const auto& [method, outcome, metrics, repetition] = *subject.result;
    auto& row = rows.emplace_back(std::vector{method.label()});
    if (lr_found) row.push_back(number(subject.lr));
    if (beta_found) row.push_back(number(subject.beta));
    const auto& o = metrics.oscillation;
    const auto& seen = metrics.lowest_seen;
    row.insert(
        row.end(),
        {whole(seen ? seen->first_hit : metrics.first_hit), whole(seen ? seen->settled : metrics.settled),
         o ? fmt::format("{}", o->crossings.steep) : "-", o ? fmt::format("{:.4g}", o->travel.steep) : "-",
         fmt::format("{:.4g}", metrics.final_cost),
         fmt::format("{} {}", name_of(outcome.stop), outcome.last.k), number(subject.lr_limit)});
    if (noisy) {
      const auto& w = metrics.wandering;
      row.insert(row.end() - 2, {w ? fmt::format("{:.4g}", w->spread.steep) : "-",
                                 w && w->expected ? fmt::format("{:.4g}", w->expected->steep) : "-"});
    }
  }
  std::string text = table(rows);
  if (experiment.repeat > 1) text += seeds_table(experiment, results);
  for (const auto& sentence : remarks(experiment, study, subjects)) text += sentence + "\n";
  return text;
}

}  // namespace msim
