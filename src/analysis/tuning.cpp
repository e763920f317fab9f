#include "analysis/tuning.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "analysis/metrics.hpp"
#include "analysis/theory.hpp"
#include "sim/infos.hpp"
#include "sim/run.hpp"

namespace msim {
namespace {

// Where lr and beta stand among a method's parameters.
struct Places {
  std::optional<std::size_t> lr, beta;
};

auto places_of(std::string_view method) -> Places {
  const auto parameters = method_info(method).parameters;
  return {position_of(parameters, Shared::lr), position_of(parameters, Shared::beta)};
}

class Settling : public RunObserver {
 public:
  Settling(double minimum, double target) : arrival_{minimum, target} {}
  auto step(const Step<double>& step) -> std::uint64_t override {
    arrival_.step(step);
    return step.k + 1;
  }
  auto since() const -> std::optional<std::uint64_t> { return arrival_.settled; }

 private:
  Arrival arrival_;
};

// The smaller the better.
struct Score {
  std::uint64_t settled = std::numeric_limits<std::uint64_t>::max();  // the largest number: never
  double final_cost = std::numeric_limits<double>::infinity();

  friend auto operator<(const Score& a, const Score& b) -> bool {
    if (a.settled != b.settled) return a.settled < b.settled;
    // Among those that settle, a lower final cost is luck.
    return a.settled == Score{}.settled && a.final_cost < b.final_cost;
  }
};

class Search {
 public:
  Search(const MethodChoice& method, const Places& places, const Task& task,
         const std::function<void(std::uint64_t)>& trial)
      : method_(method),
        places_(places),
        task_(task),
        trial_(trial),
        best_(method.parameters.begin(), method.parameters.end()) {}

  auto best() -> Tuning {
    constexpr double ratio = 1.778279410038922801;  // the fourth root of 10
    const auto powers = [](bool searched, double first, double factor, std::size_t count) {
      std::vector<double> values{first};
      while (searched && values.size() < count) values.push_back(values.back() * factor);
      return values;
    };
    for (const double friction : powers(places_.beta.has_value(), 1, 1 / ratio, 13)) {
      for (const double lr : powers(places_.lr.has_value(), 1e-7, ratio, 37)) attempt(lr, friction);
    }
    constexpr int refinements = 5;
    double factor = ratio;
    for (int i = 0; i < refinements; ++i) {
      factor = std::sqrt(factor);
      look_around(factor);
    }
    return {best_, trials_,
            score_.settled != Score{}.settled        ? Found::settled
            : score_.final_cost < Score{}.final_cost ? Found::lowest
                                                     : Found::nowhere};
  }

 private:
  // The neighbours of the best point, a factor away in each direction that is searched.
  void look_around(double factor) {
    const double lr = lr_;
    const double friction = friction_;
    const std::vector<double> none{1};
    const std::vector<double> both{1 / factor, 1, factor};
    for (const double f : places_.beta ? both : none) {
      for (const double l : places_.lr ? both : none) {
        if (f != 1 || l != 1) attempt(lr * l, friction * f);
      }
    }
  }

  // friction: 1 - beta
  void attempt(double lr, double friction) {
    std::vector<double> parameters(method_.parameters.begin(), method_.parameters.end());
    if (places_.lr) parameters[*places_.lr] = lr;
    if (places_.beta) parameters[*places_.beta] = std::max(0.0, 1 - friction);
    trial_(trials_);
    ++trials_;
    const Score score = score_of({method_.name, parameters});
    if (score < score_) {
      score_ = score;
      best_ = std::move(parameters);
      lr_ = lr;
      friction_ = friction;
    }
  }

  auto score_of(const MethodChoice& method) const -> Score {
    const double minimum = task_.valleys.front().minimum.value;
    const auto attempt = [&](std::uint64_t steps) {
      Settling settling(minimum, task_.target);
      Limits limits = task_.limits;
      limits.steps = steps;
      const auto outcome = run(method, task_.cost, task_.start, limits, settling);
      Score score;
      score.settled = settling.since().value_or(score.settled);
      if (outcome.stop != Stop::diverged) score.final_cost = outcome.last.cost;
      return score;
    };
    // What is not within the target one step before the best one settled is not better.
    if (score_.settled <= task_.limits.steps) {
      if (score_.settled == 0 || !(attempt(score_.settled - 1) < score_)) return {};
    }
    return attempt(task_.limits.steps);
  }

  MethodChoice method_;
  Places places_;
  const Task& task_;
  const std::function<void(std::uint64_t)>& trial_;
  std::vector<double> best_;
  Score score_;
  double lr_ = 1, friction_ = 1;
  std::uint64_t trials_ = 0;
};

}  // namespace

auto tune(const MethodChoice& method, Wanted wanted, const Task& task,
          const std::function<void(std::uint64_t)>& trial) -> Tuning {
  Places places = places_of(method.name);
  if (!wanted.lr) places.lr.reset();
  if (!wanted.beta) places.beta.reset();
  Tuning tuning{{method.parameters.begin(), method.parameters.end()}};
  if (!places.lr && !places.beta) return tuning;

  const auto linear = linear_method(method);
  if (!task.cost.info().quadratic || !linear || linear->filter.in_the_long_run) {
    return Search(method, places, task, trial).best();
  }
  const auto [flat_or_shallow, l2, along, across] = task.valleys.front().curvature;
  const double l1 = flat_or_shallow == 0 ? l2 : flat_or_shallow;
  if (l2 == 0) return tuning;
  double lr = linear->lr;
  double beta = linear->filter.beta;
  if (places.lr && places.beta) {
    const Optimum optimum = best_pair(linear->form, l1, l2);
    lr = optimum.lr;
    beta = optimum.beta;
  } else if (places.lr) {
    lr = best_lr(linear->filter, l1, l2);
  } else {
    const auto found = best_beta(linear->form, lr, l1, l2);
    if (!found) return tuning;
    beta = *found;
  }
  tuning.found = Found::closed_form;
  if (places.lr) tuning.parameters[*places.lr] = lr;
  if (places.beta) tuning.parameters[*places.beta] = beta;
  return tuning;
}

}  // namespace msim
