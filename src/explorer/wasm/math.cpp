#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "core/elementary.hpp"

// What is smaller than libc's, whose tables and special cases are a fifth of the engine.
extern "C" {

// These are good to some units in the last place. exp is libc's: Ackley's paths tell its last bit.

double log(double x) {
  if (!(x > 0) || !std::isfinite(x)) return x == 0 ? -INFINITY : x > 0 ? x : NAN;
  return msim::logarithm(x);
}

// For x >= 0.
double pow(double x, double y) { return y == 0 ? 1 : x == 0 ? 0 : std::exp(y * std::log(x)); }

double hypot(double x, double y) {
  const double size = std::abs(x) > std::abs(y) ? std::abs(x) : std::abs(y);
  if (!std::isnormal(size)) return std::abs(x) + std::abs(y);
  return size * std::sqrt((x / size) * (x / size) + (y / size) * (y / size));
}

// The angle of (x, y), y >= 0: the tangent of its half is y / (x + |(x, y)|), and so on until the series of
// atan() is short.
double atan2(double y, double x) {
  constexpr int halvings = 4;
  constexpr int terms = 25;
  for (int i = 0; i < halvings; ++i) x += std::sqrt(x * x + y * y);
  const double z = y / x;
  double sum = 0;
  for (int k = terms; k > 0; k -= 2) sum = 1.0 / k - sum * (z * z);
  return (1 << halvings) * z * sum;
}

// For a product that neither over- nor underflows: with what its rounding left out, and what that of the sums
// leaves out rounded to odd. Source: S. Boldo, G. Melquiond, Emulation of FMA and correctly rounded sums,
// IEEE Transactions on Computers 57 (2008) 462-471; the product by T. J. Dekker, Numerische Mathematik 18
// (1971) 224-242.
double fma(double a, double b, double c) {
  struct Pair {
    double high, low;
  };
  const auto split = [](double value) {
    constexpr double half = 0x1p27 + 1;
    const double high = half * value - (half * value - value);
    return Pair{high, value - high};
  };
  const auto sum = [](double x, double y) {
    const double s = x + y;
    const double part = s - x;
    return Pair{s, (x - (s - part)) + (y - part)};
  };
  const double product = a * b;
  const auto [ah, al] = split(a);
  const auto [bh, bl] = split(b);
  const auto [high, middle] = sum(c, ((ah * bh - product) + ah * bl + al * bh) + al * bl);
  const auto [all, low] = sum(product, high);
  const auto [rest, left] = sum(middle, low);
  auto bits = std::bit_cast<std::int64_t>(rest);
  if (left != 0 && bits % 2 == 0) bits += (left > 0) == (rest > 0) ? 1 : -1;
  return all + std::bit_cast<double>(bits);
}

// Of libc's sin and cos: x = n pi/2 + y[0] + y[1], for |x| up to 1e15; beyond it, where neighbouring numbers
// are about as far apart as a wave is long, one angle for all.
int __rem_pio2(double x, double* y) {
  constexpr double first = 0x1.921fb54442d18p0;
  constexpr double second = 0x1.1a62633145c07p-54;
  constexpr double third = -0x1.f1976b7ed8fbcp-110;
  constexpr double largest = 1e15;
  if (std::abs(x) > largest) x = 0;
  const double n = std::nearbyint(x / first);
  const double high = std::fma(-n, first, x);
  const double rest = -n * second;
  y[0] = high + rest;
  y[1] = (high - y[0]) + rest + n * -third;
  return static_cast<int>(static_cast<long long>(n) & 3);
}

// Of an angle, of which the page gives none beyond a turn.
double remainder(double x, double y) { return x - y * std::nearbyint(x / y); }

// Of std::string::find().
void* memchr(const void* text, int c, std::size_t size) {
  const auto* at = static_cast<const unsigned char*>(text);
  for (; size > 0; --size, ++at) {
    if (*at == static_cast<unsigned char>(c)) return const_cast<unsigned char*>(at);
  }
  return nullptr;
}

// One instruction each.
void* memcpy(void* to, const void* from, std::size_t size) { return __builtin_memcpy(to, from, size); }
void* memmove(void* to, const void* from, std::size_t size) { return __builtin_memmove(to, from, size); }
void* memset(void* to, int value, std::size_t size) { return __builtin_memset(to, value, size); }
}
