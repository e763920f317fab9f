#pragma once

#include <cstdint>
#include <vector>

namespace msim {

// Numbers from first to last, both exact: `count` of them with the same difference, or with the same ratio
// (then both are positive).
class Axis {
 public:
  Axis(double first, double last, std::uint64_t count, bool logarithmic);
  explicit Axis(double only) : Axis(only, only, 1, false) {}

  auto count() const -> std::uint64_t { return count_; }
  auto first() const -> double { return first_; }
  auto last() const -> double { return last_; }
  auto logarithmic() const -> bool { return logarithmic_; }
  auto at(std::uint64_t i) const -> double { return i < known_.size() ? known_[i] : compute(i); }
  // The number at a place between two points, or beyond the ends.
  auto between(double place) const -> double;
  // Where a number is: between(place(x)) is x, but for rounding. The axis must have two points or more.
  auto place(double number) const -> double;

 private:
  auto compute(std::uint64_t i) const -> double;

  double first_, last_;
  std::uint64_t count_;
  bool logarithmic_;
  std::vector<double> known_;  // the first ones, all of a usual grid: a logarithm takes its time
};

}  // namespace msim
