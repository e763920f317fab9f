#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/vec2.hpp"

namespace msim {

struct Segment {
  Vec2<double> from, to;
};

// The part of a segment that lies in the box 0 <= x <= size.x, 0 <= y <= size.y; none: it lies outside, or
// has a coordinate that is not finite.
auto clipped(const Segment& segment, Vec2<double> size) -> std::optional<Segment>;

// Dots, 2 x 4 to a cell as in braille, x to the right and y downwards.
class Dots {
 public:
  static constexpr int across = 2, down = 4;

  Dots(int columns, int rows)
      : columns_(columns),
        rows_(rows),
        cells_(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows)) {}

  auto size() const -> Vec2<double> {
    return {static_cast<double>(across * columns_), static_cast<double>(down * rows_)};
  }
  // Draws the part of a line that lies on the dots.
  void line(const Segment& segment);
  // The dots of a cell as the last 8 bits of its braille character U+28xx.
  auto at(int column, int row) const -> std::uint8_t {
    return cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                  static_cast<std::size_t>(column)];
  }

 private:
  void set(Vec2<double> p);

  int columns_, rows_;
  std::vector<std::uint8_t> cells_;
};

}  // namespace msim
