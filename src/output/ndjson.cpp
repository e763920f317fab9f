#include "output/ndjson.hpp"

namespace msim {

void NdjsonWriter::begin_run(const MethodSpec& method) {
  rows().begin(ndjson_row(fmt::format(R"("method":"{}",)", method.label()), columns()));
}

void write_ndjson_surface(File& file, const Study& study, const Grid& grid, const Setting& /*setting*/) {
  write_points(file, ndjson_row("", surface_columns), study.cost(), grid);
}

}  // namespace msim
