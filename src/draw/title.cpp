#include "draw/title.hpp"

#include <fmt/format.h>

#include <optional>

#include "spec/brief.hpp"

namespace msim {

auto title(const Scene& scene, int columns) -> std::string {
  const Experiment& experiment = scene.experiment;
  std::string text = brief_title(experiment.cost);
  if (scene.paths.empty()) return text;
  const auto append = [&](const std::string& part) {
    if (text.size() + part.size() <= static_cast<std::size_t>(columns)) text += part;
  };
  const auto append_shared = [&](std::string_view name, Shared shared, std::optional<double> value) {
    if (experiment.uses(shared)) append(fmt::format(", {} {}", name, value ? near_one(*value) : "best"));
  };
  append_shared("lr", Shared::lr, experiment.lr);
  append_shared("beta", Shared::beta, experiment.beta);
  append(fmt::format(", {} step{}", experiment.steps, experiment.steps == 1 ? "" : "s"));
  return text;
}

auto figure_title(const Scene& scene) -> std::string {
  const Experiment& experiment = scene.experiment;
  std::string text = cost_title(experiment.cost, scene.valleys);
  const auto append_shared = [&](std::string_view name, Shared shared, std::optional<double> value) {
    if (experiment.uses(shared))
      text += fmt::format(", {} = {}", name, value ? fmt::format("{}", *value) : "best");
  };
  append_shared("lr", Shared::lr, experiment.lr);
  append_shared("beta", Shared::beta, experiment.beta);
  return text;
}

}  // namespace msim
