#pragma once

#include <cstdint>
#include <optional>

#include "sim/any_cost.hpp"
#include "sim/noise.hpp"

namespace msim {

// The gradients of a noisy run: over batches, where there are batches, and with Gaussian noise on each. Where
// there are none, each update is an epoch.
class NoisyGradient {
 public:
  NoisyGradient(const AnyCost& cost, const Noise& noise)
      : cost_(cost), sigma_(noise.sigma), random_(noise.seed, Random::Stream::noise) {
    if (noise.batch_size > 0) batches_.emplace(cost.data(), noise.batch_size, noise.seed);
  }

  auto operator()(Vec2<double> p, Vec2<double> gradient) -> Vec2<double> {
    ++asked_;
    used_ = batches_ ? cost_.batch_gradient(batches_->next(), p) : gradient;
    if (sigma_ > 0) used_ = used_ + sigma_ * random_.normal();
    return used_;
  }
  auto asked() const -> std::uint64_t { return asked_; }
  auto used() const -> Vec2<double> { return used_; }
  auto epoch() const -> std::uint64_t { return batches_ ? batches_->epoch() : asked_; }

 private:
  AnyCost cost_;
  double sigma_;
  Random random_;
  std::optional<Batches> batches_;
  Vec2<double> used_{};
  std::uint64_t asked_ = 0;
};

}  // namespace msim
