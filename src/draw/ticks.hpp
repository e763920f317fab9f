#pragma once

#include <string>
#include <vector>

namespace msim {

struct Tick {
  double value;
  std::string label;
};

// Round numbers in low ... high, 1, 2 or 5 times a power of ten apart, about `count` of them.
auto ticks(double low, double high, int count) -> std::vector<Tick>;

}  // namespace msim
