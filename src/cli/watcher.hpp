#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "analysis/metrics.hpp"
#include "cli/outputs.hpp"
#include "cli/progress.hpp"
#include "core/step.hpp"
#include "output/writer.hpp"
#include "sim/run.hpp"
#include "sim/surface.hpp"

namespace msim {

using Writers = std::vector<std::unique_ptr<Writer>>;

// The observer of one run of a comparison: the first step and each every-th goes to the writers, now and then
// one to the progress line, and all to the metrics and the view where these are asked for.
class Watcher : public RunObserver {
 public:
  // metrics, view: null when nobody wants them.
  Watcher(std::string label, const Experiment& experiment, Writers& writers, Progress& progress,
          MetricsObserver* metrics, ViewObserver* view)
      : label_(std::move(label)),
        experiment_(experiment),
        writers_(writers),
        progress_(progress),
        metrics_(metrics),
        view_(view) {}

  auto step(const Step<double>& step) -> std::uint64_t override {
    if (metrics_ != nullptr) metrics_->step(step);
    if (view_ != nullptr) view_->step(step);
    if (step.k == next_row_) {
      write(step);
      next_row_ += experiment_.every;
    }
    if (step.k == next_progress_) {
      progress_.update(label_, step.k, experiment_.steps);
      next_progress_ += Progress::steps_between;
    }
    return metrics_ != nullptr ? step.k + 1 : std::min(next_row_, next_progress_);
  }

  // The last step is a row whatever its number.
  void end(const Step<double>& last) {
    if (next_row_ != last.k + experiment_.every) write(last);
  }

 private:
  void write(const Step<double>& step) {
    each_open(writers_, [&](auto& writer) { writer->step(step); });
  }

  std::string label_;
  const Experiment& experiment_;
  Writers& writers_;
  Progress& progress_;
  MetricsObserver* metrics_;
  ViewObserver* view_;
  std::uint64_t next_row_ = 0, next_progress_ = 0;
};

}  // namespace msim
