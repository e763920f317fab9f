#include "output/json.hpp"

#include <fmt/ranges.h>

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "sim/infos.hpp"

namespace msim {
namespace {

constexpr std::string_view next_line = ",\n";

template <class T>
auto json_of(const std::optional<Oscillation>& oscillation, Directions<T> Oscillation::*member) -> JsonText {
  const auto part = [&](T Directions<T>::*direction) {
    return oscillation ? json((*oscillation).*member.*direction) : JsonText{"null"};
  };
  return JsonObject()
      .add("steep", part(&Directions<T>::steep))
      .add("shallow", part(&Directions<T>::shallow))
      .text();
}

auto json(const OverSeeds& over) -> JsonText {
  return JsonObject()
      .add("mean", over.mean)
      .add("q10", over.q10)
      .add("q50", over.q50)
      .add("q90", over.q90)
      .text();
}

auto json(const std::optional<Directions<OverSeeds>>& d) -> JsonText {
  if (!d) return {"null"};
  return JsonObject().add("steep", json(d->steep)).add("shallow", json(d->shallow)).text();
}

void write_list(File& file, std::string_view open, std::uint64_t size, const auto& at,
                std::string_view close) {
  file.write(open);
  for (std::uint64_t i = 0; i < size; ++i) {
    if (i > 0) file.write(", ");
    file.write(msim::json(at(i)).text);
  }
  file.write(close);
}

// {"x": [...], "y": [...], "cost": [[...], ...]}, cost[j][i] at (x[i], y[j]).
void write_surface(File& file, const AnyCost& cost, const Grid& grid) {
  write_list(
      file, "{\"x\": [", grid.nx, [&](std::uint64_t i) { return grid.x(i); }, "],\n");
  write_list(
      file, "\"y\": [", grid.ny, [&](std::uint64_t j) { return grid.y(j); }, "],\n\"cost\": [\n");
  for (std::uint64_t j = 0; j < grid.ny; ++j) {
    const auto row = surface_row(cost, grid, j);
    write_list(
        file, j == 0 ? "[" : ",\n[", row.size(), [&](std::uint64_t i) { return row[i]; }, "]");
  }
  file.write("]}");
}

}  // namespace

auto program_json() -> JsonText {
  return JsonObject().add("name", "momentum-sim").add("version", MOMENTUM_SIM_VERSION).text();
}

auto document_head(const JsonText& spec) -> std::string {
  JsonObject head;
  head.add("schema_version", 1U).between(next_line).add("program", program_json()).add("spec", spec);
  std::string text = head.text().text;
  text.pop_back();  // the document goes on
  return text;
}

auto json(const Directions<double>& d) -> JsonText {
  return JsonObject().add("steep", d.steep).add("shallow", d.shallow).text();
}

auto json(const Metrics& m) -> JsonText {
  const auto& o = m.oscillation;
  JsonObject object;
  object.add("first_hit", m.first_hit)
      .add("settled", m.settled)
      .add("final_cost", m.final_cost)
      .add("lowest_cost", m.lowest_cost)
      .add("lowest_step", m.lowest_step)
      .add("path_length", m.path_length)
      .add("efficiency", m.efficiency)
      .add("crossings", json_of(o, &Oscillation::crossings))
      .add("travel", json_of(o, &Oscillation::travel))
      .add("overshoot", o ? std::optional(o->overshoot) : std::nullopt)
      .add("gradient_evaluations", m.gradient_evaluations)
      .add("rate_measured", o ? o->rate : std::nullopt);
  if (const auto& w = m.wandering)
    object.add("spread", json(w->spread))
        .add("spread_predicted", w->expected ? json(*w->expected) : JsonText{"null"});
  if (const auto& seen = m.lowest_seen) {
    object.add(
        "lowest_seen",
        JsonObject().add("cost", seen->cost).add("first_hit", seen->first_hit).add("settled", seen->settled));
  }
  return object.text();
}

auto json(const Repetition& r) -> JsonText {
  const auto costs = [&](double OverSeeds::*figure) {
    return json_list(r.band.cost, [&](const OverSeeds& over) { return over.*figure; });
  };
  JsonObject cost;
  cost.add("step", json_list(r.band.k))
      .between(next_line)
      .add("mean", costs(&OverSeeds::mean))
      .add("q10", costs(&OverSeeds::q10))
      .add("q50", costs(&OverSeeds::q50))
      .add("q90", costs(&OverSeeds::q90));
  return JsonObject()
      .add("seeds", r.seeds)
      .add("reached", r.reached)
      .add("settled_runs", r.settled_runs)
      .add("diverged", r.diverged)
      .between(next_line)
      .add("first_hit", json(r.first_hit))
      .add("settled", json(r.settled))
      .add("final_cost", json(r.final_cost))
      .add("lowest_cost", json(r.lowest_cost))
      .add("path_length", json(r.path_length))
      .add("crossings", json(r.crossings))
      .add("travel", json(r.travel))
      .add("spread", json(r.spread))
      .add("cost", cost)
      .text();
}

void JsonWriter::begin(const Study& study) {
  RowWriter::begin(study);
  study_ = &study;
  file().write(document_head(json(study.experiment())) + ",\n\"runs\": [");
}

void JsonWriter::begin_run(const MethodSpec& method) {
  JsonObject head;
  head.add("label", method.label())
      .add("method", method.name)
      .add("parameters", parameters_json(method))
      .between(next_line);
  if (!method.best.empty()) {
    head.add("best",
             JsonObject().add("parameters", json_list(method.best)).add("trial_runs", method.trial_runs));
  }
  head.add("formula", method_info(method.name).formula)
      .add("trajectory", JsonObject().add("columns", json_list(columns())).add("data", JsonText{"[\n]"}));
  std::string text = head.text().text;
  text.resize(text.size() - std::string_view("]}}").size());  // the rows come here
  file().write(fmt::format("{}\n{}", std::exchange(first_run_, false) ? "" : ",", text));
  rows().begin(json_array_row(columns()), std::string(next_line));
}

void JsonWriter::end_run(const Result& result) {
  rows().end();
  const auto& [stop, last] = result.outcome;
  JsonObject rest;
  rest.between(next_line)
      .add("stop", JsonObject().add("reason", name_of(stop)).add("step", last.k))
      .add("summary", json(result.metrics));
  if (result.repetition.seeds > 1) rest.add("repeat", json(result.repetition));
  file().write(fmt::format("]}},\n{}", rest.text().text.substr(1)));
}

void JsonWriter::end(const Box& view) {
  file().write("]");
  const GridSize size = study_->experiment().grid;
  if (!size.empty()) {
    file().write(",\n\"surface\": ");
    write_surface(file(), study_->cost(), {view, size.nx, size.ny});
  }
  file().write("}\n");
}

void write_json_surface(File& file, const Study& study, const Grid& grid, const Setting& /*setting*/) {
  file.write(document_head(json(study.experiment())) + ",\n\"surface\": ");
  write_surface(file, study.cost(), grid);
  file.write("}\n");
}

}  // namespace msim
