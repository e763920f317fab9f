#include "cli/command.hpp"
#include "cli/command_line.hpp"
#include "cli/experiment.hpp"
#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "spec/check.hpp"

namespace msim {
namespace {

auto surface_text() -> CommandText {
  return {
      "Writes the cost on a grid: rows x,y,cost, y by y, for contour plots.",
      {{"What",
        {options::cost,
         options::standardize,
         options::spec,
         {"--view", "X0,X1,Y0,Y1", "The box to cover [the cost's own]"},
         {"--grid", "NXxNY", "Points along x and along y [101x101]"}}},
       {"Output",
        {{"--format", "FORMAT",
          "What goes to standard output: csv, json, ndjson,\n"
          "term [term on a terminal, else csv; nothing when -o\n"
          "names only files]"},
         {"-o,--output", "FILE",
          "Write FILE in the format of its extension (.csv,\n"
          ".json, .ndjson); - is standard output; repeatable",
          Takes::many},
         options::color}}},
      nullptr,
      "Examples:\n"
      "  momentum-sim surface --cost rosenbrock > surface.csv\n"
      "  momentum-sim surface --cost himmelblau --view -6,6,-6,6 -o surface.json\n",
  };
}

void run_surface(const CommandLine& command_line) {
  const auto fields = read_fields(command_line);
  const Study study(resolve(fields));
  const Experiment& experiment = study.experiment();
  if (experiment.grid.empty()) {
    const Field& grid = *GivenFields(fields).find("grid");
    refuse(grid.source, grid.value, "must be the numbers of points along x and y");
  }
  const Grid grid{experiment.view ? *experiment.view : study.cost().view(), experiment.grid.nx,
                  experiment.grid.ny};

  Setting setting;
  setting.color = color_option(command_line);
  auto outputs = open_outputs(command_line);
  each_open(outputs,
            [&](OpenOutput& output) { output.format->write_surface(output.file, study, grid, setting); });
  complete(outputs, [](OpenOutput& output) -> File& { return output.file; });
}

}  // namespace

auto surface_command() -> Command {
  return {"surface", "The cost on a grid: rows x,y,cost for contour plots", surface_text, run_surface,
          surface_formats};
}

}  // namespace msim
