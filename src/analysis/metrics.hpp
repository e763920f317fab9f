#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/valley.hpp"
#include "core/step.hpp"

namespace msim {

// How a path went about a minimum. u_k = q'(p_k - minimum) is its position along a direction q, the steep or
// the shallow eigenvector of the Hessian at the minimum.
struct Oscillation {
  // How often u_k changed its sign. What is 0, or so near to it that its sign is a matter of rounding, has
  // none.
  Directions<std::uint64_t> crossings{0, 0};
  Directions<double> travel{0, 0};  // sum over k of |u_k - u_{k-1}|
  // How far u_k came, in the one or the other direction, to the side of the minimum where u_0 was not.
  double overshoot = 0;
  // The factor by which |p_k - minimum| shrank a step, in the last half of the run or more; none for a run of
  // less than 2 steps. Steps so near to the minimum that rounding made them do not count.
  std::optional<double> rate;
  // The root of the mean of u_k^2, in the last half of the run or more.
  Directions<double> spread{0, 0};

  // The step from which the spread of a run of so many steps is measured.
  static constexpr auto spread_from(std::uint64_t last) -> std::uint64_t { return std::bit_floor(last) / 2; }
};

// How far noisy gradients keep a run from the minimum.
struct Wandering {
  Directions<double> spread;  // see Oscillation
  std::optional<Directions<double>>
      expected;            // in the long run; none: theory has none, see analysis/noise.hpp
  std::uint64_t from = 0;  // the step from which the spread was measured
  // See forgotten_after(); infinite where nothing is expected.
  Directions<double> forgotten{std::numeric_limits<double>::infinity(),
                               std::numeric_limits<double>::infinity()};

  using Direction = double Directions<double>::*;
  // Whether the start had been forgotten along a direction when measuring began, so many times over.
  auto is_noise_alone(Direction d, double times = 1) const -> bool {
    return times * forgotten.*d <= static_cast<double>(from);
  }
  static constexpr double agreement = 0.2;
  // Whether the noise is why the method is so far off: nothing else is left, and it is as far as expected.
  auto is_explained(Direction d) const -> bool {
    return is_noise_alone(d) && std::abs(spread.*d - (*expected).*d) <= agreement * (*expected).*d;
  }
  // Whether the method is farther off than expected, over a time so long that chance does not do it.
  auto is_beyond(Direction d) const -> bool {
    constexpr double long_enough = 20;
    return is_noise_alone(d, long_enough) && spread.*d > (1 + agreement) * (*expected).*d;
  }
};

// first_hit and settled, see Metrics, counted from a cost that some run reached.
struct LowestSeen {
  double cost;
  std::optional<std::uint64_t> first_hit, settled;
};

// What a run came to. Steps are counted as in Step::k.
struct Metrics {
  // The first k with cost - minimum <= target; none: never, or no minimum is known.
  std::optional<std::uint64_t> first_hit;
  // The k from which that holds to the end; none: at the end it does not.
  std::optional<std::uint64_t> settled;
  double final_cost = 0;
  double lowest_cost = std::numeric_limits<double>::infinity();
  std::uint64_t lowest_step = 0;  // where lowest_cost was first reached
  double path_length = 0;         // sum over k of |p_k - p_{k-1}|, 2-norm
  double efficiency = 0;          // |p_end - p_start| / path_length; not a number for a path of no length
  std::optional<Oscillation> oscillation;  // about the minimum nearest to the end; none: none is known
  std::optional<LowestSeen> lowest_seen;   // where no minimum is known, instead of first_hit and settled
  std::optional<Wandering> wandering;      // none: the gradients are exact, or no minimum is known
  std::uint64_t gradient_evaluations = 0;  // that the method asked for
};

// Computes the oscillation about one minimum while a run streams by.
class OscillationObserver {
 public:
  explicit OscillationObserver(const Valley& valley) : valley_(valley) {
    // Nearer than this, the rounding of p itself is a good part of the distance.
    const double within_rounding = 1e-12 * norm(valley.minimum.p);
    nearest_ = std::max(within_rounding * within_rounding, std::numeric_limits<double>::min());
  }

  void step(const Step<double>& step) {
    const Directions<double> u = position(valley_, step.p);
    const Directions<double> noise{rounding_of(valley_.curvature.steep, step.p),
                                   rounding_of(valley_.curvature.shallow, step.p)};
    steep_.step(u.steep, noise.steep, result_.crossings.steep, result_.travel.steep, result_.overshoot);
    shallow_.step(u.shallow, noise.shallow, result_.crossings.shallow, result_.travel.shallow,
                  result_.overshoot);
    if (step.k == 0) return;
    peak(step.k, u.steep * u.steep + u.shallow * u.shallow);
    squares_.step(step.k, u);
  }

  auto result() const -> Oscillation {
    Oscillation oscillation = result_;
    oscillation.spread = squares_.root_of_mean();
    // The block that the run ended in counts when it is at least half as long as the one before.
    const bool long_enough = 4 * (last_ + 1 - block_) >= block_;
    const Peak& from = long_enough ? before_ : long_before_;
    const Peak& to = long_enough ? current_ : before_;
    if (from.k > 0 && to.k > 0) {
      oscillation.rate = exp(log(to.square / from.square) / (2 * static_cast<double>(to.k - from.k)));
    }
    return oscillation;
  }

