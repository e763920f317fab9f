#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

#include "core/step.hpp"

namespace msim {

// What a run came to. Steps are counted as in Step::k.
struct Metrics {
  // The first k with cost - minimum <= target; none: never, or the cost has no known minimum.
  std::optional<std::uint64_t> first_hit;
  // The k from which that holds to the end; none: at the end it does not.
  std::optional<std::uint64_t> settled;
  double final_cost = 0;
  double lowest_cost = std::numeric_limits<double>::infinity();
  std::uint64_t lowest_step = 0;  // where lowest_cost was first reached
  double path_length = 0;         // sum over k of |p_k - p_{k-1}|, 2-norm
  double efficiency = 0;          // |p_end - p_start| / path_length; not a number for a path of no length
};

// Computes the metrics of one run while it streams by.
class MetricsObserver {
 public:
  // minimum: the lowest value of the cost, where it is known.
  MetricsObserver(std::optional<double> minimum, double target) : minimum_(minimum), target_(target) {}

  void step(const Step<double>& step) {
    if (step.k == 0) {
      start_ = step.p;
    } else {
      const auto d = step.p - end_;
      metrics_.path_length += std::hypot(d.x, d.y);
    }
    end_ = step.p;
    metrics_.final_cost = step.cost;
    if (step.cost < metrics_.lowest_cost) {
      metrics_.lowest_cost = step.cost;
      metrics_.lowest_step = step.k;
    }
    if (!minimum_) return;
    if (!(step.cost - *minimum_ <= target_)) {
      metrics_.settled.reset();
      return;
    }
    if (!metrics_.first_hit) metrics_.first_hit = step.k;
    if (!metrics_.settled) metrics_.settled = step.k;
  }

  auto result() const -> Metrics {
    Metrics metrics = metrics_;
    const auto d = end_ - start_;
    metrics.efficiency = std::hypot(d.x, d.y) / metrics.path_length;
    return metrics;
  }

 private:
  std::optional<double> minimum_;
  double target_;
  Vec2<double> start_{}, end_{};
  Metrics metrics_;
};

}  // namespace msim
