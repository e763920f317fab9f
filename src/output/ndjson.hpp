#pragma once

#include "output/row.hpp"
#include "output/writer.hpp"

namespace msim {

class NdjsonWriter : public Writer {
 public:
  using Writer::Writer;
  void begin_run(const MethodSpec& method) override;
  void step(const Step<double>& step) override { row_.write(file(), step); }

 private:
  RowFormat<step_columns.size()> row_ = ndjson_row<step_columns.size()>("", step_columns);
};

void write_ndjson_surface(File& file, const Experiment& experiment, const Grid& grid,
                          const Setting& /*setting*/);

}  // namespace msim
