#include "cli/commands.hpp"
#include "cli/experiment.hpp"
#include "cli/outputs.hpp"
#include "spec/error.hpp"

namespace msim {

void run_surface(const CommandLine& command_line) {
  const Study study(read_experiment(command_line));
  const Experiment& experiment = study.experiment();
  if (experiment.grid.empty())
    throw UserError("the grid is 0: --grid must be the numbers of points along x and y");
  const Grid grid{experiment.view ? *experiment.view : study.cost().view(), experiment.grid.nx,
                  experiment.grid.ny};

  Setting setting;
  setting.color = color_option(command_line);
  auto outputs = open_outputs(command_line);
  each_open(outputs, [&](OpenOutput& output) {
    output.format->write_surface(output.file, study, grid, setting);
  });
  each_open(outputs, [](OpenOutput& output) { output.file.finish(); });
  each_open(outputs, [](OpenOutput& output) { output.file.commit(); });
}

}  // namespace msim
