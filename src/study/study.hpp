#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "analysis/valley.hpp"
#include "sim/any_cost.hpp"
#include "sim/run.hpp"
#include "spec/spec.hpp"
#include "study/result.hpp"

namespace msim {

// Is told before each trial run which method it is of, and how many there were.
using TrialObserver = std::function<void(const MethodSpec& method, std::uint64_t number)>;
// Is told now and then how many seeds are done.
using SeedObserver = std::function<void(std::uint64_t seeds)>;

// An experiment made ready, and run:
//   prepare()      once
//   run(), ...     for each method
class Study {
 public:
  explicit Study(Experiment experiment);

  // Finds what the runs need to know beforehand: the parameters asked for as "best" and, where no minimum is
  // known and the runs are to be measured, the lowest cost that any of them reaches, which takes a run of
  // each.
  void prepare(const TrialObserver& trial, bool measured);

  auto experiment() const -> const Experiment& { return experiment_; }
  auto cost() const -> const AnyCost& { return cost_; }
  auto limits() const -> const Limits& { return limits_; }
  auto measured() const -> bool { return measured_; }
  // As in the experiment, with the values that were asked for as "best".
  auto methods() const -> const std::vector<MethodSpec>& { return methods_; }
  // One for each known minimum of the cost, found when they are first asked for.
  auto valleys() const -> const std::vector<Valley>&;
  // The one nearest to p, or to the start where p is not finite. There must be one.
  auto valley_near(Vec2<double> p) const -> const Valley&;
  // The minimum or, where none is known, the lowest cost that was reached.
  auto lowest() const -> double;

  // Runs a method with the first seed. The observer is shown the steps that it asks for, as in simulate();
  // measured or not, they are the same.
  auto run(const MethodSpec& method, RunObserver& observer) const -> Result;

  // The same for at most so many steps, with gradients that are exact.
  auto run_without_noise(const MethodSpec& method, std::uint64_t steps) const -> Result;

  // The same method over all seeds of the experiment, on all processors; of one seed, nothing.
  auto repeat(const MethodSpec& method, const SeedObserver& progress) const -> Repetition;

  // The box to show when these runs are done.
  auto view(const std::vector<Result>& results) const -> Box;

 private:
  auto tuned(const MethodSpec& method, const TrialObserver& trial) const -> MethodSpec;
  auto measured_run(const MethodSpec& method, const Limits& limits, const Noise& noise,
                    RunObserver& observer) const -> Result;
  auto metrics_observer() const -> MetricsObserver;
  auto lowest_cost_reached() const -> double;
  auto wandering(const Result& result) const -> std::optional<Wandering>;

  Experiment experiment_;
  AnyCost cost_;
  Limits limits_;
  std::vector<MethodSpec> methods_;
  bool measured_ = false;
  double lowest_reached_ = 0;
  mutable std::optional<std::vector<Valley>> valleys_;
};

}  // namespace msim
