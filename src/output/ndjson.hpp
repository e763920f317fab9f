#pragma once

#include "output/rows.hpp"

namespace msim {

class NdjsonWriter : public RowWriter {
 public:
  using RowWriter::RowWriter;
  void begin_run(const MethodSpec& method) override;
};

void write_ndjson_surface(File& file, const Study& study, const Grid& grid, const Setting& /*setting*/);

}  // namespace msim
