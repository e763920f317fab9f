#include "spec/cost_spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/turned.hpp"
#include "costs/quadratic.hpp"
#include "sim/infos.hpp"
#include "spec/brief.hpp"
#include "spec/check.hpp"
#include "spec/error.hpp"
#include "spec/short_form.hpp"
#include "spec/suggest.hpp"

namespace msim {
namespace {

// Fields as they were given.
struct CostFields {
  const Json& fields;
  const std::string& source;
  bool short_form;  // in one text, where every value is a word

  auto find(std::string_view name) const -> const Json* { return fields.find(name); }
  auto where(std::string_view name) const -> std::string { return member_source(source, name); }
  // Refuses all fields but these.
  void only(std::vector<std::string_view> known) const {
    if (!short_form) known.insert(known.begin(), {"type", "description"});
    only_known_fields(fields, known, source, short_form ? "type" : "");
  }
};

auto read_parameters(const CostInfo& info, const CostFields& given) -> std::vector<double> {
  std::vector<double> values;
  for (const Parameter& parameter : info.parameters) {
    const Json* const member = given.find(parameter.name);
    values.push_back(member == nullptr ? parameter.standard
                                       : parameter_value(*member, parameter, given.where(parameter.name)));
  }
  return values;
}

void write_parameters(const CostSpec& cost, JsonObject& object) {
  const auto& parameters = cost.info().parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i) object.add(parameters[i].name, cost.parameters[i]);
}

// A cost that its parameters say all of.

auto read_plain(const CostInfo& info, const CostFields& given) -> CostSpec {
  given.only(names_of(info.parameters));
  return {std::string(info.name), read_parameters(info, given)};
}

auto plain_title(const CostSpec& cost) -> std::string {
  std::string text = cost.name;
  const auto& parameters = cost.info().parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    text += fmt::format(" {}={}", parameters[i].name, short_number(cost.parameters[i]));
  return text;
}

auto plain_long_title(const CostSpec& cost) -> std::string {
  std::string text = cost.name;
  const auto& parameters = cost.info().parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i)
    text += fmt::format(", {} = {:.6g}", parameters[i].name, cost.parameters[i]);
  return text;
}

// A quadratic, whose matrix has several spellings.

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
auto one_of(const CostFields& given, std::initializer_list<std::string_view> names) -> const Json::Member* {
  const Json::Member* found = nullptr;
  for (const Json::Member& member : given.fields.members) {
    if (std::find(names.begin(), names.end(), member.name) == names.end()) continue;
    if (found != nullptr) {
      throw UserError(fmt::format("{} = {}: must not be given together with {}", given.where(member.name),
                                  shown(member.value), found->name));
    }
    found = &member;
  }
  return found;
}

auto read_matrix(const CostFields& given) -> Sym2<double> {
  const Json::Member* const shape = one_of(given, {"A", "kappa", "eigenvalues"});
  const Json* const angle = given.find("angle");
  if (shape != nullptr && shape->name == "A") {
    if (angle != nullptr) refuse(given.where("angle"), *angle, "must not be given together with A");
    return matrix(shape->value, given.where("A"));
  }
  Vec2<double> l{Quadratic::parameters[0].standard, Quadratic::parameters[2].standard};
  if (shape != nullptr && shape->name == "kappa") {
    l = {1, parameter_value(shape->value, {"kappa", 1, {1, true}}, given.where("kappa"))};
  } else if (shape != nullptr) {
    l = pair_of_numbers(shape->value, given.where("eigenvalues"));
  }
  return turned(l, angle == nullptr ? 0 : finite_number(*angle, given.where("angle")));
}

auto read_quadratic(const CostInfo& info, const CostFields& given) -> CostSpec {
  constexpr std::array<std::string_view, 9> all{"type",  "description", "A",     "b",      "c",
                                                "kappa", "eigenvalues", "angle", "minimum"};
  constexpr std::array<std::string_view, 3> scalars{"kappa", "angle", "c"};
  if (given.short_form) {
    only_known_fields(given.fields, scalars, given.source, "type");
  } else {
    only_known_fields(given.fields, all, given.source);
  }
  const auto a = read_matrix(given);
  const Json* const constant = given.find("c");
  double c = constant == nullptr ? 0 : finite_number(*constant, given.where("c"));
  Vec2<double> b{0, 0};
  if (const auto* const place = one_of(given, {"b", "minimum"})) {
    b = pair_of_numbers(place->value, given.where(place->name));
    if (place->name == "minimum") {
      const auto about = Quadratic::parameters_about(a, b, c);
      b = {about[3], about[4]};
      c = about[5];
    }
  }
  // + 0.0 makes a negative zero plain, which no JSON reader would give back.
  std::vector<double> parameters{a.xx + 0.0, a.xy + 0.0, a.yy + 0.0, b.x + 0.0, b.y + 0.0, c + 0.0};
  if (!std::all_of(parameters.begin(), parameters.end(), [](double v) { return std::isfinite(v); })) {
    throw UserError((given.source.empty() ? "cost" : given.source) +
                    ": A, b and c must be finite, and overflow as given");
  }
  return {std::string(info.name), std::move(parameters)};
}

