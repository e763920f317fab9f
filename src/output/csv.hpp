#pragma once

#include "output/rows.hpp"

namespace msim {

class CsvWriter : public RowWriter {
 public:
  using RowWriter::RowWriter;
  void begin(const Study& study) override;
  void begin_run(const MethodSpec& method) override;
};

void write_csv_surface(File& file, const Study& study, const Grid& grid, const Setting& /*setting*/);

}  // namespace msim
