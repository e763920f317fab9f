#pragma once

#include "draw/collector.hpp"
#include "draw/figure.hpp"
#include "output/writer.hpp"

namespace msim {

// Collects the paths and draws them at the end, as a script for gnuplot or with the user's gnuplot.
class PictureWriter : public Writer {
 public:
  // Throws OutputError where gnuplot is needed and not installed.
  PictureWriter(File file, const Setting& setting, Picture picture);

  void begin(const Experiment& experiment, const std::vector<Valley>& valleys, double lowest) override {
    collector_.begin(experiment, valleys, lowest);
  }
  void begin_run(const MethodSpec& method) override { collector_.begin_run(method); }
  void step(const Step<double>& step) override { collector_.step(step); }
  void end_run(const Outcome<double>& outcome, const Metrics& metrics) override {
    collector_.end_run(outcome, metrics);
  }
  void end(const Box& view) override;

 private:
  // delay: of the frames of an animation, in hundredths of a second.
  void draw(const std::string& script, int delay);

  SceneCollector collector_;
  const Setting& setting_;
  Picture picture_;
  std::string gnuplot_, ffmpeg_;  // where they are; empty: nowhere, or not needed
};

// A PictureWriter, as the table of formats makes it.
template <Picture picture>
auto make_picture(File file, const Setting& setting) -> std::unique_ptr<Writer> {
  return std::make_unique<PictureWriter>(std::move(file), setting, picture);
}

}  // namespace msim
