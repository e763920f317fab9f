#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "core/data.hpp"
#include "core/random.hpp"
#include "core/vec2.hpp"

namespace msim {

// What makes the gradients of a run noisy. Nothing does by itself.
struct Noise {
  std::uint64_t batch_size = 0;  // rows of the data that a gradient is taken over; 0: all, at no cost
  double sigma = 0;              // standard deviation of what is added to each component
  std::uint64_t seed = 0;

  auto any() const -> bool { return batch_size > 0 || sigma > 0; }
};

// The batches of a run: in each epoch, a pass over the data, all rows are dealt out in a random order, as
// many at a time as a batch has, what is left over at the end of an epoch being a smaller batch. The rows of
// a batch are in the order of the data: a batch of all of them is the data, bit for bit.
class Batches {
 public:
  Batches(const Data& data, std::uint64_t size, std::uint64_t seed)
      : data_(data), size_(size), random_(seed, Random::Stream::batches), order_(data.size()) {
    std::iota(order_.begin(), order_.end(), std::uint32_t{0});
    x_.reserve(size);
    y_.reserve(size);
  }

  // Valid until the next one.
  auto next() -> Data {
    if (dealt_ == order_.size() || epoch_ == 0) shuffle();
    const std::uint64_t end = std::min<std::uint64_t>(dealt_ + size_, order_.size());
    const std::span rows(order_.data() + dealt_, order_.data() + end);
    std::sort(rows.begin(), rows.end());
    x_.clear();
    y_.clear();
    for (const std::uint32_t row : rows) {
      x_.push_back(data_.x[row]);
      y_.push_back(data_.y[row]);
    }
    dealt_ = end;
    return {x_, y_};
  }
  // Of the last batch, from 1.
  auto epoch() const -> std::uint64_t { return epoch_; }

 private:
  // R. Durstenfeld, Algorithm 235: random permutation, Communications of the ACM 7 (1964) 420. It begins from
  // the order of the epoch before, which does not matter.
  void shuffle() {
    for (std::uint64_t i = order_.size(); i > 1; --i) std::swap(order_[i - 1], order_[random_.below(i)]);
    dealt_ = 0;
    ++epoch_;
  }

  Data data_;
  std::uint64_t size_;
  Random random_;
  std::vector<std::uint32_t> order_;
  std::vector<double> x_, y_;
  std::uint64_t dealt_ = 0, epoch_ = 0;
};

}  // namespace msim
