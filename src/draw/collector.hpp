#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "draw/scene.hpp"

namespace msim {

// Collects a scene while a comparison streams by. Of a path longer than most_points it keeps every second
// point, of a longer one every fourth, and so on, and always the first and the last.
class SceneCollector {
 public:
  static constexpr std::size_t most_points = 20'000;

  void begin(const Experiment& experiment, const std::vector<Valley>& valleys, double lowest) {
    scene_.experiment = experiment;
    scene_.valleys = valleys;
    scene_.lowest = lowest;
  }

  void begin_run(std::string label) {
    scene_.paths.push_back({std::move(label), {}, {}, {}});
    stride_ = 1;
    count_ = 0;
  }

  void step(const Step<double>& step) {
    auto& points = scene_.paths.back().points;
    last_ = {step.k, step.p, step.cost};
    if (count_++ % stride_ != 0) return;
    if (points.size() == most_points) halve(points);
    if ((count_ - 1) % stride_ == 0) points.push_back(last_);
  }

  void end_run(const Outcome<double>& outcome, const Metrics& metrics) {
    Path& path = scene_.paths.back();
    if (!path.points.empty() && path.points.back().k != last_.k) path.points.push_back(last_);
    path.outcome = outcome;
    path.metrics = metrics;
  }

  auto end(const Box& view) -> const Scene& {
    scene_.view = view;
    return scene_;
  }

 private:
  void halve(std::vector<PathPoint>& points) {
    for (std::size_t i = 0; 2 * i < points.size(); ++i) points[i] = points[2 * i];
    points.resize((points.size() + 1) / 2);
    stride_ *= 2;
  }

  Scene scene_{};
  PathPoint last_{};
  std::uint64_t stride_ = 1, count_ = 0;  // of the rows of this path
};

}  // namespace msim
