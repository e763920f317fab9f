#pragma once

#include <vector>

#include "draw/collector.hpp"
#include "output/writer.hpp"

namespace msim {

// A writer of a picture: collects the scene while the runs stream by and draws it at the end.
class SceneWriter : public Writer {
 public:
  using Writer::Writer;

  void begin(const Study& study) override { collector_.begin(study); }
  void begin_run(const MethodSpec& method) override { collector_.begin_run(method); }
  void step(const Step<double>& step) override { collector_.step(step); }
  void end_run(const Result& result) override { collector_.end_run(result); }
  void end(const Box& view) override { draw(collector_.end(view)); }

 private:
  virtual void draw(const Scene& scene) = 0;

  SceneCollector collector_;
};

}  // namespace msim
