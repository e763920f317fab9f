#pragma once

#include "output/writer.hpp"

namespace msim {

// The explorer: a page that computes by itself, so that it is given the experiment, not the steps.
class HtmlWriter : public Writer {
 public:
  // Throws OutputError where the program was built without the page.
  explicit HtmlWriter(File file);

  void begin(const Study& study) override;
  void begin_run(const MethodSpec& /*method*/) override {}
  void step(const Step<double>& /*step*/) override {}
};

}  // namespace msim
