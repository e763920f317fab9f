#pragma once

#include "output/rows.hpp"

namespace msim {

// The members that every document starts with: "{" and what the program is and was asked to do, the spec as a
// JSON text.
auto document_head(const std::string& spec) -> std::string;

// The summary of a run as a JSON object.
auto metrics_json(const Metrics& metrics) -> std::string;

// What several seeds came to as a JSON object.
auto repetition_json(const Repetition& repetition) -> std::string;

class JsonWriter : public RowWriter {
 public:
  using RowWriter::RowWriter;
  void begin(const Experiment& experiment, const std::vector<Valley>& valleys, double lowest) override;
  void begin_run(const MethodSpec& method) override;
  void end_run(const Outcome<double>& outcome, const Metrics& metrics, const Repetition& repetition) override;
  void end(const Box& view) override;

 private:
  const Experiment* experiment_ = nullptr;
  bool first_run_ = true;
};

void write_json_surface(File& file, const Experiment& experiment, const Grid& grid,
                        const Setting& /*setting*/);

}  // namespace msim
