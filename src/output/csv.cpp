#include "output/csv.hpp"

#include <fmt/ranges.h>

namespace msim {

void CsvWriter::begin(const Study& study) {
  RowWriter::begin(study);
  file().write(fmt::format("method,{}\n", fmt::join(columns(), ",")));
}

void CsvWriter::begin_run(const MethodSpec& method) {
  rows().begin(csv_row(method.label() + ",", columns()));
}

void write_csv_surface(File& file, const Study& study, const Grid& grid, const Setting& /*setting*/) {
  file.write(fmt::format("{}\n", fmt::join(surface_columns, ",")));
  write_points(file, csv_row("", surface_columns), study.cost(), grid);
}

}  // namespace msim
