#pragma once

#include "output/rows.hpp"
#include "spec/json_text.hpp"

namespace msim {

// The members that every document starts with: "{" and what the program is and was asked to do.
auto document_head(const JsonText& spec) -> std::string;
// "program": {"name": "momentum-sim", "version": "0.1.0"}
auto program_json() -> JsonText;

auto json(const Directions<double>& directions) -> JsonText;
// The summary of a run.
auto json(const Metrics& metrics) -> JsonText;
// What several seeds came to.
auto json(const Repetition& repetition) -> JsonText;

class JsonWriter : public RowWriter {
 public:
  using RowWriter::RowWriter;
  void begin(const Study& study) override;
  void begin_run(const MethodSpec& method) override;
  void end_run(const Result& result) override;
  void end(const Box& view) override;

 private:
  const Study* study_ = nullptr;
  bool first_run_ = true;
};

void write_json_surface(File& file, const Study& study, const Grid& grid, const Setting& /*setting*/);

}  // namespace msim
