#include <unistd.h>

#include <optional>
#include <utility>

#include "cli/commands.hpp"
#include "cli/experiment.hpp"
#include "cli/figure_style.hpp"
#include "cli/noisy.hpp"
#include "cli/outputs.hpp"
#include "cli/study.hpp"
#include "cli/summary.hpp"
#include "cli/wandering.hpp"
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
  Study study = msim::study(experiment);
  const bool summary_wanted = wants_summary(command_line);
  // The table, about three remarks, and the prompt of the shell.
  const int lines_after = summary_wanted ? static_cast<int>(experiment.methods.size()) + 6 : 0;
  std::optional<Progress> progress;
  const Setting setting{figure_style(command_line), color_option(command_line), lines_after,
                        [&](const std::string& text) {
                          if (progress->due()) progress->show(text);
                        }};
  Writers writers;
  bool watched = summary_wanted;
  bool rows_to_terminal = false;
  for (auto& [format, file] : open_outputs(command_line)) {
    watched = watched || format->needs_metrics;
    rows_to_terminal = rows_to_terminal || (format->streams && file.is_terminal());
    if (format->figure) check_figure(setting.figure, experiment, study.valleys);
    writers.push_back(format->writer(std::move(file), setting));
  }

  progress.emplace(rows_to_terminal);
  complete(
      study, experiment,
      [&](const MethodSpec& method, std::uint64_t number) { progress->update_trial(method, number); },
      watched);
  const auto cost_view = with_cost(experiment.cost.choice(), [](const auto& cost) { return cost.view(); });
  ViewObserver view(cost_view, experiment.start);
  std::vector<Result> results;

  each_open(writers, [&](auto& writer) { writer->begin(experiment, study.valleys, study.lowest); });
  for (const MethodSpec& method : study.methods) {
    each_open(writers, [&](auto& writer) { writer->begin_run(method); });
    MetricsObserver metrics(study.valleys, study.lowest, experiment.target);
    Watcher watcher(method.label(), experiment, writers, *progress, watched ? &metrics : nullptr,
                    watched ? &view : nullptr);
    const auto outcome = run(method.choice(), experiment.cost.choice(), experiment.start, study.limits,
                             watcher, experiment.noise_of_gradients());
    watcher.end(outcome.last);
    Result& result = results.emplace_back(Result{method, outcome, metrics.result(), {}});
    if (watched) {
      add_wandering(result.metrics, method, outcome, experiment, study);
      result.repetition = over_all_seeds(method, experiment, study, [&](std::uint64_t seeds) {
        progress->update_seeds(method.label(), seeds, experiment.repeat);
      });
    }
    each_open(writers, [&](auto& writer) { writer->end_run(outcome, result.metrics, result.repetition); });
  }
  each_open(writers, [&](auto& writer) { writer->end(experiment.view.value_or(view.view())); });
  progress->wipe();
  each_open(writers, [](auto& writer) { writer->finish(); });
  each_open(writers, [](auto& writer) { writer->commit(); });
  if (summary_wanted) say(summary(experiment, study, results));
}

}  // namespace msim
