#pragma once

#include <string>

#include "draw/collector.hpp"
#include "spec/resolve.hpp"
#include "study/study.hpp"

namespace msim::test {

// Shows every step of a run to a collector.
class Collecting : public RunObserver {
 public:
  explicit Collecting(SceneCollector& collector) : collector_(collector) {}
  auto step(const Step<double>& step) -> std::uint64_t override {
    collector_.step(step);
    return step.k + 1;
  }

 private:
  SceneCollector& collector_;
};

// The scene of an experiment in JSON.
inline auto scene_of(const std::string& spec) -> Scene {
  Study study(resolve(spec_fields(parse_json(spec, "spec"), "spec")));
  study.prepare([](const MethodSpec&, std::uint64_t) {}, true);
  SceneCollector collector;
  collector.begin(study);
  std::vector<Result> results;
  for (const MethodSpec& method : study.methods()) {
    collector.begin_run(method);
    Collecting collecting(collector);
    results.push_back(study.run(method, collecting));
    collector.end_run(results.back());
  }
  return collector.end(study.view(results));
}

}  // namespace msim::test
