#pragma once

#include <sched.h>

namespace msim {

// How many processors this process may use.
inline auto processors() -> int {
  cpu_set_t set{};
  return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

}  // namespace msim
