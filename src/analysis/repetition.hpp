#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "analysis/metrics.hpp"
#include "core/choice.hpp"
#include "sim/noise.hpp"

namespace msim {

// How a number came out over several seeds. A number that there is not (a step that never came) counts as
// infinite. Quantiles are interpolated between neighbours in order.
struct OverSeeds {
  double mean = 0, q10 = 0, q50 = 0, q90 = 0;
};

auto over_seeds(std::vector<double> values) -> OverSeeds;

// The cost over several seeds, at some steps: the first, the last that a run may reach, and evenly between
// them. A run that ended before keeps its last cost; one that diverged, an infinite one.
struct CostBand {
  std::vector<std::uint64_t> k;
  std::vector<OverSeeds> cost;
};

// The metrics of one method over several seeds, see Metrics.
struct Repetition {
  std::uint64_t seeds = 1;
  std::uint64_t reached = 0, settled_runs = 0, diverged = 0;  // how many of them
  OverSeeds first_hit, settled, final_cost, lowest_cost, path_length;
  std::optional<Directions<OverSeeds>> crossings, travel, spread;
  CostBand band;
};

// Runs a method with the seeds noise.seed, noise.seed + 1, ... on so many threads; the result does not depend
// on how many. `metrics` measures each, from its beginning. `progress` is told now and then, from the thread
// that calls, how many seeds are done.
struct Repeated {
  MethodChoice method;
  const AnyCost& cost;
  Vec2<double> start{};
  Limits limits;
  Noise noise;
  std::uint64_t seeds = 1;
};
auto repeat(const Repeated& task, const MetricsObserver& metrics, unsigned threads,
            const std::function<void(std::uint64_t)>& progress) -> Repetition;

}  // namespace msim
