#include "output/csv.hpp"

#include <fmt/ranges.h>

namespace msim {

void CsvWriter::begin(const Experiment& /*experiment*/, const std::vector<Valley>& /*valleys*/,
                      double /*lowest*/) {
  file().write(fmt::format("method,{}\n", fmt::join(step_columns, ",")));
}

void CsvWriter::begin_run(const MethodSpec& method) {
  rows().begin(csv_row<step_columns.size()>(method.label() + ","));
}

void write_csv_surface(File& file, const Experiment& experiment, const Grid& grid,
                       const Setting& /*setting*/) {
  file.write(fmt::format("{}\n", fmt::join(surface_columns, ",")));
  write_points(file, csv_row<surface_columns.size()>(""), experiment, grid);
}

}  // namespace msim
