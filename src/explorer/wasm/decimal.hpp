#pragma once

#include <string>

namespace msim {

// The decimal digits of a finite value other than 0, without sign: 0.DIGITS times 10^exponent.
struct Decimal {
  std::string digits;  // no 0 at the end
  int exponent;
};

// Rounded to that many significant digits; of two as near, the even one.
auto rounded(double value, int precision) -> Decimal;

// The shortest that reads back to the value, and of these the nearest to it.
auto shortest(double value) -> Decimal;

}  // namespace msim
