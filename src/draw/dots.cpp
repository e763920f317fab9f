#include "draw/dots.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace msim {
namespace {

// Narrows t0 to t1, the part of a segment that is left, to where 0 <= a + t d <= size.
void narrow(double a, double d, double size, double& t0, double& t1) {
  if (d == 0) {
    if (a < 0 || a > size) t1 = -1;
    return;
  }
  const auto [enters, leaves] = std::minmax({-a / d, (size - a) / d});
  t0 = std::max(t0, enters);
  t1 = std::min(t1, leaves);
}

}  // namespace

auto clipped(const Segment& segment, Vec2<double> size) -> std::optional<Segment> {
  const auto a = segment.from;
  const auto d = segment.to - a;
  if (!std::isfinite(d.x) || !std::isfinite(d.y)) return {};
  double t0 = 0;
  double t1 = 1;
  narrow(a.x, d.x, size.x, t0, t1);
  narrow(a.y, d.y, size.y, t0, t1);
  if (!(t0 <= t1)) return {};
  // Rounding may put an end a little outside.
  const auto at = [&](double t) {
    const auto p = a + t * d;
    return Vec2<double>{std::clamp(p.x, 0.0, size.x), std::clamp(p.y, 0.0, size.y)};
  };
  return Segment{at(t0), at(t1)};
}

void Dots::line(const Segment& segment) {
  const auto inside = clipped(segment, size());
  if (!inside) return;
  const auto d = inside->to - inside->from;
  const int steps = 1 + static_cast<int>(std::max(std::abs(d.x), std::abs(d.y)));
  for (int i = 0; i <= steps; ++i) set(inside->from + (static_cast<double>(i) / steps) * d);
}

void Dots::set(Vec2<double> p) {
  // The bits of a braille character, row by row.
  constexpr std::array<std::array<std::uint8_t, across>, down> bits{
      {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}};
  const int x = std::min(static_cast<int>(p.x), across * columns_ - 1);
  const int y = std::min(static_cast<int>(p.y), down * rows_ - 1);
  auto& cell = cells_[static_cast<std::size_t>(y / down) * static_cast<std::size_t>(columns_) +
                      static_cast<std::size_t>(x / across)];
  cell = static_cast<std::uint8_t>(
      cell | bits[static_cast<std::size_t>(y % down)][static_cast<std::size_t>(x % across)]);
}

}  // namespace msim
