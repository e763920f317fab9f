#pragma once

#include "output/row.hpp"
#include "output/writer.hpp"

namespace msim {

class CsvWriter : public Writer {
 public:
  using Writer::Writer;
  void begin(const Experiment& experiment, const std::vector<Valley>& valleys, double lowest) override;
  void begin_run(const MethodSpec& method) override;
  void step(const Step<double>& step) override { row_.write(file(), step); }

 private:
  RowFormat<step_columns.size()> row_ = csv_row<step_columns.size()>("");
};

void write_csv_surface(File& file, const Experiment& experiment, const Grid& grid,
                       const Setting& /*setting*/);

}  // namespace msim
