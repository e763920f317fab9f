#pragma once

#include <array>
#include <cstddef>

#include "core/elementary.hpp"
#include "core/scalar.hpp"

namespace msim::test {

// Four doubles in the lanes of one scalar, element by element: the smallest thing that shows that a rule's
// text serves lanes, whatever instructions a real batch uses.
struct Lanes {
  static constexpr std::size_t width = 4;
  struct Mask {
    std::array<bool, width> m;
  };

  std::array<double, width> v{};

  Lanes() = default;
  Lanes(double all) {
    v.fill(all);
  }  // NOLINT(google-explicit-constructor): a whole number stands in a formula as it is
  explicit Lanes(const std::array<double, width>& each) : v(each) {}

  template <class F>
  static auto map(F f) -> Lanes {
    std::array<double, width> r{};
    for (std::size_t i = 0; i < width; ++i) r[i] = f(i);
    return Lanes(r);
  }

  friend auto operator-(const Lanes& a) -> Lanes {
    return map([&](std::size_t i) { return -a.v[i]; });
  }
  friend auto operator+(const Lanes& a, const Lanes& b) -> Lanes {
    return map([&](std::size_t i) { return a.v[i] + b.v[i]; });
  }
  friend auto operator-(const Lanes& a, const Lanes& b) -> Lanes {
    return map([&](std::size_t i) { return a.v[i] - b.v[i]; });
  }
  friend auto operator*(const Lanes& a, const Lanes& b) -> Lanes {
    return map([&](std::size_t i) { return a.v[i] * b.v[i]; });
  }
  friend auto operator/(const Lanes& a, const Lanes& b) -> Lanes {
    return map([&](std::size_t i) { return a.v[i] / b.v[i]; });
  }
  friend auto operator<(const Lanes& a, const Lanes& b) -> Mask {
    return {{a.v[0] < b.v[0], a.v[1] < b.v[1], a.v[2] < b.v[2], a.v[3] < b.v[3]}};
  }
  friend auto operator>(const Lanes& a, const Lanes& b) -> Mask { return b < a; }
};

inline auto sqrt(const Lanes& a) -> Lanes {
  return Lanes::map([&](std::size_t i) { return std::sqrt(a.v[i]); });
}
inline auto exp(const Lanes& a) -> Lanes {
  return Lanes::map([&](std::size_t i) { return msim::exp(a.v[i]); });
}
inline auto sin(const Lanes& a) -> Lanes {
  return Lanes::map([&](std::size_t i) { return msim::sin(a.v[i]); });
}
inline auto cos(const Lanes& a) -> Lanes {
  return Lanes::map([&](std::size_t i) { return msim::cos(a.v[i]); });
}
inline auto select(const Lanes::Mask& mask, const Lanes& yes, const Lanes& no) -> Lanes {
  return Lanes::map([&](std::size_t i) { return mask.m[i] ? yes.v[i] : no.v[i]; });
}

}  // namespace msim::test
