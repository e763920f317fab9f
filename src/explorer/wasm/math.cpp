#include <cmath>
#include <cstddef>

// What is smaller than libc's, whose tables and special cases are a fifth of the engine.
extern "C" {

// log and pow have a part in what is said of a path, never in the path itself.

// By the series of 2 artanh((m-1)/(m+1)), x = m 2^e.
double log(double x) {
  if (!(x > 0) || !std::isfinite(x)) return x == 0 ? -INFINITY : x > 0 ? x : NAN;
  int exponent = 0;
  double m = std::frexp(x, &exponent);
  constexpr double half_root = 0.7071067811865476;
  if (m < half_root) {
    m *= 2;
    --exponent;
  }
  const double s = (m - 1) / (m + 1);
  double sum = 0;
  constexpr int terms = 23;
  for (int k = terms; k > 0; k -= 2) sum = sum * (s * s) + 2.0 / k;
  return s * sum + exponent * 0.6931471805599453;
}

// For x >= 0.
double pow(double x, double y) { return y == 0 ? 1 : x == 0 ? 0 : std::exp(y * std::log(x)); }

// Of libc's sin and cos: x = n pi/2 + y[0] + y[1], for |x| up to 1e15; beyond it, where neighbouring numbers
// are farther apart than a wave is long, some angle.
int __rem_pio2(double x, double* y) {
  constexpr double first = 0x1.921fb54442d18p0;
  constexpr double second = 0x1.1a62633145c07p-54;
  constexpr double third = -0x1.f1976b7ed8fbcp-110;
  constexpr double largest = 1e15;
  if (std::abs(x) > largest) x = std::fmod(x, largest);
  const double n = std::nearbyint(x / first);
  const double high = std::fma(-n, first, x);
  const double rest = std::fma(-n, second, 0);
  y[0] = high + rest;
  y[1] = (high - y[0]) + rest + n * -third;
  return static_cast<int>(static_cast<long long>(n) & 3);
}

// Of an angle, of which the page gives none beyond a turn.
double remainder(double x, double y) { return x - y * std::nearbyint(x / y); }

// One instruction each.
void* memcpy(void* to, const void* from, std::size_t size) { return __builtin_memcpy(to, from, size); }
void* memmove(void* to, const void* from, std::size_t size) { return __builtin_memmove(to, from, size); }
void* memset(void* to, int value, std::size_t size) { return __builtin_memset(to, value, size); }
}
