#pragma once

#include <string>

#include "draw/collector.hpp"
#include "sim/run.hpp"
#include "sim/surface.hpp"
#include "spec/resolve.hpp"

namespace msim::test {

// Shows every step of a run to a collector and to the view.
class Collecting : public RunObserver {
 public:
  Collecting(SceneCollector& collector, ViewObserver& view) : collector_(collector), view_(view) {}
  auto step(const Step<double>& step) -> std::uint64_t override {
    collector_.step(step);
    view_.step(step);
    return step.k + 1;
  }

 private:
  SceneCollector& collector_;
  ViewObserver& view_;
};

// The scene of an experiment in JSON, without metrics.
inline auto scene_of(const std::string& spec) -> Scene {
  const auto e = resolve(spec_fields(parse_json(spec, "spec"), "spec"));
  const auto cost = e.cost.choice();
  const auto known = valleys(cost);
  SceneCollector collector;
  collector.begin(e, known, known.empty() ? 0 : known.front().minimum.value);
  ViewObserver view(with_cost(cost, [](const auto& f) { return f.view(); }), e.start);
  for (const MethodSpec& method : e.methods) {
    collector.begin_run(method);
    Collecting collecting(collector, view);
    collector.end_run(run(method.choice(), cost, e.start, {e.steps}, collecting), {});
  }
  return collector.end(e.view.value_or(view.view()));
}

}  // namespace msim::test
