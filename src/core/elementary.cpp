#include "core/elementary.hpp"

#include <array>
#include <cstddef>

namespace msim {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr unsigned word = 64;  // bits

// 64 0s, then the bits of 2/pi behind its point: as many as the largest double asks for.
constexpr std::array<std::uint64_t, 20> two_over_pi{
    0x0000000000000000, 0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561,
    0xb7246e3a424dd2e0, 0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41,
    0x3991d639835339f4, 0x9c845f8bbdf9283b, 0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7,
    0x4f463f669e5fea2d, 0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b6bab};

auto bits_from(unsigned place) -> std::uint64_t {
  const unsigned i = place / word;
  const unsigned shift = place % word;
  return (two_over_pi[i] << shift) | (two_over_pi[i + 1] >> 1U >> (word - 1 - shift));
}

// Of an angle that is not near; not a number where it is not finite. By M. H. Payne and R. N. Hanek, Radian
// reduction for trigonometric functions, ACM SIGNUM Newsletter 18 (1983) 19-24. a = m 2^e with a whole m of
// 53 bits; of a 2/pi modulo 4, the bits of 2/pi whose product with 2^e is 4 or more are nothing, and 192 bits
// from there on tell the rest within 2^-137. No double comes nearer to a multiple of pi/2 than 2^-62.
auto reduced_far(double a) -> Reduced {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (!(a <= std::numeric_limits<double>::max())) return {nan, nan, 0};
  constexpr std::uint64_t hidden = std::uint64_t{1} << exponent_at;
  constexpr unsigned bias = 1023 + 52;
  const std::uint64_t m = (bits_of(a) & (hidden - 1)) | hidden;
  // 2^-j is bit j behind the point, at word - 1 + j in the table. The first of value 2: j = e - 1.
  const unsigned place = static_cast<unsigned>(bits_of(a) >> exponent_at) + word - 2 - bias;
  const Wide last = Wide{bits_from(place + 2 * word)} * m;
  const Wide middle = Wide{bits_from(place + word)} * m + (last >> word);
  const std::uint64_t first = bits_from(place) * m + static_cast<std::uint64_t>(middle >> word);
  std::array words{first, static_cast<std::uint64_t>(middle), static_cast<std::uint64_t>(last)};

  // The nearest whole number, and what is left: negative where it was rounded up.
  constexpr unsigned behind_point = 62;
  const std::uint64_t right_angles = (first + (std::uint64_t{1} << (behind_point - 1))) >> behind_point;
  const bool negative = (first >> (behind_point - 1) & 1U) != 0;
  if (negative) {
    for (std::uint64_t& w : words) w = ~w;
  }
  words[0] &= (std::uint64_t{1} << behind_point) - 1;

  double high = 0;
  double low = 0;
  double unit = 0x1p-30;  // of the upper half of a word
  for (const std::uint64_t w : words) {
    for (const std::uint64_t half : {w >> 32U, w & 0xffffffffU}) {
      const double part = static_cast<double>(half) * unit;
      const double sum = high + part;
      low += part - (sum - high);
      high = sum;
      unit *= 0x1p-32;
    }
  }
  constexpr double right_angle = std::numbers::pi / 2;
  constexpr double right_angle_low = 0x1.1a62633145c07p-54;
  const double product = high * right_angle;
  const double rest = std::fma(high, right_angle, -product) + (high * right_angle_low + low * right_angle);
  const double sign = negative ? -1 : 1;
  return {sign * product, sign * rest, right_angles};
}

}  // namespace

auto far_sin(double x) -> double { return std::copysign(1, x) * sine_of(reduced_far(std::abs(x))); }
auto far_cos(double x) -> double { return cosine_of(reduced_far(std::abs(x))); }

}  // namespace msim
