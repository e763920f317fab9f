#include "cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

#include "output/table.hpp"
#include "spec/brief.hpp"
#include "study/remarks.hpp"

namespace msim {
namespace {

// What all seeds came to: means, and between which values 10 to 90 % of them are.
auto seeds_table(const Experiment& experiment, const std::vector<Result>& results) -> std::string {
  std::vector<std::vector<std::string>> rows{{fmt::format("over {} seeds", experiment.repeat), "arrive",
                                              fmt::format("to {}", experiment.target), "final cost",
                                              "spread across", "diverge"}};
  for (const Result& result : results) {
    const Repetition& r = result.repetition;
    rows.push_back({result.method.label(), fmt::format("{}", r.reached), brief(r.first_hit),
                    brief(r.final_cost), r.spread ? brief(r.spread->steep) : "-",
                    fmt::format("{}", r.diverged)});
  }
  return table(rows);
}

auto whole(std::optional<std::uint64_t> value) -> std::string {
  return value ? fmt::format("{}", *value) : "-";
}

struct Column {
  std::string heading;
  std::function<std::string(const Subject&)> cell;
};

auto columns(const Study& study, const std::vector<Result>& results) -> std::vector<Column> {
  const Experiment& experiment = study.experiment();
  const auto found = [&](Shared shared) {
    return std::any_of(results.begin(), results.end(),
                       [&](const Result& result) { return result.method.is_best(shared); });
  };
  std::vector<Column> columns;
  // What `of` makes of the metrics.
  const auto add = [&](std::string heading, auto of) {
    columns.push_back({std::move(heading), [of](const Subject& s) { return of(s.result->metrics); }});
  };
  columns.push_back({"method", [](const Subject& s) { return s.result->method.label(); }});
  if (found(Shared::lr)) columns.push_back({"lr", [](const Subject& s) { return brief(s.lr); }});
  if (found(Shared::beta))
    columns.push_back({"beta", [](const Subject& s) { return s.beta ? near_one(*s.beta) : "-"; }});
  add(fmt::format("to {}", experiment.target),
      [](const Metrics& m) { return whole(m.lowest_seen ? m.lowest_seen->first_hit : m.first_hit); });
  add("settled", [](const Metrics& m) { return whole(m.lowest_seen ? m.lowest_seen->settled : m.settled); });
  add("crossings",
      [](const Metrics& m) { return m.oscillation ? whole(m.oscillation->crossings.steep) : "-"; });
  add("travel across",
      [](const Metrics& m) { return m.oscillation ? brief(m.oscillation->travel.steep) : "-"; });
  add("final cost", [](const Metrics& m) { return brief(m.final_cost); });
  if (experiment.noise_of_gradients().any()) {
    add("spread across",
        [](const Metrics& m) { return m.wandering ? brief(m.wandering->spread.steep) : "-"; });
    add("predicted", [](const Metrics& m) {
      return m.wandering && m.wandering->expected ? brief(m.wandering->expected->steep) : "-";
    });
  }
  columns.push_back({"stopped by", [](const Subject& s) {
                       const auto& outcome = s.result->outcome;
                       return fmt::format("{} {}", name_of(outcome.stop), outcome.last.k);
                     }});
  columns.push_back({study.cost().info().quadratic ? "lr limit" : "local lr limit",
                     [](const Subject& s) { return brief(s.lr_limit); }});
  return columns;
}

}  // namespace

auto summary(const Study& study, const std::vector<Result>& results) -> std::string {
  const auto subjects = subjects_of(study, results);
  std::vector<std::vector<std::string>> rows(subjects.size() + 1);
  for (const auto& [heading, cell] : columns(study, results)) {
    rows[0].push_back(heading);
    for (std::size_t i = 0; i < subjects.size(); ++i) rows[i + 1].push_back(cell(subjects[i]));
  }
  std::string text = table(rows);
  if (study.experiment().repeat > 1) text += seeds_table(study.experiment(), results);
  for (const auto& sentence : remarks(study, subjects)) text += sentence + "\n";
  return text;
}

}  // namespace msim
