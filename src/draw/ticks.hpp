#pragma once

#include <string>
#include <vector>

namespace msim {

struct Tick {
  double at;
  std::string text;
};

// The nearest of 1, 2 and 5 times a power of 10 that is not below, not above `size`.
auto round_up(double size) -> double;
auto round_down(double size) -> double;

// At most about `count` round numbers from low to high: multiples of 1, 2 or 5 times a power of 10.
auto ticks(double low, double high, double count) -> std::vector<Tick>;
// The same, whole numbers only.
auto whole_ticks(double low, double high, double count) -> std::vector<Tick>;
// For a logarithmic axis: powers of 10, as gnuplot's markup, 10^{-3}, and where that are few also 2 and 5
// times them.
auto power_ticks(double low, double high, double count) -> std::vector<Tick>;

}  // namespace msim