void write_quadratic(const CostSpec& cost, JsonObject& object) {
  const auto& v = cost.parameters;
  const auto row = [](double a, double b) { return json_list(std::array{a, b}); };
  object.add("A", json_list(std::array{row(v[0], v[1]), row(v[1], v[2])}))
      .add("b", row(v[3], v[4]))
      .add("c", v[5]);
}

auto quadratic_title(const CostSpec& cost) -> std::string {
  const auto& v = cost.parameters;
  const auto n = [&](std::size_t i) { return short_number(v[i]); };
  auto text = fmt::format("quadratic A=[[{}, {}], [{}, {}]]", n(0), n(1), n(1), n(2));
  if (v[3] != 0 || v[4] != 0) text += fmt::format(" b=[{}, {}]", n(3), n(4));
  if (v[5] != 0) text += fmt::format(" c={}", n(5));
  return text;
}

auto name_alone(const CostSpec& cost) -> std::string { return cost.name; }

// A cost on two columns of a file.

// A name of a file or a column; in the short form it may look like a number.
auto name_text(const CostFields& given, std::string_view name, std::string_view what) -> const std::string& {
  const Json* const value = given.find(name);
  if (value == nullptr) throw UserError(fmt::format("{}: missing: must name {}", given.where(name), what));
  return given.short_form ? value->text : text(*value, given.where(name));
}

auto read_truth(const CostFields& given, std::string_view name) -> bool {
  const Json* const value = given.find(name);
  if (value == nullptr) return false;
  constexpr std::array<std::string_view, 2> words{"true", "false"};
  const auto kind = given.short_form ? Json::Kind::string : Json::Kind::boolean;
  if (value->kind != kind || (value->text != "true" && value->text != "false"))
    refuse(given.where(name), *value,
           "must be true or false" + (given.short_form ? did_you_mean(value->text, words) : ""));
  return value->text == "true";
}

// What a cost asks of its rows.
void check_data(const CostSpec& cost, const CostFields& given) {
  const DataSet& set = *cost.data;
  if (set.data.variance == 0 && cost.parameters.front() == 0) {
    throw UserError(fmt::format("{} = {}: {}: singular, w and b cannot be told apart without a ridge",
                                given.where("x"), in_quotes(set.x), without_variance(set)));
  }
  if (!cost.info().classes) return;
  const auto other = std::find_if(set.ys.begin(), set.ys.end(), [](double y) { return y != 0 && y != 1; });
  if (other != set.ys.end()) {
    throw UserError(fmt::format("{} = {}: row {} of the data has {}: must be 0 or 1", given.where("y"),
                                in_quotes(set.y), other - set.ys.begin() + 1, *other));
  }
}

auto read_on_data(const CostInfo& info, const CostFields& given) -> CostSpec {
  auto known = names_of(info.parameters);
  known.insert(known.begin(), {"data", "x", "y", "standardize"});
  given.only(known);
  CostSpec cost{std::string(info.name), read_parameters(info, given)};
  const auto& path = name_text(given, "data", "a CSV file");
  const auto& x = name_text(given, "x", "a column of the data");
  const auto& y = name_text(given, "y", "a column of the data");
  cost.data = read_data_set(path, x, y, read_truth(given, "standardize"), given.source);
  check_data(cost, given);
  return cost;
}

void write_on_data(const CostSpec& cost, JsonObject& object) {
  const DataSet& set = *cost.data;
  object.add("data", set.path).add("x", set.x).add("y", set.y).add("standardize", set.standardize);
  write_parameters(cost, object);
}

// "least-squares, waiting on eruptions, standardized, ridge 0.1"
auto title_on_data(const CostSpec& cost) -> std::string {
  const DataSet& set = *cost.data;
  const double ridge = cost.parameters.front();
  return fmt::format("{}, {} on {}{}{}", cost.name, shown(set.y), shown(set.x),
                     set.standardize ? ", standardized" : "",
                     ridge > 0 ? fmt::format(", ridge {}", short_number(ridge)) : "");
}

