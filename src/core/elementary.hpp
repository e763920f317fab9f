#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>

// Of a loop over many numbers: compiled for wider registers too, which the processor chooses when the program
// starts. No bit of a result depends on it.
#if defined(__x86_64__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define MOMENTUM_SIM_WIDE [[gnu::target_clones("avx2", "default"), gnu::flatten]]
#else
#define MOMENTUM_SIM_WIDE
#endif

// Functions that give the same bits on every machine, which those of the C library do not: nothing but sums,
// products, quotients and the bits of a double. No branch but where sin and cos leave their near angles, so
// that a loop over them runs in vector registers. Zeros keep their sign, and what is infinite or not a number
// comes out as in C. In units in the last place, the error is at most
//
//   exp 1    log 1    sin, cos 1    atan 2    log_of_one_and 3
//
// The methods are those of W. J. Cody and W. Waite, Software manual for the elementary functions (1980), and
// of fdlibm (K. C. Ng, Sun Microsystems, 1993): the argument is reduced with an error that is kept in a
// second double, and the largest terms of a series are added last. The other coefficients are nearly the best
// in the sense of Chebyshev: Remez's algorithm in 60 digits, for the least relative error of the function.

namespace msim {

template <std::floating_point S>
constexpr auto select(bool condition, S yes, S no) -> S {
  return condition ? yes : no;
}

// x^n, n a power of 2.
template <std::size_t n, class S>
constexpr auto power_of_2(S x) -> S {
  if constexpr (n == 1) {
    return x;
  } else {
    const S root = power_of_2<n / 2>(x);
    return root * root;
  }
}

// c[from] + c[from + 1] x + ... of `count` terms: in halves, which wait for each other less than Horner's
// rule does. A recursion, not a loop, which would keep the loop around it out of vectors.
template <std::size_t from, std::size_t count, class S>
constexpr auto terms_of(S x, const auto& c) -> S {
  if constexpr (count == 1) {
    return S(c[from]);
  } else {
    constexpr std::size_t half = std::bit_ceil(count) / 2;
    return terms_of<from, half>(x, c) + terms_of<from + half, count - half>(x, c) * power_of_2<half>(x);
  }
}

// first + second x + third x^2 + ...
template <class S>
constexpr auto polynomial(S x, auto... coefficients) -> S {
  return terms_of<0, sizeof...(coefficients)>(x,
                                              std::array<double, sizeof...(coefficients)>{coefficients...});
}

inline constexpr unsigned exponent_at = 52;  // in the bits of a double
inline constexpr std::uint64_t sign_bit = std::uint64_t{1} << 63U;

constexpr auto bits_of(double x) -> std::uint64_t { return std::bit_cast<std::uint64_t>(x); }

// Where 3 2^51 is added, a double ends with the whole part.
inline constexpr double to_whole = 0x1.8p52;

// log(2) in two parts: a whole number of 17 bits times the first is exact.
inline constexpr double log2_high = 0x1.62e42fee00000p-1;
inline constexpr double log2_low = 0x1.a39ef35793c76p-33;

inline auto exp(double x) -> double {
  // Beyond these it is infinite, or 0.
  constexpr double most = 710;
  constexpr double least = -746;
  const double bounded = x > most ? most : x < least ? least : x;
  // x = n log(2) + r, |r| <= log(2)/2, so that it is 2^n exp(r).
  const double shifted = bounded * std::numbers::log2e + to_whole;
  const double n = shifted - to_whole;
  const double high = bounded - n * log2_high;
  const double low = n * log2_low;
  const double r = high - low;
  const double tail =
      polynomial(r, 0x1.000000000000ap-1, 0x1.55555555554fap-3, 0x1.555555555087cp-5, 0x1.1111111127be8p-7,
                 0x1.6c16c1842a194p-10, 0x1.a01a012a5722fp-13, 0x1.a0199a0c53b64p-16, 0x1.71df25532c7eap-19,
                 0x1.28ad72ddbb98ap-22, 0x1.ad7f6dde40301p-26);
  const double power = 1 + (high - (low - r * r * tail));
  // In two factors: 2^n itself may be too large or too small for a double.
  const std::uint64_t all = bits_of(shifted);
  const std::uint64_t half = bits_of(n / 2 + to_whole);
  const auto two_to = [](std::uint64_t k) { return std::bit_cast<double>(bits_of(1) + (k << exponent_at)); };
  return power * two_to(half) * two_to(all - half);
}

inline auto log(double x) -> double {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr std::uint64_t mantissa = (std::uint64_t{1} << exponent_at) - 1;
  constexpr std::uint64_t root = bits_of(std::numbers::sqrt2 / 2);
  constexpr double two_to_52 = 0x1p52;
  constexpr double bias = 1023;
  constexpr double enlarged = 54;
  // x = 2^k (1 + f), sqrt(1/2) <= 1 + f < sqrt(2); exact.
  const bool is_small = x < std::numeric_limits<double>::min();
  const std::uint64_t bits = bits_of(is_small ? x * 0x1p54 : x) - root + bits_of(1);
  const double k = std::bit_cast<double>((bits >> exponent_at) | bits_of(two_to_52)) - (two_to_52 + bias) -
                   (is_small ? enlarged : 0);
  const double f = std::bit_cast<double>((bits & mantissa) + root) - 1;
  // log(1 + f) = 2 artanh(s) = f - f^2/2 + s (f^2/2 + s^2 (2/3 + s^2 2/5 + ...))
  const double s = f / (2 + f);
  const double z = s * s;
  const double half = 0.5 * f * f;
  const double tail =
      z * polynomial(z, 0x1.5555555555592p-1, 0x1.999999997fd37p-2, 0x1.24924941f8cdap-2,
                     0x1.c71c5202b450dp-3, 0x1.7466405bdbeafp-3, 0x1.39a19331d49a4p-3, 0x1.2f0705e51650fp-3);
  const double finite = k * log2_high - ((half - (s * (half + tail) + k * log2_low)) - f);
  const double not_positive = x == 0 ? -infinity : std::numeric_limits<double>::quiet_NaN();
  const double below = x > 0 ? finite : not_positive;
  return x < infinity ? below : x;
}

// log(1 + e), 0 <= e <= 1, however small e is.
template <class S>
constexpr auto log_of_one_and(S e) -> S {
  const auto large = e > S(std::numbers::sqrt2 - 1);  // then it is log(2) + log((1+e)/2)
  // 2 artanh(z) = log((1+z)/(1-z)) = 2 (z + z^3/3 + z^5/5 + ...), |z| < 0.1716.
  const S z = select(large, e - 1, e) / select(large, e + 3, e + 2);
  const S tail = z * z *
                 polynomial(z * z, 1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17,
                            1.0 / 19, 1.0 / 21);
  return select(large, S(std::numbers::ln2), S(0)) + 2 * (z + z * tail);
}

// An angle less a whole number of right angles: high + low, at most pi/4 in size.
struct Reduced {
  double high, low;
  std::uint64_t right_angles;  // modulo 4
};

// Of an angle up to here, one takes no branch.
inline constexpr double near_angles = 0x1p19;

// 0 <= a <= near_angles. By Cody and Waite: n < 2^19 times each of the first three parts of pi/2, of 33 bits,
// is exact, and so is what the differences lose.
inline auto reduced_near(double a) -> Reduced {
  const double shifted = a * (2 / std::numbers::pi) + to_whole;
  const double n = shifted - to_whole;
  const double first = a - n * 0x1.921fb54400000p+0;
  const double part_2 = n * 0x1.0b4611a600000p-34;
  const double second = first - part_2;
  const double part_3 = n * 0x1.3198a2e000000p-69;
  const double third = second - part_3;
  const double lost = ((first - second) - part_2) + ((second - third) - part_3) - n * 0x1.b839a252049c1p-104;
  return {third, lost, bits_of(shifted)};
}

inline auto sine_of(const Reduced& angle) -> double {
  const double r = angle.high;
  const double z = r * r;
  const double half = 0.5 * z;
  const double about = 1 - half;
  const double s = polynomial(z, -0x1.5555555555548p-3, 0x1.111111110f7cap-7, -0x1.a01a019bfd18ap-13,
                              0x1.71de356712d38p-19, -0x1.ae5e59f5e9e67p-26, 0x1.5d8fa335525ccp-33);
  const double sine = r + (z * r * s + about * angle.low);
  const double c = polynomial(z, 0x1.555555555554bp-5, -0x1.6c16c16c14f8ap-10, 0x1.a01a019c83914p-16,
                              -0x1.27e4f7ea37bedp-22, 0x1.1ee9d752a8364p-29, -0x1.8fa465f85d05bp-37);
  const double cosine = about + (((1 - about) - half) + (z * z * c - r * angle.low));
  // By the bits: a choice is cheap without wide registers, too.
  const std::uint64_t odd = 0 - (angle.right_angles & 1U);
  const std::uint64_t turned = (angle.right_angles & 2U) << 62U;
  return std::bit_cast<double>(((bits_of(sine) & ~odd) | (bits_of(cosine) & odd)) ^ turned);
}
inline auto cosine_of(const Reduced& angle) -> double {
  return sine_of({angle.high, angle.low, angle.right_angles + 1});
}

inline auto near_sin(double x) -> double {
  return std::bit_cast<double>(bits_of(sine_of(reduced_near(std::abs(x)))) ^ (bits_of(x) & sign_bit));
}
inline auto near_cos(double x) -> double { return cosine_of(reduced_near(std::abs(x))); }

[[gnu::const]] auto far_sin(double x) -> double;
[[gnu::const]] auto far_cos(double x) -> double;

// As if near first, so that the sine and the cosine of an angle share their work.
inline auto sin(double x) -> double {
  const double near = near_sin(x);
  return std::abs(x) <= near_angles ? near : far_sin(x);
}
inline auto cos(double x) -> double {
  const double near = near_cos(x);
  return std::abs(x) <= near_angles ? near : far_cos(x);
}

inline auto atan(double x) -> double {
  const double size = std::abs(x);
  // atan(a) = pi/4 + atan((a-1)/(a+1)) = pi/2 - atan(1/a), so that |t| <= tan(pi/8).
  const bool is_large = size > std::numbers::sqrt2 + 1;
  const bool is_middle = size > std::numbers::sqrt2 - 1;
  const double over = is_large ? -1 : is_middle ? size - 1 : size;
  const double under = is_large ? size : is_middle ? size + 1 : 1;
  const double t = over / under;
  const double z = t * t;
  const double tail = z * polynomial(z, -0x1.555555555553dp-2, 0x1.99999999958dcp-3, -0x1.24924922b0bafp-3,
                                     0x1.c71c70e778e8ap-4, -0x1.745cf90648b12p-4, 0x1.3b111c0bf8837p-4,
                                     -0x1.10ebd991aa9bbp-4, 0x1.df112af81c896p-5, -0x1.9cdb0f59f3ff3p-5,
                                     0x1.37ea69ce4997cp-5, -0x1.2596f0389fe4bp-6);
  const double turns = is_large ? 2 : is_middle ? 1 : 0;  // of pi/4
  const double high = turns * 0x1.921fb54442d18p-1;
  const double low = turns * 0x1.1a62633145c07p-55;
  const double result = high + (t + (t * tail + low));
  return std::bit_cast<double>(bits_of(result) | (bits_of(x) & sign_bit));
}

// Of a float, by way of a double.
inline auto exp(std::same_as<float> auto x) -> float { return static_cast<float>(exp(double{x})); }
inline auto sin(std::same_as<float> auto x) -> float { return static_cast<float>(sin(double{x})); }
inline auto cos(std::same_as<float> auto x) -> float { return static_cast<float>(cos(double{x})); }

}  // namespace msim
