#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "cli/explanation_texts.hpp"
#include "sim/infos.hpp"
#include "spec/brief.hpp"
#include "study/remarks.hpp"

namespace msim {
namespace {

constexpr std::size_t terminal_columns = 80;

// A line that is too wide goes on in the next one, behind the last such mark that fits.
auto wrapped(std::string line, std::string_view mark, std::size_t indent) -> std::string {
  if (line.size() > terminal_columns)
    line.replace(line.rfind(mark, terminal_columns) + 1, 1, "\n" + std::string(indent, ' '));
  return line + "\n";
}

// "batches of 16 of 272 rows and 0.1 on each component"
auto source_of_noise(const Experiment& e) -> std::string {
  std::string text;
  if (e.batch_size) text += fmt::format("batches of {} of {} rows", *e.batch_size, e.cost.data->data.size());
  if (e.noise.value_or(0) > 0)
    text += fmt::format("{}{} on each component", text.empty() ? "" : " and ", brief(*e.noise));
  return text;
}

auto cost_text(const Explanation& e) -> std::string {
  const CostInfo& info = e.study.cost().info();
  const auto& [l1, l2, shallow, steep] = e.curvature;
  const bool one_line = info.name.size() + info.formula.size() + 2 <= terminal_columns;
  std::string text = fmt::format("{}:{}{}\n", info.name, one_line ? " " : "\n  ", info.formula);
  if (e.exact) {
    text += "A quadratic: the curvatures are the same everywhere, what follows is exact.\n\n";
  } else {
    text += fmt::format("Local: by the Hessian at {}{}; it holds near there.\n\n", brief(e.at),
                        e.at_minimum ? ", a minimum" : "");
  }
  if (!std::isfinite(l1) || !std::isfinite(l2))
    return text + "  There is no Hessian at this point: no curvature.\n";
  text += fmt::format("  {:<10}curvature l1 = {:<10} along {}\n", "shallow", brief(l1), brief(shallow));
  text += fmt::format("  {:<10}curvature l2 = {:<10} along {}\n", "steep", brief(l2), brief(steep));
  if (l1 > 0) {
    const double kappa = l2 / l1;
    text += fmt::format("  condition number kappa = l2/l1 {}\n",
                        std::isfinite(kappa) ? "= " + brief(kappa) : "is beyond the largest number");
    if (e.other_kappa)
      text +=
          fmt::format("    with x {}: {}\n",
                      e.study.experiment().cost.data->standardize ? "as it is in the data" : "standardized",
                      brief(*e.other_kappa));
  } else if (l1 == 0) {
    text += "  flat along the shallow direction: no condition number\n";
  } else {
    text += fmt::format("  the cost curves down {}{}\n",
                        l2 > 0 ? "along " + brief(shallow) : "in every direction",
                        !e.exact ? " here"
                        : l2 > 0 ? ": a saddle"
                                 : ": it has no minimum");
  }
  if (e.gradient_noise) {
    text += fmt::format(
        "  noise of a gradient at the minimum, standard deviation: shallow {}, steep {}\n    ({})\n",
        brief(e.gradient_noise->shallow), brief(e.gradient_noise->steep),
        source_of_noise(e.study.experiment()));
  }
  return text;
}

auto how_found(const MethodSpec& spec, double steepest) -> std::string {
  switch (spec.found) {
    case Found::closed_form:
      return "best by the closed form";
    case Found::settled:
      return fmt::format("the best of {} trial runs", spec.trial_runs);
    case Found::lowest:
      return fmt::format("the lowest of {} trial runs, none of which settled", spec.trial_runs);
    case Found::nowhere:
      break;
  }
  return "not the best, there is none: " + why_no_best(spec, steepest);
}

auto heading(const MethodExplanation& method, const Explanation& e) -> std::string {
  const auto& spec = method.result.method;
  std::string text = "\n" + spec.label();
  const auto& known = method_info(spec.name).parameters;
  const char* before = ": ";
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (spec.is_own(known[i].name) && !spec.is_best(known[i].name)) continue;
    text += fmt::format("{}{} {}", before, known[i].name, near_one(spec.parameters[i]));
    before = ", ";
  }
  text += "\n";
  std::string_view formula = method_info(spec.name).formula;
  for (;;) {
    const auto end = formula.find(" ; ");
    text += fmt::format("    {}\n", formula.substr(0, end));
    if (end == std::string_view::npos) break;
    formula.remove_prefix(end + 3);
  }
  if (!spec.best.empty()) {
    text += fmt::format("  {} {}\n", fmt::join(spec.best, " and "), how_found(spec, e.curvature.l2));
  }
  return text;
}

auto prediction_text(const MethodExplanation& method, const Explanation& e) -> std::string {
  const Prediction& p = *method.prediction;
  const Filter& filter = method.linear->filter;
  std::string text =
      fmt::format("  {:<10}{:<13}{:<17}{}\n", "direction", "regime", "spectral radius", "period");
  const auto row = [&](const char* name, const Motion& motion) {
    return fmt::format("  {:<10}{:<13}{:<17}{}\n", name, name_of(motion.regime),
                       near_one(motion.spectral_radius),
                       motion.period ? brief(*motion.period) + " steps" : "-");
  };
  text += row("shallow", p.directions[0]) + row("steep", p.directions[1]);
  if (filter.in_the_long_run) text += "  in the long run: the correction of the first steps fades\n";
  if (filter.beta > 0) {
    const double window = 1 / (1 - filter.beta);
    const double whole = std::round(window);
    const double share = 100 * (1 - exp(whole * log(filter.beta)));
    text += fmt::format("  window: 1/(1-beta) = {}, the last {} {} % of v\n", near_one(window),
                        whole == 1 ? "gradient carries" : brief(whole) + " gradients carry",
                        share < 99.5 ? fmt::format("{:.0f}", share) : brief_near(100, share));
  }
  text += fmt::format("  gain on a gradient that alternates {}, on one that stays the same {}\n",
                      near_one(filter.gain_on_alternating()), near_one(filter.gain_on_constant()));
  if (p.lr_limit) {
    text += e.curvature.l1 < 0
                ? fmt::format("  across it lr must stay below {}\n", brief(*p.lr_limit))
                : fmt::format("  lr must stay below {} = 2 / (gain {} x curvature {})\n", brief(*p.lr_limit),
                              brief(filter.gain_on_alternating()), brief(e.curvature.l2));
  }
  if (e.curvature.l1 < 0) text += "  where the cost curves down every lr diverges\n";
  if (p.optimum && method.beta) {
    const auto& [l1, l2, shallow, steep] = e.curvature;
    const auto beta = best_beta(method.linear->form, *method.lr, l1, l2);
    text += beta ? fmt::format("  fastest with this lr: beta {}, {} a step\n", near_one(*beta),
                               near_one(rate(method.linear->form.filter(*beta), *method.lr, l1, l2)))
                 : "  with this lr no beta converges\n";
  }
  if (p.optimum) {
    text += wrapped(fmt::format("  fastest of all: lr {}{}, {} a step; here {}", brief(p.optimum->lr),
                                method.beta ? fmt::format(" with beta {}", near_one(p.optimum->beta)) : "",
                                near_one(p.optimum->rate), near_one(p.spectral_radius)),
                    "; ", 4);
  }
  return text;
}

auto steps_text(const MethodExplanation& method, const Explanation& e) -> std::string {
  const auto& outcome = method.result.outcome;
  const auto& metrics = method.result.metrics;
  const auto& seen = metrics.lowest_seen;
  const auto first_hit = seen ? seen->first_hit : metrics.first_hit;
  const auto settled = seen ? seen->settled : metrics.settled;
  const auto whole = [](const auto& value) { return value ? fmt::format("{}", *value) : "never"; };
  std::string text = fmt::format("  steps to {}{}: ", e.study.experiment().target,
                                 seen ? " above the lowest cost seen" : "");
  if (method.prediction && !seen && method.from_start) {
    const auto& [steps, arrives] = std::pair(method.prediction->steps, method.prediction->arrives);
    text += fmt::format("predicted {}{}, ", steps || !arrives ? whole(steps) : "more than 2^53",
                        e.study.experiment().noise_of_gradients().any() ? " without noise" : "");
  }
  text += fmt::format("measured {}{}\n", whole(first_hit),
                      settled && settled != first_hit ? fmt::format(", for good from {}", *settled) : "");
  text += fmt::format("  the run ended at step {} ({})\n", outcome.last.k, name_of(outcome.stop));
  if (metrics.oscillation && metrics.oscillation->rate)
    text += fmt::format("  measured rate {} a step, over the last half or more\n",
                        near_one(*metrics.oscillation->rate));
  return text;
}

// How far a method with noisy gradients is from the minimum, and whether that is the noise's doing.
auto noise_text(const MethodExplanation& method, const Explanation& e) -> std::string {
  const auto& wandering = method.result.metrics.wandering;
  if (!wandering) return "";
  const auto& spread = wandering->spread;
  const auto& expected = wandering->expected;
  const auto part = [&](double measured, std::optional<double> predicted) {
    return brief(measured) + (predicted ? ", predicted " + brief(*predicted) : "");
  };
  const auto of = [&](double Directions<double>::*direction) {
    return part(spread.*direction, expected ? std::optional((*expected).*direction) : std::nullopt);
  };
  const bool noise_keeps_it = wandering->is_explained(&Directions<double>::steep) &&
                              wandering->is_explained(&Directions<double>::shallow);
  std::string text = fmt::format(
      "  {}off the minimum, root mean square of the last half or more:\n"
      "    shallow {}; steep {}\n",
      noise_keeps_it ? "the noise keeps it " : "", of(&Directions<double>::shallow),
      of(&Directions<double>::steep));
  if (!expected) return text;
  if (!wandering->is_noise_alone(&Directions<double>::shallow) ||
      !wandering->is_noise_alone(&Directions<double>::steep))
    text += "    predicted is of noise alone: the start still counts in what is measured\n";
  if (e.study.experiment().batch_size && expected->steep > 0)
    text += "    predicted leaves out that small batches have curvatures of their own\n";
  if (method.spread_of_gd && method.result.method.name != "gd" && expected->shallow > 0 &&
      expected->steep > 0) {
    text += fmt::format("    predicted for gd with this lr: {} and {} times as far\n",
                        near_one(method.spread_of_gd->shallow / expected->shallow),
                        near_one(method.spread_of_gd->steep / expected->steep));
  }
  return text;
}

auto repetition_text(const MethodExplanation& method, const Explanation& e) -> std::string {
  const Repetition& r = method.result.repetition;
  if (r.seeds == 1) return "";
  std::string text = fmt::format("  over {} seeds, mean (10 to 90 % of them):\n", r.seeds);
  text += fmt::format("    steps to {}: {}, {} of {} arrive\n", e.study.experiment().target,
                      brief(r.first_hit), r.reached, r.seeds);
  text += fmt::format("    final cost {}\n", brief(r.final_cost));
  if (r.spread)
    text += fmt::format("    off the minimum: shallow {}; steep {}\n", brief(r.spread->shallow),
                        brief(r.spread->steep));
  return text;
}

auto translation_text(const MethodExplanation& method) -> std::string {
  const MethodInfo& info = method_info(method.result.method.name);
  std::string text;
  if (method.heavy_ball_lr && method.beta) {
    const auto& filter = method.linear->filter;
    text += fmt::format("  {:<12}lr {} {}\n", "heavy-ball", fmt::format("{:.6g}", *method.heavy_ball_lr),
                        filter.before != 0       ? "goes as far along a valley"
                        : filter.in_the_long_run ? "walks the same path in the long run"
                                                 : "walks the same path");
  }
  const auto line = [&](const char* name, std::string_view call) {
    const auto text_of_call = with_values(call, method);
    auto whole =
        fmt::format("  {:<12}{}", name, text_of_call.empty() ? "cannot be had by arguments" : text_of_call);
    return wrapped(std::move(whole), ", ", 18);
  };
  text += line("PyTorch", info.pytorch) + line("Keras", info.keras);
  if (!info.caveat.empty()) text += fmt::format("  {}\n", with_values(info.caveat, method));
  return text;
}

// What the slope does to a velocity along one direction.
auto reading(double kept, double added) -> std::string_view {
  if (added == 0) return "does nothing";
  if (kept == 0) return "sets it off";
  if ((kept > 0) == (added > 0)) return "pushes it on";
  return std::abs(added) < std::abs(kept) ? "brakes it" : "turns it round";
}

auto update_text(const MethodExplanation& method, const Explanation& e) -> std::string {
  const auto& outcome = method.result.outcome;
  if (!method.update) {
    return fmt::format("\n  step {}: the run ended at step {} ({})\n", e.step, outcome.last.k,
                       name_of(outcome.stop));
  }
  const auto& axes = e.study.cost().info().axes;
  std::string text =
      fmt::format("\n  step {:<18}{:>12}{:>12}{:>12}{:>12}\n", e.step, axes[0], axes[1], "shallow", "steep");
  const auto parts = parts_of_update(method, e);
  for (const auto& [name, vector, along] : parts) {
    std::string words(name);
    std::replace(words.begin(), words.end(), '_', ' ');
    text += fmt::format("  {:<23}{:>12}{:>12}{:>12}{:>12}\n", words, brief(vector.x), brief(vector.y),
                        brief(along.shallow), brief(along.steep));
  }
  if (!method.beta) {
    return text + "  No ball: it has no velocity to keep.\n";
  }
  const auto part = [&](std::string_view name) {
    return std::find_if(parts.begin(), parts.end(), [&](const UpdatePart& p) { return p.name == name; })
        ->along;
  };
  const auto friction = brief_near(100, 100 * (1 - *method.beta)) + " %";
  const auto kept = part("kept");
  const auto added = part("added");
  if (std::isnan(kept.steep)) {
    return text + fmt::format("  As a ball: friction takes {} of the velocity, the slope accelerates it.\n",
                              friction);
  }
  const auto along = reading(kept.shallow, added.shallow);
  const auto across = reading(kept.steep, added.steep);
  text +=
      fmt::format("  As a ball: friction takes {} of the velocity, the slope accelerates it:\n", friction);
  text += along == across
              ? fmt::format("  along the valley and across it, the slope {}.\n", along)
              : fmt::format("  along the valley the slope {}, across the valley it {}.\n", along, across);
  return text;
}

}  // namespace

auto explanation_text(const Explanation& explanation) -> std::string {
  std::string text = cost_text(explanation);
  for (const MethodExplanation& method : explanation.methods) {
    text += heading(method, explanation);
    if (method.prediction) {
      text += prediction_text(method, explanation);
    } else if (!method.linear) {
      text += "  not linear in the gradients: the curvatures give it neither a limit nor a rate\n";
    }
    text += steps_text(method, explanation) + noise_text(method, explanation) +
            repetition_text(method, explanation) + translation_text(method);
    if (explanation.step > 0) text += update_text(method, explanation);
  }
  return text;
}

}  // namespace msim
