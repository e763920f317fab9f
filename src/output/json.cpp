#include "output/json.hpp"

#include <fmt/ranges.h>

#include <optional>
#include <string>
#include <utility>

#include "sim/infos.hpp"
#include "spec/json.hpp"

namespace msim {
namespace {

// {"steep": 3, "shallow": 0.5}
template <class T>
auto directions(const std::optional<Oscillation>& oscillation, Directions<T> Oscillation::*member)
    -> std::string {
  const auto part = [&](T Directions<T>::*direction) {
    return oscillation ? json_number((*oscillation).*member.*direction) : "null";
  };
  return fmt::format(R"({{"steep": {}, "shallow": {}}})", part(&Directions<T>::steep),
                     part(&Directions<T>::shallow));
}

void write_list(File& file, std::string_view open, std::uint64_t size, const auto& at,
                std::string_view close) {
  file.write(open);
  for (std::uint64_t i = 0; i < size; ++i) {
    if (i > 0) file.write(", ");
    file.write(json_number(at(i)));
  }
  file.write(close);
}

// {"x": [...], "y": [...], "cost": [[...], ...]}, cost[j][i] at (x[i], y[j]).
void write_surface(File& file, const CostSpec& cost, const Grid& grid) {
  write_list(
      file, "{\"x\": [", grid.nx, [&](std::uint64_t i) { return grid.x(i); }, "],\n");
  write_list(
      file, "\"y\": [", grid.ny, [&](std::uint64_t j) { return grid.y(j); }, "],\n\"cost\": [\n");
  for (std::uint64_t j = 0; j < grid.ny; ++j) {
    const auto row = surface_row(cost.choice(), grid, j);
    write_list(
        file, j == 0 ? "[" : ",\n[", row.size(), [&](std::uint64_t i) { return row[i]; }, "]");
  }
  file.write("]}");
}

}  // namespace

auto document_head(const std::string& spec) -> std::string {
  return fmt::format(
      "{{\"schema_version\": 1,\n\"program\": {{\"name\": \"momentum-sim\", \"version\": \"{}\"}},\n"
      "\"spec\": {}",
      MOMENTUM_SIM_VERSION, spec);
}

auto metrics_json(const Metrics& m) -> std::string {
  const auto& o = m.oscillation;
  std::string text = "{";
  text +=
      fmt::format(R"("first_hit": {}, "settled": {}, )", json_number(m.first_hit), json_number(m.settled));
  text += fmt::format(R"("final_cost": {}, "lowest_cost": {}, "lowest_step": {}, )",
                      json_number(m.final_cost), json_number(m.lowest_cost), m.lowest_step);
  text += fmt::format(R"("path_length": {}, "efficiency": {}, )", json_number(m.path_length),
                      json_number(m.efficiency));
  text += fmt::format(R"("crossings": {}, "travel": {}, )", directions(o, &Oscillation::crossings),
                      directions(o, &Oscillation::travel));
  text += fmt::format(R"("overshoot": {}, "gradient_evaluations": {}, "rate_measured": {})",
                      o ? json_number(o->overshoot) : "null", m.gradient_evaluations,
                      o ? json_number(o->rate) : "null");
  if (const auto& w = m.wandering) {
    const auto pair = [](const Directions<double>& d) {
      return fmt::format(R"({{"steep": {}, "shallow": {}}})", json_number(d.steep), json_number(d.shallow));
    };
    text += fmt::format(R"(, "spread": {}, "spread_predicted": {})", pair(w->spread),
                        w->expected ? pair(*w->expected) : "null");
  }
  if (const auto& seen = m.lowest_seen) {
    text += fmt::format(R"(, "lowest_seen": {{"cost": {}, "first_hit": {}, "settled": {}}})",
                        json_number(seen->cost), json_number(seen->first_hit), json_number(seen->settled));
  }
  return text + "}";
}

auto repetition_json(const Repetition& r) -> std::string {
  const auto number = [](const OverSeeds& o) {
    return fmt::format(R"({{"mean": {}, "q10": {}, "q50": {}, "q90": {}}})", json_number(o.mean),
                       json_number(o.q10), json_number(o.q50), json_number(o.q90));
  };
  const auto directions = [&](const std::optional<Directions<OverSeeds>>& d) {
    return d ? fmt::format(R"({{"steep": {}, "shallow": {}}})", number(d->steep), number(d->shallow))
             : "null";
  };
  const auto list = [](const auto& values, const auto& of) {
    std::vector<std::string> texts;
    for (const auto& value : values) texts.push_back(json_number(of(value)));
    return fmt::format("[{}]", fmt::join(texts, ", "));
  };
  std::string text = fmt::format(R"({{"seeds": {}, "reached": {}, "settled_runs": {}, "diverged": {},)",
                                 r.seeds, r.reached, r.settled_runs, r.diverged);
  text += fmt::format("\n\"first_hit\": {},\n\"settled\": {},\n\"final_cost\": {},\n\"lowest_cost\": {},\n",
                      number(r.first_hit), number(r.settled), number(r.final_cost), number(r.lowest_cost));
  text +=
      fmt::format("\"path_length\": {},\n\"crossings\": {},\n\"travel\": {},\n\"spread\": {},\n",
                  number(r.path_length), directions(r.crossings), directions(r.travel), directions(r.spread));
  const auto& costs = r.band.cost;
  text += fmt::format("\"cost\": {{\"step\": [{}],\n\"mean\": {},\n", fmt::join(r.band.k, ", "),
                      list(costs, [](const OverSeeds& o) { return o.mean; }));
  text += fmt::format("\"q10\": {},\n\"q50\": {},\n\"q90\": {}}}}}",
                      list(costs, [](const OverSeeds& o) { return o.q10; }),
                      list(costs, [](const OverSeeds& o) { return o.q50; }),
                      list(costs, [](const OverSeeds& o) { return o.q90; }));
  return text;
}

void JsonWriter::begin(const Experiment& experiment, const std::vector<Valley>& valleys, double lowest) {
  RowWriter::begin(experiment, valleys, lowest);
  experiment_ = &experiment;
  file().write(document_head(to_json(experiment)) + ",\n\"runs\": [");
}

void JsonWriter::begin_run(const MethodSpec& method) {
  file().write(fmt::format("{}\n{{\"label\": \"{}\", \"method\": \"{}\", \"parameters\": {},\n",
                           std::exchange(first_run_, false) ? "" : ",", method.label(), method.name,
                           parameters_json(method)));
  if (!method.best.empty()) {
    file().write(fmt::format("\"best\": {{\"parameters\": [\"{}\"], \"trial_runs\": {}}},\n",
                             fmt::join(method.best, "\", \""), method.trial_runs));
  }
  file().write(fmt::format("\"formula\": {},\n\"trajectory\": {{\"columns\": [\"{}\"], \"data\": [\n",
                           json_quote(method_info(method.name).formula), fmt::join(columns(), "\", \"")));
  rows().begin(json_array_row(columns()), ",\n");
}

void JsonWriter::end_run(const Outcome<double>& outcome, const Metrics& metrics,
                         const Repetition& repetition) {
  rows().end();
  file().write(fmt::format("]}},\n\"stop\": {{\"reason\": \"{}\", \"step\": {}}},\n\"summary\": {}",
                           name_of(outcome.stop), outcome.last.k, metrics_json(metrics)));
  if (repetition.seeds > 1) file().write(fmt::format(",\n\"repeat\": {}", repetition_json(repetition)));
  file().write("}");
}

void JsonWriter::end(const Box& view) {
  file().write("]");
  const auto [nx, ny] = experiment_->grid;
  if (!experiment_->grid.empty()) {
    file().write(",\n\"surface\": ");
    write_surface(file(), experiment_->cost, {view, nx, ny});
  }
  file().write("}\n");
}

void write_json_surface(File& file, const Experiment& experiment, const Grid& grid,
                        const Setting& /*setting*/) {
  file.write(document_head(to_json(experiment)) + ",\n\"surface\": ");
  write_surface(file, experiment.cost, grid);
  file.write("}\n");
}

}  // namespace msim
