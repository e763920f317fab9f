#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>

#include "core/scalar.hpp"

// Of a loop over many numbers: compiled for wider registers too, which the processor chooses when the program
// starts. No bit of a result depends on it.
#if defined(__x86_64__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define MOMENTUM_SIM_WIDE [[gnu::target_clones("avx2", "default"), gnu::flatten]]
#else
#define MOMENTUM_SIM_WIDE
#endif

namespace msim {

// exp and log of nothing but sums, products and quotients, to three ulps: unlike the library's they give
// the same bits on every machine, and a loop over them runs in vector registers.

// ((first x + second) x + third) x + ... A fold, not a loop, which would keep the loop around it out of
// vectors.
template <class S>
constexpr auto polynomial(S x, double first, auto... rest) -> S {
  S sum = S(first);
  ((sum = sum * x + S(rest)), ...);
  return sum;
}

// 2 artanh(z) = log((1+z)/(1-z)) = 2 (z + z^3/3 + z^5/5 + ...), |z| < 0.1716.
template <class S>
constexpr auto twice_artanh(S z) -> S {
  return 2 * z *
         polynomial(z * z, 1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7,
                    1.0 / 5, 1.0 / 3, 1.0);
}

// log(s), s > 0 and finite.
inline auto logarithm(double s) -> double {
  int exponent = 0;
  double m = std::frexp(s, &exponent);  // exact: s = m 2^exponent, 1/2 <= m < 1
  if (m < std::numbers::sqrt2 / 2) {
    m *= 2;
    --exponent;
  }
  return exponent * std::numbers::ln2 + twice_artanh((m - 1) / (m + 1));
}

// log(1 + e), 0 <= e <= 1, however small e is.
template <class S>
constexpr auto log_of_one_and(S e) -> S {
  const auto large = e > S(std::numbers::sqrt2 - 1);  // then it is log(2) + log((1+e)/2)
  const S z = select(large, e - 1, e) / select(large, e + 3, e + 2);
  return select(large, S(std::numbers::ln2), S(0)) + twice_artanh(z);
}

// exp(-a), a >= 0; 0 beyond 708, where it is not a normal number.
constexpr auto exp_of_minus(double a) -> double {
  // a = n log(2) - r, |r| <= log(2)/2, so that it is 2^-n exp(r). Where 3 2^51 is added, a double ends with
  // the whole part; log(2) in two parts makes n log(2) exact.
  constexpr double whole = 0x1.8p52;
  constexpr double log2_high = 0x1.62e42fee00000p-1;
  constexpr double log2_low = 0x1.a39ef35793c76p-33;
  const double shifted = a * std::numbers::log2e + whole;
  const double n = shifted - whole;
  const double r = (n * log2_high - a) + n * log2_low;
  const double power =
      polynomial(r, 1 / 6227020800.0, 1 / 479001600.0, 1 / 39916800.0, 1 / 3628800.0, 1 / 362880.0,
                 1 / 40320.0, 1 / 5040.0, 1 / 720.0, 1 / 120.0, 1 / 24.0, 1 / 6.0, 1 / 2.0, 1.0, 1.0);
  constexpr unsigned exponent_at = 52;
  constexpr std::uint64_t one = std::uint64_t{1023} << exponent_at;
  const auto scale = std::bit_cast<double>(one - (std::bit_cast<std::uint64_t>(shifted) << exponent_at));
  return a > 708 ? 0.0 : power * scale;
}
inline auto exp_of_minus(float a) -> float { return std::exp(-a); }

}  // namespace msim
