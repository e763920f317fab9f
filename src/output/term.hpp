#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "draw/collector.hpp"
#include "draw/terminal_style.hpp"
#include "output/writer.hpp"

namespace msim {

// The picture for a terminal, written when the runs are done.
class TermWriter : public Writer {
 public:
  TermWriter(File file, const TerminalStyle& style) : Writer(std::move(file)), style_(style) {}
  void begin(const Experiment& experiment, const std::vector<Valley>& valleys, double lowest) override {
    scene_.begin(experiment, valleys, lowest);
  }
  void begin_run(const MethodSpec& method) override { scene_.begin_run(method); }
  void step(const Step<double>& step) override { scene_.step(step); }
  void end_run(const Outcome<double>& outcome, const Metrics& metrics) override {
    scene_.end_run(outcome, metrics);
  }
  void end(const Box& view) override;

 private:
  TerminalStyle style_;
  SceneCollector scene_;
};

auto make_term(File file, const Setting& setting) -> std::unique_ptr<Writer>;

void write_term_surface(File& file, const Experiment& experiment, const Grid& grid, const Setting& setting);

}  // namespace msim
