#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/choice.hpp"
#include "core/cost.hpp"
#include "sim/noise.hpp"

namespace msim {

// The gradient of a cost over a batch of its rows.
using BatchGradient = Vec2<double> (*)(std::span<const double> parameters, const Data& batch, Vec2<double> p);

// Null for a cost that is not on data.
template <class C>
constexpr auto batch_gradient() -> BatchGradient {
  if constexpr (OnData<C>) {
    return [](std::span<const double> parameters, const Data& batch, Vec2<double> p) {
      return C(parameters, batch).sample(p).gradient;
    };
  } else {
    return nullptr;
  }
}

// The gradients of a noisy run: over batches, where there are batches, and with Gaussian noise on each. Where
// there are none, each update is an epoch.
class NoisyGradient {
 public:
  NoisyGradient(const Choice& cost, const Noise& noise, BatchGradient over_batch)
      : parameters_(cost.parameters),
        over_batch_(over_batch),
        sigma_(noise.sigma),
        random_(noise.seed, Random::Stream::noise) {
    if (noise.batch_size > 0) batches_.emplace(cost.data, noise.batch_size, noise.seed);
  }

  auto operator()(Vec2<double> p, Vec2<double> gradient) -> Vec2<double> {
    used_ = batches_ ? over_batch_(parameters_, batches_->next(), p) : gradient;
    if (sigma_ > 0) used_ = used_ + sigma_ * random_.normal();
    epoch_ = batches_ ? batches_->epoch() : epoch_ + 1;
    return used_;
  }
  auto used() const -> Vec2<double> { return used_; }
  auto epoch() const -> std::uint64_t { return epoch_; }

 private:
  std::span<const double> parameters_;
  BatchGradient over_batch_;
  double sigma_;
  Random random_;
  std::optional<Batches> batches_;
  Vec2<double> used_{};
  std::uint64_t epoch_ = 0;
};

}  // namespace msim
