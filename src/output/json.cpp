#include "output/json.hpp"

#include <fmt/ranges.h>

#include <cmath>
#include <optional>
#include <utility>

#include "spec/infos.hpp"
#include "spec/json.hpp"

namespace msim {
namespace {

auto number(double value) -> std::string { return std::isfinite(value) ? fmt::format("{}", value) : "null"; }

auto count(const std::optional<std::uint64_t>& value) -> std::string {
  return value ? fmt::format("{}", *value) : "null";
}

// The members that every document starts with.
auto head(const Experiment& experiment) -> std::string {
  return fmt::format(
      "{{\"schema_version\": 1,\n\"program\": {{\"name\": \"momentum-sim\", \"version\": \"{}\"}},\n"
      "\"spec\": {}",
      MOMENTUM_SIM_VERSION, to_json(experiment));
}

void write_list(File& file, std::string_view open, std::uint64_t size, const auto& at,
                std::string_view close) {
  file.write(open);
  for (std::uint64_t i = 0; i < size; ++i) {
    if (i > 0) file.write(", ");
    file.write(number(at(i)));
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

void JsonWriter::begin(const Experiment& experiment) {
  experiment_ = &experiment;
  file().write(head(experiment) + ",\n\"runs\": [");
}

void JsonWriter::begin_run(const MethodSpec& method) {
  file().write(fmt::format(
      "{}\n{{\"label\": \"{}\", \"method\": \"{}\", \"parameters\": {},\n\"formula\": {},\n"
      "\"trajectory\": {{\"columns\": [\"{}\"], \"data\": [",
      std::exchange(first_run_, false) ? "" : ",", method.label(), method.name, parameters_json(method),
      json_quote(method_info(method.name).formula), fmt::join(step_columns, "\", \"")));
  first_step_ = true;
}

void JsonWriter::step(const Step<double>& step) {
  file().write(std::exchange(first_step_, false) ? "\n" : ",\n");
  row_.write(file(), step);
}

void JsonWriter::end_run(const Outcome<double>& outcome, const Metrics& m) {
  file().write(fmt::format("]}},\n\"stop\": {{\"reason\": \"{}\", \"step\": {}}},\n\"summary\": {{",
                           name_of(outcome.stop), outcome.last.k));
  file().write(fmt::format(R"("first_hit": {}, "settled": {}, "final_cost": {}, )", count(m.first_hit),
                           count(m.settled), number(m.final_cost)));
  file().write(
      fmt::format(R"("lowest_cost": {}, "lowest_step": {}, )", number(m.lowest_cost), m.lowest_step));
  file().write(
      fmt::format(R"("path_length": {}, "efficiency": {}}}}})", number(m.path_length), number(m.efficiency)));
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

void write_json_surface(File& file, const Experiment& experiment, const Grid& grid) {
  file.write(head(experiment) + ",\n\"surface\": ");
  write_surface(file, experiment.cost, grid);
  file.write("}\n");
}

}  // namespace msim
