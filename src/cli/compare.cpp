#include <unistd.h>

#include <optional>
#include <utility>

#include "cli/commands.hpp"
#include "cli/experiment.hpp"
#include "cli/outputs.hpp"
#include "cli/summary.hpp"
#include "cli/watcher.hpp"
#include "output/standard_error.hpp"
#include "sim/run.hpp"
#include "spec/error.hpp"

namespace msim {
namespace {

auto wants_summary(const CommandLine& command_line) -> bool {
  const bool always = command_line.has("--summary");
  const bool never = command_line.has("--quiet");
  if (always && never) throw UserError("--quiet: must not be given together with --summary");
  return always || (!never && isatty(STDERR_FILENO) != 0);
}

}  // namespace

void run_compare(const CommandLine& command_line) {
  const Experiment experiment = read_experiment(command_line);
  const bool summary_wanted = wants_summary(command_line);
  Writers writers;
  bool watched = summary_wanted;
  bool to_terminal = false;
  for (auto& [format, file] : open_outputs(command_line)) {
    watched = watched || format->needs_metrics;
    to_terminal = to_terminal || file.is_terminal();
    writers.push_back(format->writer(std::move(file)));
  }

  const auto [minimum, cost_view] = with_cost(experiment.cost.choice(), [](const auto& cost) {
    const auto minima = cost.minima();
    return std::pair(minima.empty() ? std::optional<double>{} : minima.front().value, cost.view());
  });
  const Limits limits{experiment.steps, experiment.grad_tol.value_or(-1)};
  ViewObserver view(cost_view, experiment.start);
  Summary summary(experiment.target);
  Progress progress(to_terminal);

  each_open(writers, [&](auto& writer) { writer->begin(experiment); });
  for (const MethodSpec& method : experiment.methods) {
    each_open(writers, [&](auto& writer) { writer->begin_run(method); });
    MetricsObserver metrics(minimum, experiment.target);
    Watcher watcher(method.label(), experiment, writers, progress, watched ? &metrics : nullptr,
                    watched ? &view : nullptr);
    const auto outcome = run(method.choice(), experiment.cost.choice(), experiment.start, limits, watcher);
    watcher.end(outcome.last);
    each_open(writers, [&](auto& writer) { writer->end_run(outcome, metrics.result()); });
    summary.add(method, outcome, metrics.result());
  }
  progress.wipe();
  each_open(writers, [&](auto& writer) { writer->end(experiment.view.value_or(view.view())); });
  each_open(writers, [](auto& writer) { writer->finish(); });
  each_open(writers, [](auto& writer) { writer->commit(); });
  if (summary_wanted) say(summary.text());
}

}  // namespace msim
