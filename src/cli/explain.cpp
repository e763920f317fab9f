#include <algorithm>
#include <array>

#include "cli/command.hpp"
#include "cli/command_line.hpp"
#include "cli/experiment.hpp"
#include "cli/explanation_texts.hpp"
#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "cli/progress.hpp"
#include "output/file.hpp"
#include "spec/check.hpp"
#include "spec/short_form.hpp"

namespace msim {
namespace {

auto explain_text() -> CommandText {
  return {
      "Says why the methods do what they do: the curvatures of the cost, and for each\n"
      "method its limit of lr, its rate, the steps it should need and those it needs.",
      {{"What",
        {options::cost, options::standardize, options::methods, options::lr, options::beta, options::start,
         options::spec, options::steps, options::grad_tol, options::target}},
       {"Noisy gradients, the same for all methods",
        {options::batch_size, options::noise, options::seed, options::repeat}},
       {"Where",
        {{"--at", "X,Y",
          "The point whose Hessian is used [the minimum nearest\nto where the first method ends]"},
         {"--step", "K", "Also take update K apart, 1 to the number of steps"}}},
       {"Output", {{"--format", "FORMAT", "text or json [text]"}}}},
      nullptr,
      "Examples:\n"
      "  momentum-sim explain --beta 0.9 --lr 0.1\n"
      "  momentum-sim explain --cost rosenbrock --lr 0.001 --steps 5000\n"
      "  momentum-sim explain --method momentum,heavy-ball --step 2\n"
      "  momentum-sim explain --cost quadratic:kappa=9 --format json | jq .eigenvalues\n",
  };
}

void run_explain(const CommandLine& command_line) {
  Study study(read_experiment(command_line));
  const Experiment& experiment = study.experiment();
  std::optional<Vec2<double>> at;
  if (const auto* const text = command_line.value("--at"))
    at = pair_of_numbers(parse_list(*text, ','), "--at");
  std::uint64_t update = 0;
  if (const auto* const text = command_line.value("--step")) {
    const Json value = Json::number_or_string(*text);
    if (experiment.steps == 0) refuse("--step", value, "there is no update, since --steps is 0");
    update = whole_number(value, 1, experiment.steps, "--step");
  }
  const bool json = text_or_json(command_line) == "json";
  auto file = File::standard_output();
  Progress progress(false);
  study.prepare(
      [&](const MethodSpec& method, std::uint64_t number) { progress.update_trial(method, number); }, true);
  const auto explanation = explain(study, at, update);
  progress.wipe();
  file.write(json ? explanation_json(explanation) : explanation_text(explanation));
  file.finish();
}

}  // namespace

auto explain_command() -> Command {
  return {"explain", "Why: curvature, limits of lr, predicted rates", explain_text, run_explain, nullptr};
}

}  // namespace msim