 private:
  struct Direction {
    double u = 0;
    double first_side = 0, side = 0;  // 1 or -1; 0: not off the minimum yet
    bool started = false;

    void step(double next, double noise, std::uint64_t& crossings, double& travel, double& overshoot) {
      if (started) travel += std::abs(next - u);
      started = true;
      u = next;
      if (!(std::abs(u) > noise)) return;
      const double now = std::copysign(1, u);
      if (first_side == 0) first_side = now;
      if (now == -side) ++crossings;
      side = now;
      overshoot = std::max(overshoot, -first_side * u);
    }
  };

  // How far q'(p - minimum) may be off: some units in the last place of its terms. That is little beside
  // itself unless they cancel, as they do far along a valley that is not parallel to an axis.
  auto rounding_of(Vec2<double> q, Vec2<double> p) const -> double {
    constexpr double units = 16 * std::numeric_limits<double>::epsilon();
    const Vec2<double> d = p - valley_.minimum.p;
    return units * (std::abs(q.x * d.x) + std::abs(q.y * d.y));
  }

  // The farthest point of a block of steps, 2^j to 2^(j+1) - 1. From peak to peak the path shrinks by its
  // envelope, whatever the phase of an oscillation.
  struct Peak {
    std::uint64_t k = 0;
    double square = 0;
  };

  void peak(std::uint64_t k, double square) {
    if (arrived_ || !std::isfinite(square)) return;
    arrived_ = square < nearest_;
    if (arrived_) return;
    last_ = k;
    if (k == 2 * block_) {
      block_ = k;
      long_before_ = before_;
      before_ = current_;
      current_ = {};
    }
    if (square > current_.square) current_ = {k, square};
  }

  // Sums of u_k^2 over this block and the one before.
  struct Squares {
    struct Sum {
      Directions<double> squares{0, 0};
      std::uint64_t count = 0;
    };
    Sum before, current;
    std::uint64_t block = 1;

    void step(std::uint64_t k, const Directions<double>& u) {
      if (k == 2 * block) {
        block = k;
        before = std::exchange(current, {});
      }
      current.squares = {current.squares.steep + u.steep * u.steep,
                         current.squares.shallow + u.shallow * u.shallow};
      ++current.count;
    }
    auto root_of_mean() const -> Directions<double> {
      const auto n = static_cast<double>(std::max<std::uint64_t>(1, before.count + current.count));
      return {std::sqrt((before.squares.steep + current.squares.steep) / n),
              std::sqrt((before.squares.shallow + current.squares.shallow) / n)};
    }
  };

  Valley valley_;
  Oscillation result_;
  Direction steep_, shallow_;
  double nearest_;
  bool arrived_ = false;
  std::uint64_t last_ = 0, block_ = 1;
  Peak long_before_, before_, current_;
  Squares squares_;
};

// When a run came to within the target, while it streams by.
struct Arrival {
  double lowest, target;
  std::optional<std::uint64_t> first_hit = {}, settled = {};  // see Metrics

  void step(const Step<double>& step) {
    if (!(step.cost - lowest <= target)) return settled.reset();
    if (!first_hit) first_hit = step.k;
    if (!settled) settled = step.k;
  }
};

// Computes the metrics of one run while it streams by.
class MetricsObserver {
 public:
  // lowest: what the target is counted from: the minimum or, where none is known, the lowest cost seen.
  MetricsObserver(const std::vector<Valley>& valleys, double lowest, double target)
      : valleys_(valleys), oscillations_(valleys.begin(), valleys.end()), arrival_{lowest, target} {}

  void step(const Step<double>& step) {
    if (step.k == 0) {
      start_ = step.p;
    } else {
      const auto d = step.p - end_;
      metrics_.path_length += norm(d);
    }
    end_ = step.p;
    metrics_.gradient_evaluations = step.gradient_evaluations;
    metrics_.final_cost = step.cost;
    if (step.cost < metrics_.lowest_cost) {
      metrics_.lowest_cost = step.cost;
      metrics_.lowest_step = step.k;
    }
    for (auto& oscillation : oscillations_) oscillation.step(step);
    arrival_.step(step);
  }

  auto result() const -> Metrics {
    Metrics metrics = metrics_;
    const auto d = end_ - start_;
    metrics.efficiency = norm(d) / metrics.path_length;
    if (valleys_.empty()) {
      metrics.lowest_seen = {arrival_.lowest, arrival_.first_hit, arrival_.settled};
    } else {
      metrics.first_hit = arrival_.first_hit;
      metrics.settled = arrival_.settled;
      metrics.oscillation = oscillations_[nearest_valley(valleys_, end_, start_)].result();
    }
    return metrics;
  }

 private:
  std::vector<Valley> valleys_;
  std::vector<OscillationObserver> oscillations_;
  Arrival arrival_;
  Vec2<double> start_{}, end_{};
  Metrics metrics_;
};

}  // namespace msim
