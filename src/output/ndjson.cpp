#include "output/ndjson.hpp"

namespace msim {

void NdjsonWriter::begin_run(const MethodSpec& method) {
  rows().begin(
      ndjson_row<step_columns.size()>(fmt::format(R"("method":"{}",)", method.label()), step_columns));
}

void write_ndjson_surface(File& file, const Experiment& experiment, const Grid& grid,
                          const Setting& /*setting*/) {
  write_points(file, ndjson_row<surface_columns.size()>("", surface_columns), experiment, grid);
}

}  // namespace msim
