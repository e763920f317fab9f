#include <algorithm>
#include <array>

#include "cli/commands.hpp"
#include "cli/experiment.hpp"
#include "cli/explanation_texts.hpp"
#include "cli/outputs.hpp"
#include "cli/progress.hpp"
#include "output/file.hpp"
#include "spec/check.hpp"
#include "spec/short_form.hpp"

namespace msim {

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
  study.prepare([&](const MethodSpec& method, std::uint64_t number) { progress.update_trial(method, number); },
                true);
  const auto explanation = explain(study, at, update);
  progress.wipe();
  file.write(json ? explanation_json(explanation) : explanation_text(explanation));
  file.finish();
}

}  // namespace msim
