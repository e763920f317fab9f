#pragma once

#include <cstdint>
#include <vector>

namespace msim {

// How a number came out over several seeds. Quantiles are interpolated between the neighbours in order; one
// that is not finite counts as the largest.
struct OverSeeds {
  double mean = 0, q10 = 0, q50 = 0, q90 = 0;
};

// The cost over several seeds, at some steps: the first, the last that any run was to reach, and evenly
// between them. A run that ended before keeps its last cost.
struct CostBand {
  std::vector<std::uint64_t> k;
  std::vector<OverSeeds> cost;
};

}  // namespace msim
