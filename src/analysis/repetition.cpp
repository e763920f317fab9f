#include "analysis/repetition.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <system_error>
#include <thread>

#include "sim/run.hpp"

namespace msim {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

// Where the band is: at most so many steps apart, evenly.
auto steps_of_band(std::uint64_t last) -> std::vector<std::uint64_t> {
  constexpr std::uint64_t most = 500;
  const std::uint64_t parts = std::min(most, last);
  std::vector<std::uint64_t> steps{0};
  for (std::uint64_t i = 1; i <= parts; ++i) steps.push_back(last / parts * i + last % parts * i / parts);
  return steps;
}

class OfSeed : public RunObserver {
 public:
  OfSeed(MetricsObserver metrics, const std::vector<std::uint64_t>& steps)
      : metrics_(std::move(metrics)), steps_(steps) {
    costs_.reserve(steps.size());
  }

  auto step(const Step<double>& step) -> std::uint64_t override {
    metrics_.step(step);
    if (costs_.size() < steps_.size() && step.k == steps_[costs_.size()]) costs_.push_back(step.cost);
    return step.k + 1;
  }
  auto metrics() const -> Metrics { return metrics_.result(); }
  auto costs(const Outcome<double>& outcome) -> std::vector<double> {
    costs_.resize(steps_.size(), outcome.stop == Stop::diverged ? never : outcome.last.cost);
    return std::move(costs_);
  }

 private:
  MetricsObserver metrics_;
  const std::vector<std::uint64_t>& steps_;
  std::vector<double> costs_;
};

struct OneSeed {
  Metrics metrics;
  Stop stop{};
  std::vector<double> costs;  // at the steps of the band
};

auto quantile(const std::vector<double>& sorted, double q) -> double {
  const double at = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const double part = at - std::floor(at);
  if (part == 0) return sorted[below];
  return sorted[below] + part * (sorted[below + 1] - sorted[below]);
}

// What `number` makes of each seed.
auto over(const std::vector<OneSeed>& seeds, const auto& number) -> OverSeeds {
  std::vector<double> values;
  for (const OneSeed& seed : seeds) values.push_back(number(seed));
  return over_seeds(std::move(values));
}

auto as_number(const std::optional<std::uint64_t>& step) -> double {
  return step ? static_cast<double>(*step) : never;
}

auto summed_up(const std::vector<OneSeed>& seeds, std::vector<std::uint64_t> steps) -> Repetition {
  const auto metric = [&](const auto& number) {
    return over(seeds, [&](const OneSeed& seed) { return number(seed.metrics); });
  };
  const auto count = [&](const auto& holds) {
    return static_cast<std::uint64_t>(std::count_if(seeds.begin(), seeds.end(), holds));
  };
  const auto first_hit = [](const Metrics& m) {
    return as_number(m.lowest_seen ? m.lowest_seen->first_hit : m.first_hit);
  };
  const auto settled = [](const Metrics& m) {
    return as_number(m.lowest_seen ? m.lowest_seen->settled : m.settled);
  };
  Repetition r;
  r.seeds = seeds.size();
  r.reached = count([&](const OneSeed& seed) { return first_hit(seed.metrics) < never; });
  r.settled_runs = count([&](const OneSeed& seed) { return settled(seed.metrics) < never; });
  r.diverged = count([](const OneSeed& seed) { return seed.stop == Stop::diverged; });
  r.first_hit = metric(first_hit);
  r.settled = metric(settled);
  r.final_cost = metric([](const Metrics& m) { return m.final_cost; });
  r.lowest_cost = metric([](const Metrics& m) { return m.lowest_cost; });
  r.path_length = metric([](const Metrics& m) { return m.path_length; });
  if (seeds.front().metrics.oscillation) {
    const auto directions = [&](const auto& of) {
      return Directions<OverSeeds>{
          metric([&](const Metrics& m) { return static_cast<double>(of(m).steep); }),
          metric([&](const Metrics& m) { return static_cast<double>(of(m).shallow); })};
    };
    r.crossings = directions([](const Metrics& m) { return m.oscillation->crossings; });
    r.travel = directions([](const Metrics& m) { return m.oscillation->travel; });
    r.spread = directions([](const Metrics& m) { return m.oscillation->spread; });
  }
  for (std::size_t i = 0; i < steps.size(); ++i)
    r.band.cost.push_back(over(seeds, [&](const OneSeed& seed) { return seed.costs[i]; }));
  r.band.k = std::move(steps);
  return r;
}

}  // namespace

auto over_seeds(std::vector<double> values) -> OverSeeds {
  double sum = 0;
  for (double& value : values) {
    if (std::isnan(value)) value = never;
    sum += value;
  }
  const auto count = static_cast<double>(values.size());
  std::sort(values.begin(), values.end());
  return {sum / count, quantile(values, 0.1), quantile(values, 0.5), quantile(values, 0.9)};
}

auto repeat(const Repeated& task, const MetricsObserver& metrics, unsigned threads,
            const std::function<void(std::uint64_t)>& progress) -> Repetition {
  const auto steps = steps_of_band(task.limits.steps);
  std::vector<OneSeed> seeds(task.seeds);
  std::atomic<std::uint64_t> next = 0;
  const auto work = [&](bool tells) {
    for (std::uint64_t i = next++; i < task.seeds; i = next++) {
      if (tells) progress(i);
      Noise noise = task.noise;
      noise.seed += i;
      OfSeed observer(metrics, steps);
      const auto outcome = run(task.method, task.cost, task.start, task.limits, observer, noise);
      seeds[i] = {observer.metrics(), outcome.stop, observer.costs(outcome)};
    }
  };
  {
    std::vector<std::jthread> others;
    try {
      while (others.size() + 1 < std::min<std::uint64_t>(threads, task.seeds))
        others.emplace_back(work, false);
    } catch (const std::system_error&) {
      // No more threads to be had: those that are here do it.
    }
    work(true);
  }
  return summed_up(seeds, steps);
}

}  // namespace msim
