#include <unistd.h>

#include <optional>
#include <utility>

#include "cli/commands.hpp"
#include "cli/experiment.hpp"
#include "cli/figure_style.hpp"
#include "cli/outputs.hpp"
#include "cli/summary.hpp"
#include "cli/watcher.hpp"
#include "output/standard_error.hpp"
#include "spec/error.hpp"
#include "study/study.hpp"

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
  Study study(read_experiment(command_line));
  const Experiment& experiment = study.experiment();
  const bool summary_wanted = wants_summary(command_line);
  // The table, about three remarks, and the prompt of the shell.
  const int lines_after = summary_wanted ? static_cast<int>(experiment.methods.size()) + 6 : 0;
  std::optional<Progress> progress;
  const Setting setting{figure_style(command_line), color_option(command_line), lines_after,
                        [&](const std::string& text) {
                          if (progress->due()) progress->show(text);
                        }};
  Writers writers;
  bool measured = summary_wanted;
  bool rows_to_terminal = false;
  for (auto& [format, file] : open_outputs(command_line)) {
    measured = measured || format->needs_metrics;
    rows_to_terminal = rows_to_terminal || (format->streams && file.is_terminal());
    if (format->figure) check_figure(setting.figure, study);
    writers.push_back(format->writer(std::move(file), setting));
  }

  progress.emplace(rows_to_terminal);
  study.prepare([&](const MethodSpec& method, std::uint64_t number) { progress->update_trial(method, number); },
                measured);
  each_open(writers, [&](auto& writer) { writer->begin(study); });
  std::vector<Result> results;
  for (const MethodSpec& method : study.methods()) {
    each_open(writers, [&](auto& writer) { writer->begin_run(method); });
    Watcher watcher(method.label(), experiment, writers, *progress);
    Result& result = results.emplace_back(study.run(method, watcher));
    watcher.end(result.outcome.last);
    if (measured) {
      result.repetition = study.repeat(method, [&](std::uint64_t seeds) {
        progress->update_seeds(method.label(), seeds, experiment.repeat);
      });
    }
    each_open(writers, [&](auto& writer) { writer->end_run(result); });
  }
  each_open(writers, [&](auto& writer) { writer->end(study.view(results)); });
  progress->wipe();
  each_open(writers, [](auto& writer) { writer->finish(); });
  each_open(writers, [](auto& writer) { writer->commit(); });
  if (summary_wanted) say(summary(study, results));
}

}  // namespace msim
