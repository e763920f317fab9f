#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "draw/scene.hpp"
#include "study/study.hpp"

namespace msim {

// Collects the scene while the runs stream by. Of a long path it keeps at most most_points: the first half of
// them whole, for that is where a path moves most, and of the steps after that each 2^i-th, i as needed. The
// first and the last step are always kept.
class SceneCollector {
 public:
  static constexpr std::size_t most_points = 20'000;

  void begin(const Study& study) {
    scene_.emplace(Scene{study.experiment(), study.cost(), study.valleys(), study.lowest(), {}, {}});
  }
  void begin_run(const MethodSpec& method) {
    scene_->paths.push_back({method.label(), {}, {}, {}});
    seen_ = next_ = 0;
    stride_ = 1;
  }
  void step(const Step<double>& step) {
    if (seen_++ != next_) return;
    auto& points = scene_->paths.back().points;
    if (points.size() == most_points - 1) thin(points);  // one is for the last step
    points.push_back({step.k, step.p, step.cost});
    next_ += stride_;
  }
  void end_run(const Result& result) {
    Path& path = scene_->paths.back();
    path.outcome = result.outcome;
    path.band = result.repetition.band;
    const auto& last = result.outcome.last;
    if (path.points.empty() || path.points.back().k != last.k)
      path.points.push_back({last.k, last.p, last.cost});
  }
  auto end(const Box& view) -> const Scene& {
    scene_->view = view;
    return *scene_;
  }

 private:
  void thin(std::vector<PathPoint>& points) {
    stride_ *= 2;
    std::size_t kept = most_points / 2;
    for (std::size_t i = kept + 1; i < points.size(); i += 2) points[kept++] = points[i];
    points.resize(kept);
  }

  std::optional<Scene> scene_;
  std::uint64_t seen_ = 0, next_ = 0, stride_ = 1;  // in rows
};

}  // namespace msim
