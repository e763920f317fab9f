#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/data.hpp"

namespace msim {

inline constexpr std::uint64_t most_rows = 10'000'000;

// Two columns of a CSV file, which its first line names, and how to find them again.
struct DataSet {
  DataSet() = default;
  ~DataSet() = default;
  DataSet(const DataSet&) = delete;
  auto operator=(const DataSet&) -> DataSet& = delete;

  std::string path;  // absolute
  std::string x, y;  // the names of the columns
  bool standardize = false;
  // What x was before: centre + scale times what it is; 0 and 1 unless it was standardized.
  double centre = 0, scale = 1;
  std::vector<double> xs, ys;
  Data data;  // of xs and ys

  // The file's name without the folders.
  auto name() const -> std::string;
};

// Reads them. standardize: x becomes (x - its mean) / its standard deviation, the one over n. `source` names
// the cost in messages. Throws UserError for what is not such a file, for a cell that is not a finite number,
// for fewer than 2 rows or more than most_rows, and where x is to be standardized and is constant.
auto read_data_set(const std::string& path, const std::string& x, const std::string& y, bool standardize,
                   const std::string& source) -> std::shared_ptr<const DataSet>;

// Why x has no variance: it is constant, or its numbers are too near to one another.
auto without_variance(const DataSet& set) -> std::string_view;

// The same data with x standardized or, where it is, with x as it was; null where x is constant.
auto standardized_or_not(const DataSet& set) -> std::shared_ptr<const DataSet>;

}  // namespace msim
