#include "spec/data_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "spec/check.hpp"
#include "spec/csv.hpp"
#include "spec/error.hpp"
#include "spec/suggest.hpp"

namespace msim {
namespace {

// Where the column is among the names in the header.
auto column(const std::vector<std::string>& header, const std::string& name, const std::string& source)
    -> std::size_t {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) {
    const std::vector<std::string_view> names(header.begin(), header.end());
    throw UserError(fmt::format("{} = {}: {}", source, in_quotes(name), must_be_one_of(name, names)));
  }
  if (std::find(found + 1, header.end(), name) != header.end())
    throw UserError(fmt::format("{} = {}: more than one column has this name", source, in_quotes(name)));
  return static_cast<std::size_t>(found - header.begin());
}

auto number(const std::vector<std::string>& cells, std::size_t column, const std::string& name,
            const CsvReader& reader) -> double {
  if (column >= cells.size()) {
    throw UserError(fmt::format("{}: has {} cell{}: {} is missing", reader.place(), cells.size(),
                                cells.size() == 1 ? "" : "s", in_quotes(name)));
  }
  std::string_view text = cells[column];
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  const auto value = decimal(text);
  if (!value || !std::isfinite(*value)) {
    throw UserError(fmt::format("{}, {} = {}: must be a finite number", reader.place(), shown(name),
                                in_quotes(cells[column])));
  }
  return *value;
}

void read_columns(DataSet& set, const std::string& path, const std::string& source) {
  CsvReader reader(path, member_source(source, "data"));
  std::vector<std::string> cells;
  if (!reader.next(cells))
    throw UserError(fmt::format("{} = {}: is empty", member_source(source, "data"), in_quotes(path)));
  const std::size_t x = column(cells, set.x, member_source(source, "x"));
  const std::size_t y = column(cells, set.y, member_source(source, "y"));
  while (reader.next(cells)) {
    set.xs.push_back(number(cells, x, set.x, reader));
    set.ys.push_back(number(cells, y, set.y, reader));
    if (set.xs.size() > most_rows)
      throw UserError(fmt::format("{}: must have at most {} rows", reader.place(), most_rows));
  }
}

}  // namespace

auto DataSet::name() const -> std::string { return std::filesystem::path(path).filename().string(); }

auto read_data_set(const std::string& path, const std::string& x, const std::string& y, bool standardize,
                   const std::string& source) -> std::shared_ptr<const DataSet> {
  const auto set = std::make_shared<DataSet>();
  const auto refuse_file = [&](std::string_view reason) {
    throw UserError(fmt::format("{} = {}: {}", member_source(source, "data"), in_quotes(path), reason));
  };
  set->x = x;
  set->y = y;
  read_columns(*set, path, source);
  std::error_code error;
  set->path = std::filesystem::absolute(path, error).lexically_normal().string();
  if (error) refuse_file(error.message());
  if (set->xs.size() < 2) refuse_file(fmt::format("has {} of the 2 rows that it must have", set->xs.size()));
  set->data = {set->xs, set->ys};
  if (!std::isfinite(set->data.variance) || !std::isfinite(set->data.residual))
    refuse_file("its numbers are so large that their squares overflow");
  if (!standardize) return set;
  if (set->data.variance == 0) {
    throw UserError(fmt::format("{} = {}: {}: cannot be standardized", member_source(source, "x"),
                                in_quotes(x), without_variance(*set)));
  }
  return standardized_or_not(*set);
}

auto without_variance(const DataSet& set) -> std::string_view {
  const auto [low, high] = std::minmax_element(set.xs.begin(), set.xs.end());
  return *low == *high ? "is constant"
                       : "its numbers are so near to one another that their squares underflow";
}

auto standardized_or_not(const DataSet& set) -> std::shared_ptr<const DataSet> {
  if (set.data.variance == 0) return nullptr;
  const auto other = std::make_shared<DataSet>();
  other->path = set.path;
  other->x = set.x;
  other->y = set.y;
  other->standardize = !set.standardize;
  if (other->standardize) {
    other->centre = set.data.mean_x;
    other->scale = std::sqrt(set.data.variance);
  }
  for (const double x : set.xs) {
    other->xs.push_back(other->standardize ? (x - other->centre) / other->scale : set.centre + set.scale * x);
  }
  other->ys = set.ys;
  other->data = {other->xs, other->ys};
  return other;
}

}  // namespace msim
