#pragma once

#include <string>
#include <vector>

#include "analysis/metrics.hpp"
#include "core/step.hpp"
#include "spec/spec.hpp"

namespace msim {

// The table of a comparison for people: one row a method.
class Summary {
 public:
  explicit Summary(double target);
  void add(const MethodSpec& method, const Outcome<double>& outcome, const Metrics& metrics);
  auto text() const -> std::string;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace msim
