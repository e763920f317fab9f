#include "output/sweep_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/theory.hpp"
#include "analysis/valley.hpp"
#include "output/json.hpp"

namespace msim {
namespace {

// The axes that have a column, lr and beta always among them.
auto axis_names(const SweepSpec& spec) -> std::vector<std::string> {
  std::vector<std::string> names{std::string(learning_rate.name), std::string(momentum_coefficient.name)};
  for (const auto& axis : spec.axes) {
    if (std::find(names.begin(), names.end(), axis.name) == names.end()) names.push_back(axis.name);
  }
  return names;
}

auto columns(const SweepSpec& spec) -> std::vector<std::string> {
  auto names = axis_names(spec);
  names.insert(names.begin(), "method");
  names.insert(names.begin() + 3, {"outcome", "steps", "final_cost"});
  if (spec.rates) names.emplace_back("rate");
  return names;
}

// "grid": {"lr": [0.1, ...], "beta": [0, ...]}
void write_grid(File& file, const std::vector<SweepAxis>& axes) {
  file.write("\"grid\": {");
  for (const auto& [name, text, axis, source] : axes) {
    file.write(fmt::format("{}\"{}\": [", &name == &axes.front().name ? "" : ",\n", name));
    for (std::uint64_t i = 0; i < axis.count(); ++i)
      file.write(fmt::format("{}{}", i == 0 ? "" : ", ", axis.at(i)));
    file.write("]");
  }
  file.write("}");
}

}  // namespace

SweepRows::SweepRows(File file, const SweepSpec& spec, Syntax syntax)
    : SweepWriter(std::move(file), spec), syntax_(syntax), columns_(columns(spec)) {
  for (const auto& column : columns_) {
    const bool first = before_.empty();
    before_.push_back(syntax == Syntax::ndjson ? fmt::format("{}\"{}\":", first ? "{" : ",", column)
                      : syntax == Syntax::json ? (first ? "[" : ", ")
                                               : (first ? "" : ","));
  }
  for (const auto& method : spec.experiment.methods) {
    labels_.push_back(method.label());
    auto& places = places_.emplace_back();
    for (const auto& axis : axis_names(spec)) places.push_back(parameter_on_axis(method.name, axis));
  }
  const auto& e = spec.experiment;
  if (spec.rates && e.cost.info().quadratic) curvature_ = curvature_at(e.cost.cost(), e.start);
}

void SweepRows::begin(bool first_part) {
  if (syntax_ == Syntax::csv && first_part) file().write(fmt::format("{}\n", fmt::join(columns_, ",")));
  if (syntax_ != Syntax::json) return;
  file().write(document_head(json(spec())) + ",\n");
  write_grid(file(), spec().axes);
  file().write(
      fmt::format(",\n\"rows\": {{\"columns\": [\"{}\"], \"data\": [\n", fmt::join(columns_, "\", \"")));
}

void SweepRows::cells(std::size_t method, std::uint64_t first, std::span<const Cell> cells) {
  for (const Cell& cell : cells) row(method, first++, cell);
}

void SweepRows::end() {
  if (syntax_ == Syntax::json) file().write("\n]}}\n");
}

void SweepRows::row(std::size_t method, std::uint64_t number, const Cell& cell) {
  const SweptMethod& swept = spec().methods[method];
  parameters_ = swept.parameters;
  swept.cell(number, parameters_);
  const auto value = [&](std::size_t axis) -> std::optional<double> {
    const auto place = places_[method][axis];
    if (!place) return {};
    return parameters_[*place];
  };
  start_row(labels_[method].size());
  field(labels_[method]);
  field(value(0));
  field(value(1));
  field(name_of(cell.stop));
  field(cell.steps);
  field(std::optional(cell.cost));
  for (std::size_t i = 2; i < places_[method].size(); ++i) field(value(i));
  if (spec().rates) field(rate_of({swept.name, parameters_}));
  put(syntax_ == Syntax::json ? "]" : syntax_ == Syntax::csv ? "\n" : "}\n");
  file().advance(at_);
}

auto SweepRows::rate_of(const MethodChoice& method) const -> std::optional<double> {
  const auto linear = curvature_ ? linear_method(method) : std::nullopt;
  if (!linear) return {};
  return rate(linear->filter, linear->lr, curvature_->l1, curvature_->l2);
}

void SweepRows::start_row(std::size_t label) {
  constexpr std::size_t around = 8;  // the quotes of words, and what stands between two rows
  std::size_t longest = label + around;
  for (const auto& text : before_) longest += text.size() + NumberText::longest;
  at_ = file().reserve(longest);
  column_ = 0;
  if (!std::exchange(first_row_, false) && syntax_ == Syntax::json) put(",\n");
}

void SweepRows::before_field() { put(before_[column_++]); }

void SweepRows::put(std::string_view text) { at_ = std::copy(text.begin(), text.end(), at_); }

void SweepRows::field(std::string_view word) {
  before_field();
  const auto quote = syntax_ == Syntax::csv ? "" : "\"";
  put(quote);
  put(word);
  put(quote);
}

void SweepRows::field(std::uint64_t number) {
  before_field();
  at_ = fmt::format_to(at_, FMT_COMPILE("{}"), number);
}

void SweepRows::field(std::optional<double> number) {
  before_field();
  if (number && std::isfinite(*number)) {
    at_ = numbers_.append(at_, *number);
  } else if (syntax_ != Syntax::csv) {
    put("null");
  } else if (number) {
    put(std::isnan(*number) ? "nan" : *number < 0 ? "-inf" : "inf");  // as RowFormat does
  }
}

}  // namespace msim
