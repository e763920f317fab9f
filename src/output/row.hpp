#pragma once

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/step.hpp"
#include "output/file.hpp"
#include "sim/surface.hpp"

namespace msim {

// The columns of a step; those behind the exact ones only where gradients are noisy.
inline constexpr std::array<std::string_view, 11> noisy_step_columns{
    "step",       "x",          "y",     "cost",         "grad_x",      "grad_y",
    "velocity_x", "velocity_y", "epoch", "batch_grad_x", "batch_grad_y"};
inline constexpr std::size_t exact_step_columns = 8;
constexpr auto step_columns(bool noisy) -> std::span<const std::string_view> {
  return std::span(noisy_step_columns).first(noisy ? noisy_step_columns.size() : exact_step_columns);
}
inline constexpr std::array<std::string_view, 3> surface_columns{"x", "y", "cost"};

// What a number that is not finite is written as.
enum class NonFinite { word, null };  // nan, inf and -inf, or JSON's null

// The shortest text that reads back to the same double (fmt's "{}"). The texts of numbers seen lately are
// kept, for they recur: gd's velocity is the gradient one row before, the gradient is x itself where A is 1,
// a surface repeats its coordinates. A hit costs a tenth of the formatting.
class NumberText {
 public:
  static constexpr std::size_t longest = 32;

  // Writes the text of a finite value to `at`, where there is room for `longest` bytes; gives the end of the
  // text.
  auto append(char* at, double value) -> char* {
    const auto bits = std::bit_cast<std::uint64_t>(value);
    constexpr std::uint64_t spread =
        0x9E3779B97F4A7C15;  // 2^64 over the golden ratio: the top bits depend on all
    Slot& slot = slots_[(bits * spread) >> (64U - slot_bits)];
    if (slot.bits != bits) {
      slot.bits = bits;
      slot.size = static_cast<std::size_t>(fmt::format_to(slot.text.data(), FMT_COMPILE("{}"), value) -
                                           slot.text.data());
    }
    std::memcpy(at, slot.text.data(), longest);  // a fixed size is a few instructions
    return at + slot.size;
  }

 private:
  // An empty slot is the one of 0, so that it needs no flag: no other value has the bits 0, and 0 falls into
  // the first slot.
  struct Slot {
    std::uint64_t bits = 0;
    std::size_t size = 1;
    std::array<char, longest> text{'0'};
  };
  static constexpr unsigned slot_bits = 8;
  std::array<Slot, std::size_t{1} << slot_bits> slots_{};
};

// A row of numbers with fixed text around each: what tells a CSV line from a JSON array or object. A number
// has the same text in every format.
class RowFormat {
 public:
  // before[i] stands before the i-th number, `after` behind the last.
  RowFormat(std::vector<std::string> before, std::string after, NonFinite non_finite)
      : before_(std::move(before)),
        after_(std::move(after)),
        non_finite_(non_finite),
        longest_(after_.size()) {
    for (const auto& text : before_) longest_ += text.size() + NumberText::longest;
  }

  // The room that a row may take.
  auto longest() const -> std::size_t { return longest_; }

  // Writes a row to `at` and gives its end. `values` in the order of the columns: doubles, or whole numbers.
  auto write(char* at, NumberText& numbers, auto... values) const -> char* {
    assert(sizeof...(values) == before_.size());
    return append(write_from(0, at, numbers, values...), after_);
  }

  auto write(char* at, NumberText& numbers, const Step<double>& s) const -> char* {
    at = write_from(0, at, numbers, s.k, s.p.x, s.p.y, s.cost, s.gradient.x, s.gradient.y, s.velocity.x,
                    s.velocity.y);
    if (before_.size() > exact_step_columns)
      at = write_from(exact_step_columns, at, numbers, s.epoch, s.used.x, s.used.y);
    return append(at, after_);
  }

 private:
  auto write_from(std::size_t column, char* at, NumberText& numbers, auto... values) const -> char* {
    ((at = append(append(at, before_[column++]), numbers, values)), ...);
    return at;
  }
  static auto append(char* at, std::string_view text) -> char* {
    return std::copy(text.begin(), text.end(), at);
  }
  static auto append(char* at, NumberText& /*numbers*/, std::uint64_t value) -> char* {
    return fmt::format_to(at, FMT_COMPILE("{}"), value);
  }
  auto append(char* at, NumberText& numbers, double value) const -> char* {
    if (std::isfinite(value)) [[likely]]
      return numbers.append(at, value);
    if (non_finite_ == NonFinite::null) return append(at, "null");
    // The sign of a nan means nothing and differs between machines.
    return append(at, std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf");
  }

  std::vector<std::string> before_;
  std::string after_;
  NonFinite non_finite_;
  std::size_t longest_;
};

using Columns = std::span<const std::string_view>;

// `first` stands before the numbers of each row, as it is to be written: the method, where there is one.
inline auto csv_row(const std::string& first, Columns columns) -> RowFormat {
  std::vector<std::string> before(columns.size(), ",");
  before[0] = first;
  return {std::move(before), "\n", NonFinite::word};
}
inline auto ndjson_row(const std::string& first, Columns columns) -> RowFormat {
  std::vector<std::string> before;
  for (const auto column : columns)
    before.push_back(fmt::format("{}\"{}\":", before.empty() ? "{" + first : ",", column));
  return {std::move(before), "}\n", NonFinite::null};
}
inline auto json_array_row(Columns columns) -> RowFormat {
  std::vector<std::string> before(columns.size(), ", ");
  before[0] = "[";
  return {std::move(before), "]", NonFinite::null};
}

// Every point of the surface as a row x, y, cost: y ascending, within it x.
inline void write_points(File& file, const RowFormat& row, const AnyCost& cost, const Grid& grid) {
  NumberText numbers;
  for (std::uint64_t j = 0; j < grid.ny; ++j) {
    const auto costs = surface_row(cost, grid, j);
    for (std::uint64_t i = 0; i < grid.nx; ++i) {
      file.advance(row.write(file.reserve(row.longest()), numbers, grid.x(i), grid.y(j), costs[i]));
    }
  }
}

}  // namespace msim
