#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/outputs.hpp"
#include "cli/sweep_plan.hpp"
#include "core/eigen.hpp"
#include "output/table_rows.hpp"

namespace msim {

// Writes the rows of a sweep to all outputs.
class SweepOutputs {
 public:
  // rate: with a column of spectral radii. The plan must outlive it.
  SweepOutputs(std::vector<OpenOutput>&& outputs, const SweepPlan& plan, bool rate);

  // Once, before the first row. Of the parts of a sweep the first alone has the header of CSV.
  void begin(bool first_part);
  void row(std::size_t method, std::uint64_t number, const Cell& cell);
  // Once, after the last row: all is written and in its place.
  void end();

 private:
  struct Output {
    const Format* format;
    File file;
    TableRows rows;
  };

  auto rate_of(Choice method) const -> TableField;

  const SweepPlan& plan_;
  std::vector<std::string> columns_;
  std::vector<std::string> labels_;  // of the methods
  std::optional<Eigen> curvature_;   // of a quadratic whose rates are wanted
  bool rate_;
  std::vector<Output> outputs_;
  std::vector<TableField> fields_;
};

}  // namespace msim
