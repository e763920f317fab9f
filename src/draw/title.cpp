#include "draw/title.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "costs/quadratic.hpp"
#include "sim/infos.hpp"
#include "spec/error.hpp"

namespace msim {
namespace {

auto quadratic_text(const std::vector<double>& v) -> std::string {
  const auto n = [&](std::size_t i) { return short_number(v[i]); };
  auto text = fmt::format("quadratic A=[[{}, {}], [{}, {}]]", n(0), n(1), n(1), n(2));
  if (v[3] != 0 || v[4] != 0) text += fmt::format(" b=[{}, {}]", n(3), n(4));
  if (v[5] != 0) text += fmt::format(" c={}", n(5));
  return text;
}

// "least-squares, waiting on eruptions, standardized, ridge 0.1"
auto data_text(const CostSpec& cost) -> std::string {
  const DataSet& set = *cost.data;
  const double ridge = cost.parameters.front();
  return fmt::format("{}, {} on {}{}{}", cost.name, shown(set.y), shown(set.x),
                     set.standardize ? ", standardized" : "",
                     ridge > 0 ? fmt::format(", ridge {}", short_number(ridge)) : "");
}

auto cost_text(const CostSpec& cost) -> std::string {
  if (cost.name == Quadratic::info.name) return quadratic_text(cost.parameters);
  if (cost.data) return data_text(cost);
  std::string text = cost.name;
  const auto& parameters = cost_info(cost.name).parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    text += fmt::format(" {}={}", parameters[i].name, short_number(cost.parameters[i]));
  return text;
}

}  // namespace

auto short_number(double value) -> std::string {
  return std::isnan(value) ? "nan" : fmt::format("{:.4g}", value);
}

auto title(const Scene& scene, int columns) -> std::string {
  const Experiment& experiment = scene.experiment;
  std::string text = cost_text(experiment.cost);
  if (scene.paths.empty()) return text;
  const auto append = [&](const std::string& part) {
    if (text.size() + part.size() <= static_cast<std::size_t>(columns)) text += part;
  };
  const auto append_shared = [&](std::string_view name, Shared shared, std::optional<double> value) {
    if (experiment.uses(shared)) append(fmt::format(", {} {}", name, value ? short_number(*value) : "best"));
  };
  append_shared("lr", Shared::lr, experiment.lr);
  append_shared("beta", Shared::beta, experiment.beta);
  append(fmt::format(", {} step{}", experiment.steps, experiment.steps == 1 ? "" : "s"));
  return text;
}

auto cost_title(const CostSpec& cost, const std::vector<Valley>& valleys) -> std::string {
  const CostInfo& info = cost_info(cost.name);
  std::string text = cost.data ? data_text(cost) : cost.name;
  if (!info.quadratic && !cost.data) {
    for (std::size_t i = 0; i < cost.parameters.size(); ++i)
      text += fmt::format(", {} = {:.6g}", info.parameters[i].name, cost.parameters[i]);
  } else if (info.quadratic && !valleys.empty()) {
    const Eigen& curvature = valleys.front().curvature;
    text += fmt::format(", curvatures {:.6g} and {:.6g}", curvature.l1, curvature.l2);
  }
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
