#include <array>

#include "cli/command.hpp"

namespace msim {

// Each in the file of its name.
auto compare_command() -> Command;
auto explain_command() -> Command;
auto sweep_command() -> Command;
auto surface_command() -> Command;
auto list_command() -> Command;

auto commands() -> std::span<const Command> {
  static const std::array table{compare_command(), explain_command(), sweep_command(), surface_command(),
                                list_command()};
  return table;
}

}  // namespace msim
