#include "cli/commands.hpp"
#include "cli/experiment.hpp"
#include "cli/outputs.hpp"
#include "sim/run.hpp"
#include "spec/error.hpp"

namespace msim {

void run_surface(const CommandLine& command_line) {
  const Experiment experiment = read_experiment(command_line);
  if (experiment.grid.empty())
    throw UserError("the grid is 0: --grid must be the numbers of points along x and y");
  const auto cost_view = with_cost(experiment.cost.choice(), [](const auto& cost) { return cost.view(); });
  const Grid grid{experiment.view.value_or(cost_view), experiment.grid.nx, experiment.grid.ny};

  Setting setting;
  setting.color = color_option(command_line);
  auto outputs = open_outputs(command_line);
  each_open(outputs, [&](OpenOutput& output) {
    output.format->write_surface(output.file, experiment, grid, setting);
  });
  each_open(outputs, [](OpenOutput& output) { output.file.finish(); });
  each_open(outputs, [](OpenOutput& output) { output.file.commit(); });
}

}  // namespace msim
