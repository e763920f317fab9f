#include <fmt/format.h>

#include <csignal>
#include <exception>
#include <new>

#include "cli/command_line.hpp"
#include "output/error.hpp"
#include "output/file.hpp"
#include "output/standard_error.hpp"
#include "spec/error.hpp"

namespace {

constexpr int done = 0;
constexpr int failed = 1;
constexpr int wrong_usage = 2;

void run(int argc, const char* const* argv) {
  const auto [command_line, text] = msim::parse_command_line(argc, argv);
  if (!command_line) {
    auto file = msim::File::standard_output();
    file.write(text);
    file.finish();
  } else {
    command_line->command.run(*command_line);
  }
}

}  // namespace

auto main(int argc, char** argv) -> int {
  // A closed pipe and a file that may not grow show as errors of write().
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  static_cast<void>(std::signal(SIGXFSZ, SIG_IGN));
  try {
    run(argc, argv);
    return done;
  } catch (const msim::PipeClosed&) {
    return done;
  } catch (const msim::UserError& error) {
    msim::say(fmt::format("momentum-sim: {}\n", error.what()));
    return wrong_usage;
  } catch (const std::bad_alloc&) {
    msim::say("momentum-sim: not enough memory\n");
    return failed;
  } catch (const std::exception& error) {
    msim::say(fmt::format("momentum-sim: {}\n", msim::bounded(error.what())));
    return failed;
  }
}
