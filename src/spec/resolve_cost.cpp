#include "spec/resolve_cost.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/turned.hpp"
#include "sim/infos.hpp"
#include "sim/run.hpp"
#include "spec/check.hpp"
#include "spec/error.hpp"
#include "spec/short_form.hpp"

namespace msim {
namespace {

auto matrix(const Json& value, const std::string& source) -> Sym2<double> {
  const auto row_of_two = [](const Json& row) {
    return row.kind == Json::Kind::array && row.items.size() == 2;
  };
  if (!row_of_two(value) || !std::all_of(value.items.begin(), value.items.end(), row_of_two)) {
    refuse(source, value, "must be 2x2, [[a, b], [b, d]]");
  }
  const auto at = [&](std::size_t i, std::size_t j) {
    return finite_number(value.items[i].items[j], fmt::format("{}[{}][{}]", source, i, j));
  };
  const Sym2<double> a{at(0, 0), at(0, 1), at(1, 1)};
  if (at(1, 0) != a.xy) refuse(source, value, "must be symmetric");
  return a;
}

// One of several spellings of one thing: the field that is given, null when none is.
auto one_of(const Json& fields, std::initializer_list<std::string_view> names, const std::string& source)
    -> const Json::Member* {
  const Json::Member* found = nullptr;
  for (const Json::Member& member : fields.members) {
    if (std::find(names.begin(), names.end(), member.name) == names.end()) continue;
    if (found != nullptr) {
      throw UserError(fmt::format("{} = {}: must not be given together with {}",
                                  member_source(source, member.name), shown(member.value), found->name));
    }
    found = &member;
  }
  return found;
}

auto quadratic_matrix(const Json& fields, const std::string& source) -> Sym2<double> {
  const Json::Member* const shape = one_of(fields, {"A", "kappa", "eigenvalues"}, source);
  const Json* const angle = fields.find("angle");
  const auto where = [&](std::string_view name) { return member_source(source, name); };
  if (shape != nullptr && shape->name == "A") {
    if (angle != nullptr) refuse(where("angle"), *angle, "must not be given together with A");
    return matrix(shape->value, where("A"));
  }
  Vec2<double> l{Quadratic::parameters[0].standard, Quadratic::parameters[2].standard};
  if (shape != nullptr && shape->name == "kappa") {
    l = {1, parameter_value(shape->value, {"kappa", 1, {1, true}}, where("kappa"))};
  } else if (shape != nullptr) {
    l = pair_of_numbers(shape->value, where("eigenvalues"));
  }
  return turned(l, angle == nullptr ? 0 : finite_number(*angle, where("angle")));
}

auto resolve_quadratic(const Json& fields, const std::string& source, bool short_form)
    -> std::vector<double> {
  constexpr std::array<std::string_view, 9> all{"type",  "description", "A",     "b",      "c",
                                                "kappa", "eigenvalues", "angle", "minimum"};
  constexpr std::array<std::string_view, 3> scalars{"kappa", "angle", "c"};
  if (short_form) {
    only_known_fields(fields, scalars, source, "type");
  } else {
    only_known_fields(fields, all, source);
  }
  const auto a = quadratic_matrix(fields, source);
  const Json* const constant = fields.find("c");
  double c = constant == nullptr ? 0 : finite_number(*constant, member_source(source, "c"));
  Vec2<double> b{0, 0};
  if (const auto* const place = one_of(fields, {"b", "minimum"}, source)) {
    b = pair_of_numbers(place->value, member_source(source, place->name));
    if (place->name == "minimum") {
      const auto about = Quadratic::parameters_about(a, b, c);
      b = {about[3], about[4]};
      c = about[5];
    }
  }
  // + 0.0 makes a negative zero plain, which no JSON reader would give back.
  std::vector<double> parameters{a.xx + 0.0, a.xy + 0.0, a.yy + 0.0, b.x + 0.0, b.y + 0.0, c + 0.0};
  if (!std::all_of(parameters.begin(), parameters.end(), [](double v) { return std::isfinite(v); })) {
    throw UserError((source.empty() ? "cost" : source) +
                    ": A, b and c must be finite, and overflow as given");
  }
  return parameters;
}

// A name of a file or a column; in the short form it may look like a number.
auto name_text(const Json& fields, std::string_view name, std::string_view what, const std::string& source,
               bool short_form) -> const std::string& {
  const auto where = member_source(source, name);
  const Json* const value = fields.find(name);
  if (value == nullptr) throw UserError(fmt::format("{}: missing: must name {}", where, what));
  return short_form ? value->text : text(*value, where);
}

auto truth(const Json& value, const std::string& source, bool short_form) -> bool {
  const auto kind = short_form ? Json::Kind::string : Json::Kind::boolean;
  if (value.kind != kind || (value.text != "true" && value.text != "false"))
    refuse(source, value, "must be true or false");
  return value.text == "true";
}

auto data_of(const Json& fields, const std::string& source, bool short_form)
    -> std::shared_ptr<const DataSet> {
  const auto& path = name_text(fields, "data", "a CSV file", source, short_form);
  const auto& x = name_text(fields, "x", "a column of the data", source, short_form);
  const auto& y = name_text(fields, "y", "a column of the data", source, short_form);
  const Json* const standardize = fields.find("standardize");
  return read_data_set(
      path, x, y,
      standardize != nullptr && truth(*standardize, member_source(source, "standardize"), short_form),
      source);
}

// What a cost asks of its rows.
void check_data(const CostSpec& cost, const std::string& source) {
  const DataSet& set = *cost.data;
  if (set.data.variance == 0 && cost.parameters.front() == 0) {
    throw UserError(
        fmt::format("{} = {}: is constant: singular, w and b cannot be told apart without a ridge",
                    member_source(source, "x"), in_quotes(set.x)));
  }
  if (!cost_info(cost.name).classes) return;
  const auto other = std::find_if(set.ys.begin(), set.ys.end(), [](double y) { return y != 0 && y != 1; });
  if (other != set.ys.end()) {
    throw UserError(fmt::format("{} = {}: row {} of the data has {}: must be 0 or 1",
                                member_source(source, "y"), in_quotes(set.y), other - set.ys.begin() + 1,
                                *other));
  }
}

}  // namespace

auto resolve_cost(const Json& value, const std::string& source) -> CostSpec {
  const bool short_form = value.kind == Json::Kind::string;
  if (!short_form && value.kind != Json::Kind::object) refuse(source, value, "must be a string or an object");
  const Json fields = short_form ? parse_named(value.text, "type", source) : value;
  const auto where = [&](std::string_view name) { return member_source(source, name); };
  const Json& type =
      one_of_names(fields.find("type"), names_of(cost_infos()), short_form ? source : where("type"));
  if (const Json* const description = fields.find("description")) text(*description, where("description"));
  if (type.text == Quadratic::info.name) return {type.text, resolve_quadratic(fields, source, short_form)};

  const CostInfo& info = cost_info(type.text);
  auto known = names_of(info.parameters);
  if (info.on_data) known.insert(known.begin(), {"data", "x", "y", "standardize"});
  if (!short_form) known.insert(known.begin(), {"type", "description"});
  only_known_fields(fields, known, source, short_form ? "type" : "");
  CostSpec cost{type.text, {}, {}};
  for (const Parameter& parameter : info.parameters) {
    const Json* const member = fields.find(parameter.name);
    cost.parameters.push_back(member == nullptr ? parameter.standard
                                                : parameter_value(*member, parameter, where(parameter.name)));
  }
  if (info.on_data) {
    cost.data = data_of(fields, source, short_form);
    check_data(cost, source);
  }
  return cost;
}

auto standard_start(const CostSpec& cost) -> Vec2<double> {
  return with_cost(cost.choice(), [](const auto& f) { return f.start(); });
}

}  // namespace msim
