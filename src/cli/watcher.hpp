#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/outputs.hpp"
#include "cli/progress.hpp"
#include "core/step.hpp"
#include "output/writer.hpp"
#include "sim/run.hpp"

namespace msim {

using Writers = std::vector<std::unique_ptr<Writer>>;

// The observer of one run of a comparison: the first step and each every-th goes to the writers, now and then
// one to the progress line.
class Watcher : public RunObserver {
 public:
  Watcher(std::string label, const Experiment& experiment, Writers& writers, Progress& progress)
      : label_(std::move(label)), experiment_(experiment), writers_(writers), progress_(progress) {}

  auto step(const Step<double>& step) -> std::uint64_t override {
    if (step.k == next_row_) {
      write(step);
      next_row_ += experiment_.every;
    }
    if (step.k == next_progress_) {
      progress_.update(label_, step.k, experiment_.steps);
      next_progress_ += Progress::steps_between;
    }
    return std::min(next_row_, next_progress_);
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
  std::uint64_t next_row_ = 0, next_progress_ = 0;
};

}  // namespace msim