// How the costs of one kind are given.
struct Kind {
  CostSpec (*read)(const CostInfo& info, const CostFields& given);
  void (*write)(const CostSpec& cost, JsonObject& object);  // what stands behind "type"
  std::string (*brief_title)(const CostSpec& cost);
  std::string (*title)(const CostSpec& cost);  // without the curvatures
};
constexpr Kind plain{read_plain, write_parameters, plain_title, plain_long_title};
constexpr Kind by_matrix{read_quadratic, write_quadratic, quadratic_title, name_alone};
constexpr Kind on_data{read_on_data, write_on_data, title_on_data, title_on_data};

auto is_by_matrix(const CostInfo& info) -> bool { return info.name == Quadratic::info.name; }

auto kind_of(const CostInfo& info) -> const Kind& {
  return info.on_data ? on_data : is_by_matrix(info) ? by_matrix : plain;
}

}  // namespace

auto CostSpec::info() const -> const CostInfo& { return cost_info(name); }

auto resolve_cost(const Json& value, const std::string& source) -> CostSpec {
  const bool short_form = value.kind == Json::Kind::string;
  if (!short_form && value.kind != Json::Kind::object) refuse(source, value, "must be a string or an object");
  const Json fields = short_form ? parse_named(value.text, "type", source) : value;
  const CostFields given{fields, source, short_form};
  if (given.find("type") == nullptr) refuse_misspelt(fields, "type", source);
  const Json& type =
      one_of_names(given.find("type"), names_of(cost_infos()), short_form ? source : given.where("type"));
  if (const Json* const description = given.find("description"))
    text(*description, given.where("description"));
  const CostInfo& info = cost_info(type.text);
  return kind_of(info).read(info, given);
}

auto standardized(Json value, const std::string& option) -> Json {
  constexpr std::string_view member = "standardize";
  const Json* const type = value.find("type");
  const auto name = value.kind == Json::Kind::string ? value.text.substr(0, value.text.find(':'))
                    : type != nullptr                ? type->text
                                                     : "";
  const auto infos = cost_infos();
  const auto info =
      std::find_if(infos.begin(), infos.end(), [&](const CostInfo& i) { return i.name == name; });
  if (info != infos.end() && !info->on_data)
    throw UserError(fmt::format("{}: needs a cost on data, {} is not", option, name));
  if (value.kind == Json::Kind::string) {
    value.text += fmt::format("{}{}=true", value.text.find(':') == std::string::npos ? ':' : ',', member);
  } else {
    std::erase_if(value.members, [&](const Json::Member& m) { return m.name == member; });
    value.members.push_back({std::string(member), {.kind = Json::Kind::boolean, .text = "true"}});
  }
  return value;
}

auto standard_cost(const CostInfo& info) -> std::optional<CostSpec> {
  if (info.on_data) return {};
  CostSpec cost{std::string(info.name), {}};
  for (const Parameter& parameter : info.parameters) cost.parameters.push_back(parameter.standard);
  return cost;
}

auto json(const CostSpec& cost) -> JsonText {
  JsonObject object;
  object.add("type", cost.name);
  kind_of(cost.info()).write(cost, object);
  return object.text();
}

auto cost_argument(const CostSpec& cost) -> std::string {
  const auto standard = standard_cost(cost.info());
  return standard && standard->parameters == cost.parameters ? cost.name : json(cost).text;
}

auto brief_title(const CostSpec& cost) -> std::string { return kind_of(cost.info()).brief_title(cost); }

auto cost_title(const CostSpec& cost, const std::vector<Valley>& valleys) -> std::string {
  auto text = kind_of(cost.info()).title(cost);
  if (!cost.info().quadratic || valleys.empty()) return text;
  const Eigen& curvature = valleys.front().curvature;
  return text + fmt::format(", curvatures {:.6g} and {:.6g}", curvature.l1, curvature.l2);
}

void describe(const CostInfo& info, JsonObject& object) {
  object.add("name", info.name)
      .add("formula", info.formula)
      .add("note", info.note)
      .add("matrix", is_by_matrix(info))
      .add("quadratic", info.quadratic)
      .add("on_data", info.on_data)
      .add("classes", info.classes)
      .add("axes", json_list(info.axes));
}

auto data_json(const CostSpec& cost) -> JsonText {
  if (!cost.data) return json(std::optional<double>());
  const DataSet& set = *cost.data;
  return JsonObject()
      .add("name", set.name())
      .add("x", set.x)
      .add("y", set.y)
      .add("standardize", set.standardize)
      .add("centre", set.centre)
      .add("scale", set.scale)
      .add("xs", json_list(set.xs))
      .add("ys", json_list(set.ys))
      .text();
}

auto without_folders(CostSpec cost) -> CostSpec {
  if (!cost.data) return cost;
  const DataSet& set = *cost.data;
  const auto named = std::make_shared<DataSet>();
  named->path = set.name();
  named->x = set.x;
  named->y = set.y;
  named->standardize = set.standardize;
  cost.data = named;
  return cost;
}

}  // namespace msim
