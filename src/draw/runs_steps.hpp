#pragma once

#include <string_view>
#include <vector>

#include "analysis/valley.hpp"
#include "draw/gnuplot_script.hpp"
#include "draw/scene.hpp"

namespace msim {

// The panels with a line a method over the steps: the cost, and the position along a direction of a valley.
// What it is given must outlive it; `colors`: one a path.
class StepsPanels {
 public:
  StepsPanels(const Scene& scene, std::vector<std::string_view> colors, GnuplotScript& script)
      : scene_(scene), colors_(std::move(colors)), script_(script) {}

  // The cost over the seeds, where they are several: step, mean, and the quantiles between which 80 % lie.
  void bands();
  // What the panels steep and shallow draw.
  void positions();
  void draw_cost(const Frame& frame);
  void draw_position(const Frame& frame, std::string_view function, std::string_view name,
                     double Directions<double>::*direction);

 private:
  // The valley of the panels steep and shallow.
  auto valley() const -> const Valley&;
  void step_axis(const Frame& frame);
  void lines(const std::vector<std::string>& before, std::string_view value);
  void costs_over_seeds(const Span& range);

  const Scene& scene_;
  std::vector<std::string_view> colors_;
  GnuplotScript& script_;
};

}  // namespace msim
