#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/eigen.hpp"
#include "output/row.hpp"
#include "output/sweep_writer.hpp"

namespace msim {

// A row a cell: lines of CSV, lines of NDJSON, or the arrays of a list in a JSON document. The columns are
// method, lr, beta, outcome, steps, final_cost, then one for each further axis, and the rate where it is
// wanted. What a method does not have is an empty field of CSV and null in the others.
class SweepRows : public SweepWriter {
 public:
  enum class Syntax { csv, json, ndjson };

  SweepRows(File file, const SweepSpec& spec, Syntax syntax);
  void begin(bool first_part) override;
  void cells(std::size_t method, std::uint64_t first, std::span<const Cell> cells) override;
  void end() override;

 private:
  void row(std::size_t method, std::uint64_t number, const Cell& cell);
  auto rate_of(const MethodChoice& method) const -> std::optional<double>;

  // Each puts one field behind the last one.
  void start_row(std::size_t label);  // its length
  void field(std::string_view word);
  void field(std::uint64_t number);
  void field(std::optional<double> number);
  void before_field();
  void put(std::string_view text);

  Syntax syntax_;
  std::vector<std::string> columns_;
  std::vector<std::string> before_;                              // the text before the field of each column
  std::vector<std::string> labels_;                              // of the methods
  std::vector<std::vector<std::optional<std::size_t>>> places_;  // a method's parameter of lr, beta, axes
  std::optional<Eigen> curvature_;                               // of a quadratic whose rates are wanted
  std::vector<double> parameters_;                               // of the cell that is written
  NumberText numbers_;
  bool first_row_ = true;
  std::size_t column_ = 0;  // of the next field
  char* at_ = nullptr;      // where it goes
};

}  // namespace msim
