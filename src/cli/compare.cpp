#include <unistd.h>

#include <optional>
#include <utility>

#include "cli/command.hpp"
#include "cli/command_line.hpp"
#include "cli/experiment.hpp"
#include "cli/figure_options.hpp"
#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "cli/summary.hpp"
#include "cli/watcher.hpp"
#include "output/standard_error.hpp"
#include "spec/error.hpp"
#include "study/study.hpp"

namespace msim {
namespace {

auto compare_text() -> CommandText {
  return {
      "Runs gradient descent and momentum side by side on a 2D cost, draws them on a\nterminal, and writes "
      "every step elsewhere.",
      {{"What runs",
        {options::cost, options::standardize, options::methods, options::lr, options::beta, options::start,
         options::spec}},
       {"Noisy gradients, the same for all methods",
        {options::batch_size, options::noise, options::seed, options::repeat}},
       {"How long", {options::steps, options::grad_tol, options::target}},
       {"Output",
        {options::format,
         options::output,
         options::color,
         {"--every", "K", "Write each K-th row, and always the first and the\nlast of each method [1]"},
         options::view,
         {"--grid", "NXxNY", "Points of the surface in JSON, 0 for none [101x101]"},
         {"--summary", "", "Print the summary table on standard error\n[when standard error is a terminal]",
          Takes::nothing},
         {"--quiet", "", "Do not print it", Takes::nothing}}},
       {"Figures (.gp .png .svg .pdf .gif)",
        {{"--panel", "P[,P...]",
          "What to show: contour, cost, steep, shallow (the\n"
          "position across and along the valley, a step), data\n"
          "(the rows and the fits), gradients@K (of batches and\n"
          "noise, at step K of the first method) [contour,cost]"},
         options::size,
         {"--title", "TEXT", "[the cost and the parameters]"},
         options::dark}}},
      nullptr,
      "Examples:\n"
      "  momentum-sim --beta 0.9 --lr 0.1 > paths.csv\n"
      "  momentum-sim --method gd,momentum:beta=0.5,momentum:beta=0.99 -o paths.json\n"
      "  momentum-sim --cost rosenbrock --lr 0.001 --steps 5000 -o banana.csv\n"
      "  momentum-sim --cost '{\"type\": \"quadratic\", \"A\": [[3, 1], [1, 2]]}' --start 4,4\n"
      "  momentum-sim --method gd,momentum --lr best --beta best -o best.csv\n"
      "  momentum-sim --cost rosenbrock --lr 0.001 --steps 600 -o banana.png\n"
      "  momentum-sim --method gd,momentum -o page.html\n"
      "  momentum-sim --spec paths.json --steps 500 --format ndjson | jq .cost\n"
      "\nExit status: 0 done (a method that diverges is a result), 1 a failure while\n"
      "running, 2 wrong usage or a wrong spec.\n",
  };
}

auto wants_summary(const CommandLine& command_line) -> bool {
  const bool always = command_line.has("--summary");
  const bool never = command_line.has("--quiet");
  if (always && never) throw UserError("--quiet: must not be given together with --summary");
  return always || (!never && isatty(STDERR_FILENO) != 0);
}

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
  study.prepare(
      [&](const MethodSpec& method, std::uint64_t number) { progress->update_trial(method, number); },
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
  complete(writers, [](auto& writer) -> Writer& { return *writer; });
  if (summary_wanted) say(summary(study, results));
}

}  // namespace

auto compare_command() -> Command { return {"", "", compare_text, run_compare, msim::formats}; }

}  // namespace msim
