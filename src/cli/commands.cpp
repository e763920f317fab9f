#include <array>

#include "cli/command.hpp"

namespace msim {

auto commands() -> std::span<const Command> {
  static const std::array table{compare_command(), explain_command(), sweep_command(), surface_command(),
                                list_command()};
  return table;
}

}  // namespace msim
