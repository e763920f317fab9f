#include "draw/sweep_map.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/theory.hpp"
#include "analysis/valley.hpp"
#include "draw/figure_style.hpp"
#include "sim/infos.hpp"
#include "spec/error.hpp"

namespace msim {
namespace {

constexpr std::uint64_t most_map_cells = 1'000'000;

// The axis behind a method's own view of it.
auto axis_of(const SweepSpec& spec, const SweptMethod& method, const SweptMethod::OnAxis& on)
    -> const SweepAxis& {
  return *std::find_if(spec.axes.begin(), spec.axes.end(), [&](const SweepAxis& axis) {
    return parameter_on_axis(method.name, axis.name) == on.parameter;
  });
}

auto has_points(const SweptMethod::OnAxis& on) -> bool { return on.axis.count() > 1; }

void add_axes(MapPanel& panel, const SweepSpec& spec, const SweptMethod& method) {
  for (const auto& on : method.axes) {
    if (has_points(on)) (panel.x ? panel.y : panel.x) = {axis_of(spec, method, on).name, on.axis};
  }
}

// On the map, or next to it: what lies far outside is nothing that a picture could show.
auto near(double place, std::uint64_t count) -> bool {
  return place >= -1 && place <= static_cast<double>(count);
}

class Theory {
 public:
  Theory(MapPanel& panel, const LinearMethod& method, const Eigen& curvature)
      : panel_(panel), method_(method), l1_(curvature.l1), l2_(curvature.l2) {}

  void add() {
    edge();
    if (!panel_.y || method_.form.critical_beta == nullptr) return;
    critical(l1_);
    if (l2_ != l1_) critical(l2_);
    const auto [lr, beta, rate] = best_pair(method_.form, l1_, l2_);
    const Vec2<double> place{panel_.x->axis.place(lr), panel_.y->axis.place(beta)};
    if (near(place.x, panel_.nx()) && near(place.y, panel_.ny())) panel_.optimum = place;
  }

 private:
  static constexpr int pieces = 400;

  // Calls f with places from one edge of the map to the other.
  template <class F>
  static void along(std::uint64_t count, const F& f) {
    for (int i = 0; i <= pieces; ++i) f(-0.5 + static_cast<double>(count) * i / pieces);
  }

  void edge() {
    along(panel_.ny(), [&](double y) {
      const auto filter =
          panel_.y ? method_.form.filter(std::clamp(panel_.y->axis.between(y), 0.0, 1.0)) : method_.filter;
      const auto limit = lr_limit(filter, l2_);
      if (!limit) return;
      const double x = panel_.x->axis.place(*limit);
      if (near(x, panel_.nx())) panel_.edge.push_back({x, y});
    });
  }

  void critical(double curvature) {
    auto& curve = panel_.critical.emplace_back();
    along(panel_.nx(), [&](double x) {
      const double lr = panel_.x->axis.between(x);
      const double beta = method_.form.critical_beta(lr * curvature);
      const double y = panel_.y->axis.place(beta);
      // Nesterov's beta stays 0 beyond the lr that it makes critical.
      if (beta > 0 && near(y, panel_.ny()) && converges(method_.form.filter(beta), lr, l2_))
        curve.push_back({x, y});
    });
  }

  MapPanel& panel_;
  const LinearMethod& method_;
  double l1_, l2_;
};

void add_theory(MapPanel& panel, const SweepSpec& spec, const MethodChoice& method) {
  const auto& e = spec.experiment;
  const auto linear = linear_method(method);
  if (!linear || !e.cost.info().quadratic) return;
  if (!panel.x || panel.x->name != learning_rate.name) return;
  if (panel.y && panel.y->name != momentum_coefficient.name) return;
  const auto curvature = curvature_at(e.cost.cost(), e.start);
  if (curvature.l1 > 0) Theory(panel, *linear, curvature).add();
}

}  // namespace

auto MapPanel::place_of_best() const -> std::optional<Vec2<double>> {
  if (!best.number()) return {};
  const std::uint64_t column = *best.number() / ny();
  const std::uint64_t row = *best.number() % ny();
  return Vec2<double>{static_cast<double>(column), static_cast<double>(row)};
}

auto map_refusal(const SweepSpec& spec) -> std::string {
  if (spec.methods.size() > most_figure_paths)
    return fmt::format("--method: {} methods: a map shows at most {}", spec.methods.size(),
                       most_figure_paths);
  for (std::size_t i = 0; i < spec.methods.size(); ++i) {
    const auto& axes = spec.methods[i].axes;
    const auto count = std::count_if(axes.begin(), axes.end(), has_points);
    const auto label = spec.experiment.methods[i].label();
    if (count == 0) return label + ": a map needs an axis of several points, --lr A:B:N or --beta A:B:N";
    if (count > 2)
      return fmt::format("{}: a map of {} shows at most two axes of several points", axes_text(spec.axes),
                         label);
  }
  const auto rows = spec.sweep().rows();
  if (rows > most_map_cells)
    return fmt::format("{}: the grid has {} cells: a map shows at most {}", axes_text(spec.axes), rows,
                       most_map_cells);
  return "";
}

auto map_panels(const SweepSpec& spec) -> std::vector<MapPanel> {
  const auto refusal = map_refusal(spec);
  if (!refusal.empty()) throw UserError(refusal);
  std::vector<MapPanel> panels;
  for (std::size_t i = 0; i < spec.methods.size(); ++i) {
    const SweptMethod& method = spec.methods[i];
    MapPanel& panel = panels.emplace_back();
    panel.label = spec.experiment.methods[i].label();
    add_axes(panel, spec, method);
    add_theory(panel, spec, {method.name, method.parameters});
  }
  return panels;
}

auto StepScale::at(std::uint64_t steps) const -> double {
  return std::log(std::max(1.0, static_cast<double>(steps)) / low) / std::log(high / low);
}

auto step_scale(const std::vector<MapPanel>& panels) -> StepScale {
  std::uint64_t fewest = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t most = 0;
  bool none = true;
  for (const MapPanel& panel : panels) {
    for (const Cell& cell : panel.cells) {
      if (cell.stop != CellStop::reached) continue;
      fewest = std::min(fewest, cell.steps);
      most = std::max(most, cell.steps);
      none = false;
    }
  }
  if (none) return {};
  const double low = std::max(1.0, static_cast<double>(fewest));
  return {fewest, most, low, std::max(static_cast<double>(most), 2 * low)};
}

auto panel_caption(const SweepSpec& spec, const MapPanel& panel, std::size_t method) -> std::string {
  const auto number = panel.best.number();
  if (!number) return panel.label + ": all diverge";
  const SweptMethod& swept = spec.methods[method];
  const auto values = swept.cell(*number);
  std::vector<std::string> where;
  for (const auto& on : swept.axes) {
    if (on.axis.count() > 1)
      where.push_back(fmt::format("{} {:.3g}", axis_of(spec, swept, on).name, values[on.parameter]));
  }
  const Cell& cell = panel.best.cell();
  const auto what = cell.stop == CellStop::reached ? fmt::format("{} steps", cell.steps)
                                                   : fmt::format("cost {:.3g}", cell.cost);
  return fmt::format("{}: {} at {}", panel.label, what, fmt::join(where, ", "));
}

}  // namespace msim
