#pragma once

#include <cmath>
#include <cstdint>
#include <random>

#include "core/elementary.hpp"
#include "core/vec2.hpp"

namespace msim {

// Random numbers that are the same, bit for bit, on every platform: the engine is std::mt19937_64, which the
// C++ standard fixes (M. Matsumoto, T. Nishimura, Mersenne Twister, ACM TOMACS 8 (1998) 3-30; the 64-bit
// version by T. Nishimura), and what is made of its numbers uses nothing but + - * / and the square root.
class Random {
 public:
  // What one seed is used for: two streams of it have nothing to do with each other.
  enum class Stream : std::uint64_t { batches, noise };

  // The engine is seeded with 2 seed + stream, modulo 2^64.
  Random(std::uint64_t seed, Stream stream) : engine_(2 * seed + static_cast<std::uint64_t>(stream)) {}

  // A whole number, 0 <= i < n, each as likely: the next number of the engine modulo n, but for those above
  // the last multiple of n.
  auto below(std::uint64_t n) -> std::uint64_t {
    const std::uint64_t excess = (std::mt19937_64::max() % n + 1) % n;
    std::uint64_t number = engine_();
    while (number > std::mt19937_64::max() - excess) number = engine_();
    return number % n;
  }

  // Two independent numbers of the standard normal distribution, by the polar method: of a point (u, v)
  // spread evenly over the unit disc, s = u^2 + v^2, they are u and v times sqrt(-2 log(s) / s). Source: G.
  // Marsaglia, T. A. Bray, A convenient method for generating normal variables, SIAM Review 6 (1964) 260-264.
  auto normal() -> Vec2<double> {
    for (;;) {
      const double u = symmetric();
      const double v = symmetric();
      const double s = u * u + v * v;
      if (s >= 1 || s == 0) continue;
      const double factor = std::sqrt(-2 * log(s) / s);
      return {factor * u, factor * v};
    }
  }

 private:
  // -1 <= u < 1, a multiple of 2^-52.
  auto symmetric() -> double { return static_cast<double>(engine_() >> 11U) * 0x1p-52 - 1; }

  std::mt19937_64 engine_;
};

}  // namespace msim
