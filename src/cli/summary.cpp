#include "cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/remarks.hpp"
#include "output/table.hpp"
#include "sim/infos.hpp"

namespace msim {

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
  rows[0].insert(rows[0].end(), {fmt::format("to {}", experiment.target), "settled", "crossings",
                                 "travel across", "final cost", "stopped by",
                                 !cost_info(experiment.cost.name).quadratic ? "local lr limit" : "lr limit"});
  for (const Subject& subject : subjects) {
    const auto& [method, outcome, metrics] = *subject.result;
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
  }
  std::string text = table(rows);
  for (const auto& sentence : remarks(experiment, study, subjects)) text += sentence + "\n";
  return text;
}

}  // namespace msim
