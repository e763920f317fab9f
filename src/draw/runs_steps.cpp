#include "draw/runs_steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace msim {
namespace {

// One line a method, with its markers here and there so that the shapes tell them apart.
auto line_by_step(std::string_view name, std::size_t path, std::size_t points, std::string_view value)
    -> std::string {
  constexpr std::size_t markers_a_line = 14;
  return fmt::format("${}{} using (upto($1)):({}) with linespoints linestyle {} pointinterval {}", name,
                     path + 1, value, path + 1, std::max<std::size_t>(1, points / markers_a_line));
}

}  // namespace

auto StepsPanels::valley() const -> const Valley& {
  const auto end = scene_.paths.empty() ? scene_.experiment.start : scene_.paths.front().points.back().p;
  return scene_.valleys[nearest_valley(scene_.valleys, end, scene_.experiment.start)];
}

void StepsPanels::bands() {
  for (std::size_t i = 0; i < scene_.paths.size(); ++i) {
    const auto& [k, cost] = scene_.paths[i].band;
    if (k.empty()) continue;
    script_.line("$band{} << EOD", i + 1);
    for (std::size_t j = 0; j < k.size(); ++j)
      script_.line("{} {} {} {}", k[j], cost[j].mean, cost[j].q10, cost[j].q90);
    script_.line("EOD");
  }
}

void StepsPanels::positions() {
  const Vec2<double> from = valley().minimum.p;
  const auto direction = [&](std::string_view name, Vec2<double> q) {
    script_.line("{}(x, y) = {}*(x - ({})) + {}*(y - ({}))", name, q.x, from.x, q.y, from.y);
  };
  direction("steep", valley().curvature.steep);
  direction("shallow", valley().curvature.shallow);
}

void StepsPanels::lines(const std::vector<std::string>& before, std::string_view value) {
  auto parts = before;
  for (std::size_t i = 0; i < scene_.paths.size(); ++i)
    parts.push_back(line_by_step("path", i, scene_.paths[i].points.size(), value));
  script_.plot(parts);
}

void StepsPanels::step_axis(const Frame& frame) {
  const double last = std::max(1.0, static_cast<double>(last_step(scene_)));
  script_.axis('x', {0, last}, whole_ticks(0, last, script_.room_x(frame)), frame.numbered);
  script_.axis_names(frame.numbered ? "step" : "", "");
}

void StepsPanels::draw_cost(const Frame& frame) {
  step_axis(frame);
  const Span range = cost_range(scene_);
  script_.axis('y', range, power_ticks(range.low, range.high, script_.room_y(frame)));
  script_.line("set logscale y");
  const std::uint64_t seeds = scene_.experiment.repeat;
  script_.caption(frame,
                  fmt::format("cost above the {}{}", scene_.valleys.empty() ? "lowest seen" : "minimum",
                              seeds > 1 ? fmt::format(", mean and 10 to 90 % of {} seeds", seeds) : ""));
  if (range.nothing) {
    const bool finite = std::isfinite(scene_.paths.front().points.front().cost);
    script_.line("set label 98 '{}' at graph 0.5,0.5 center textcolor rgb '{}' {}",
                 finite ? "at the lowest cost throughout" : "no finite cost", script_.theme().muted,
                 script_.font(tick_size));
  }
  if (seeds > 1)
    costs_over_seeds(range);
  else
    lines({}, "above($4)");
  script_.line("unset label 98");
  script_.line("unset logscale y");
}

void StepsPanels::costs_over_seeds(const Span& range) {
  std::vector<std::string> parts;
  script_.line("on_axis(cost) = cost - lowest > {0} ? cost - lowest : {0}", range.low);
  for (std::size_t i = 0; i < scene_.paths.size(); ++i)
    parts.push_back(
        fmt::format("$band{} using (upto($1)):(on_axis($3)):(on_axis($4)) with filledcurves linecolor rgb "
                    "'{}' fillstyle transparent solid 0.2 noborder",
                    i + 1, colors_[i]));
  for (std::size_t i = 0; i < scene_.paths.size(); ++i)
    parts.push_back(line_by_step("band", i, scene_.paths[i].band.k.size(), "above($2)"));
  script_.plot(parts);
}

void StepsPanels::draw_position(const Frame& frame, std::string_view function, std::string_view name,
                                double Directions<double>::*direction) {
  step_axis(frame);
  const Span range = position_range(scene_, valley(), direction);
  script_.axis('y', range, ticks(range.low, range.high, script_.room_y(frame)));
  const Eigen& curvatures = valley().curvature;
  const double curvature = direction == &Directions<double>::steep ? curvatures.l2 : curvatures.l1;
  const auto known = std::isfinite(curvature) ? fmt::format(" (curvature {:.4g})", curvature) : "";
  script_.caption(frame, fmt::format("position {}{}", name, known));
  lines({fmt::format("0 with lines linetype 1 linecolor rgb '{}' linewidth 1", script_.theme().muted)},
        fmt::format("{}($2, $3)", function));
}

}  // namespace msim
