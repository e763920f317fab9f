// Runs a command and prints the peak of its resident memory in KiB. A process inherits the peak of whoever
// started it, so that started from Python every small program would seem as large as Python.

#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

auto main(int argc, char** argv) -> int {
  pid_t child = 0;
  if (argc < 2 || posix_spawn(&child, argv[1], nullptr, nullptr, argv + 1, environ) != 0) return EXIT_FAILURE;
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child || status != 0) return EXIT_FAILURE;
  std::printf("%ld\n", usage.ru_maxrss);
  return EXIT_SUCCESS;
}
