#include "explorer/wasm/decimal.hpp"

#include <cmath>
#include <cstdint>
#include <cstring>

namespace msim {
namespace {

constexpr int mantissa_bits = 52;

// Every digit of mantissa times 2^exponent, which are finitely many. Fewer than 1100 stand behind the point.
auto exact(std::uint64_t mantissa, int exponent) -> Decimal {
  constexpr int most = 1500;
  constexpr int point = 320;  // digits before the decimal point
  static char place[most];
  std::memset(place, 0, sizeof place);
  for (int i = point; mantissa != 0; mantissa /= 10) place[--i] = static_cast<char>(mantissa % 10);
  for (; exponent > 0; --exponent) {
    int carry = 0;
    for (int i = point; i-- > 0;) {
      const int doubled = 2 * place[i] + carry;
      place[i] = static_cast<char>(doubled % 10);
      carry = doubled / 10;
    }
  }
  int end = point;
  for (; exponent < 0; ++exponent) {
    int rest = 0;
    ++end;
    for (int i = 0; i < end; ++i) {
      const int all = 10 * rest + place[i];
      place[i] = static_cast<char>(all / 2);
      rest = all % 2;
    }
  }
  int first = 0;
  while (place[first] == 0) ++first;
  while (place[end - 1] == 0) --end;
  Decimal decimal{{}, point - first};
  for (int i = first; i < end; ++i) decimal.digits += static_cast<char>('0' + place[i]);
  return decimal;
}

void round(Decimal& d, std::size_t precision) {
  if (d.digits.size() <= precision) return;
  const auto rest = d.digits.substr(precision);
  d.digits.resize(precision);
  const bool tie = rest == "5";
  const bool odd = (d.digits.back() - '0') % 2 != 0;
  if (tie ? odd : rest[0] >= '5') {
    std::size_t i = precision;
    while (i > 0 && d.digits[i - 1] == '9') --i;
    d.digits.resize(i);
    if (i > 0) {
      ++d.digits[i - 1];
    } else {
      d.digits = "1";
      ++d.exponent;
    }
  }
  while (d.digits.back() == '0') d.digits.pop_back();
}

auto operator<(const Decimal& a, const Decimal& b) -> bool {
  return a.exponent != b.exponent ? a.exponent < b.exponent : a.digits < b.digits;
}

struct Parts {
  std::uint64_t mantissa;
  int exponent;

  explicit Parts(double value) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    constexpr int bias = 1075;
    const int biased = static_cast<int>(bits >> mantissa_bits & 0x7FF);
    mantissa = (bits & ((std::uint64_t{1} << mantissa_bits) - 1)) | std::uint64_t{biased != 0}
                                                                        << mantissa_bits;
    exponent = (biased == 0 ? 1 : biased) - bias;
  }
};

}  // namespace

auto rounded(double value, int precision) -> Decimal {
  const Parts parts(value);
  Decimal decimal = exact(parts.mantissa, parts.exponent);
  round(decimal, static_cast<std::size_t>(precision));
  return decimal;
}

auto shortest(double value) -> Decimal {
  const auto [mantissa, exponent] = Parts(value);
  const Decimal all = exact(mantissa, exponent);
  // Between these a text reads back to the value: half way to its neighbours, of which the lower one is
  // nearer below a power of two.
  const bool power_of_two = mantissa == std::uint64_t{1} << mantissa_bits;
  const Decimal low =
      power_of_two ? exact(4 * mantissa - 1, exponent - 2) : exact(2 * mantissa - 1, exponent - 1);
  const Decimal high = exact(2 * mantissa + 1, exponent - 1);
  for (std::size_t precision = 1;; ++precision) {
    Decimal decimal = all;
    round(decimal, precision);
    if (low < decimal && decimal < high) return decimal;
  }
}

}  // namespace msim
