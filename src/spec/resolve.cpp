#include "spec/resolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "sim/infos.hpp"
#include "sim/run.hpp"
#include "spec/check.hpp"
#include "spec/error.hpp"
#include "spec/resolve_cost.hpp"
#include "spec/short_form.hpp"

namespace msim {
namespace {

constexpr std::array<std::string_view, 17> experiment_fields{
    "description", "cost", "start", "methods", "lr",         "beta",  "steps",  "grad_tol",      "target",
    "every",       "view", "grid",  "seed",    "batch_size", "noise", "repeat", sweep_axes_field};
constexpr std::array<std::string_view, 5> document_fields{"schema_version", "program", "spec", "runs",
                                                          "surface"};

auto fields_of(const Json& experiment, const std::string& source) -> std::vector<Field> {
  only_known_fields(experiment, experiment_fields, source);
  std::vector<Field> fields;
  for (const auto& [name, value] : experiment.members) {
    fields.push_back({name, member_source(source, name), value});
  }
  return fields;
}

// A number, or none for "best".
using Setting = std::optional<double>;

// What a method takes when neither it nor the experiment says anything, or the experiment's lr and beta.
auto standard_value(const Parameter& parameter, Setting lr, Setting beta) -> Setting {
  switch (parameter.shared) {
    case Shared::lr:
      return lr;
    case Shared::beta:
      return beta;
    case Shared::none:
      break;
  }
  return parameter.standard;
}

// Readers of one field, for Resolver::get().
auto as_parameter(Parameter parameter) {
  return [parameter](const Json& value, const std::string& source) {
    return parameter_value(value, parameter, source);
  };
}
auto as_whole(std::uint64_t low, std::uint64_t high) {
  return [low, high](const Json& value, const std::string& source) {
    return whole_number(value, low, high, source);
  };
}

class Resolver {
 public:
  explicit Resolver(const std::vector<Field>& given) : given_(given) {}

  auto experiment() const -> Experiment {
    Experiment e;
    if (const Field* const axes = find(sweep_axes_field))
      throw UserError(axes->source + ": only momentum-sim sweep has axes");
    const Field* const cost = find("cost");
    e.cost = cost != nullptr ? resolve_cost(cost->value, cost->source)
                             : resolve_cost(Json::string("quadratic"), "cost");
    if (const Field* const field = find("description")) {
      e.description = text(field->value, field->source);
    } else if (cost != nullptr) {
      const Json* const own = cost->value.find("description");
      if (own != nullptr) e.description = own->text;
    }
    const bool has_minimum = with_cost(e.cost.choice(), [](const auto& f) { return !f.minima().empty(); });
    const auto setting = [&](const Parameter& p) {
      return get(p.name, Setting(p.standard), [&](const Json& value, const std::string& source) {
        return parameter_value_or_best(value, p, has_minimum, source);
      });
    };
    e.lr = setting(learning_rate);
    e.beta = setting(momentum_coefficient);
    e.start = get("start", standard_start(e.cost), pair_of_numbers);
    e.methods = methods(e.lr, e.beta, has_minimum);
    e.steps = get("steps", std::uint64_t{150}, as_whole(0, most_steps));
    e.grad_tol = get("grad_tol", std::optional<double>{}, as_parameter({"grad_tol", 0, {0, true}}));
    e.target = get("target", 1e-3, as_parameter({"target", 1e-3, positive}));
    e.every = get("every", std::uint64_t{1}, as_whole(1, most_steps));
    e.view = get("view", std::optional<Box>{}, box);
    e.grid = get("grid", GridSize{101, 101}, grid);
    e.seed = get("seed", std::uint64_t{0}, as_whole(0, largest_seed));
    e.batch_size = batch_size(e.cost);
    e.noise = get("noise", std::optional<double>{}, as_parameter({"noise", 0, {0, true}}));
    e.repeat = repeat(e.noise_of_gradients());
    return e;
  }

 private:
  auto find(std::string_view name) const -> const Field* {
    const auto last =
        std::find_if(given_.rbegin(), given_.rend(), [&](const Field& f) { return f.name == name; });
    return last == given_.rend() ? nullptr : &*last;
  }

  // The field as `read(value, source)` gives it, or what stands in for it.
  template <class T, class Read>
  auto get(std::string_view name, T otherwise, const Read& read) const -> T {
    const Field* const field = find(name);
    return field == nullptr ? otherwise : T(read(field->value, field->source));
  }

  auto batch_size(const CostSpec& cost) const -> std::optional<std::uint64_t> {
    const Field* const field = find("batch_size");
    if (field == nullptr) return {};
    if (!cost.data)
      refuse(field->source, field->value,
             fmt::format("the cost {} has no data to make batches of", cost.name));
    return whole_number(field->value, 1, cost.data->data.size(), field->source);
  }

  auto repeat(const Noise& noise) const -> std::uint64_t {
    const Field* const field = find("repeat");
    if (field == nullptr) return 1;
    const auto seeds = whole_number(field->value, 1, most_repetitions, field->source);
    if (seeds > 1 && !noise.any())
      refuse(field->source, field->value, "every run would be the same without --noise or --batch-size");
    return seeds;
  }

  static auto grid(const Json& value, const std::string& source) -> GridSize {
    if (value.kind == Json::Kind::number && value.text == "0") return {0, 0};
    if (value.kind != Json::Kind::array || value.items.size() != 2) {
      refuse(source, value, "must be the numbers of points along x and y, or 0");
    }
    const auto points = [&](std::size_t i) {
      return whole_number(value.items[i], 2, most_grid_points, fmt::format("{}[{}]", source, i));
    };
    return {points(0), points(1)};
  }

  auto methods(Setting lr, Setting beta, bool has_minimum) const -> std::vector<MethodSpec> {
    const Field standard{
        "methods",
        "methods",
        {.kind = Json::Kind::array, .items = {Json::string("gd"), Json::string("momentum")}}};
    const Field* const given = find("methods");
    const Field& field = given == nullptr ? standard : *given;
    // A value is named by its place in the list, a method's name on the command line by the option.
    const bool option = is_option(field.source);
    const std::string list = option ? "methods" : field.source;
    std::vector<MethodSpec> result;
    std::set<std::string> labels;
    const auto add = [&](const Json& item) {
      const auto place = fmt::format("{}[{}]", list, result.size());
      result.push_back(method(item, place, option ? field.source : place, lr, beta, has_minimum));
      const auto label = result.back().label();
      if (!labels.insert(label).second) {
        throw UserError(
            fmt::format("{} = {}: must differ from the methods before it", place, in_quotes(label)));
      }
    };
    for (const Json& item : array(field.value, field.source).items) {
      if (item.kind == Json::Kind::string) {
        for (const auto& text : split_methods(item.text, field.source)) add(Json::string(text));
      } else {
        add(item);
      }
    }
    if (result.empty()) refuse(field.source, field.value, "must name at least one method");
    return result;
  }

  auto method(const Json& value, const std::string& source, const std::string& name_source, Setting lr,
              Setting beta, bool has_minimum) const -> MethodSpec {
    const bool short_form = value.kind == Json::Kind::string;
    if (!short_form && value.kind != Json::Kind::object)
      refuse(source, value, "must be a string or an object");
    const Json fields = short_form ? parse_named(value.text, "method", source) : value;
    const auto where = short_form ? name_source : member_source(source, "method");
    const Json& name = one_of_names(fields.find("method"), names_of(method_infos()), where);

    const auto& parameters = method_info(name.text).parameters;
    auto known = names_of(parameters);
    if (!short_form) known.insert(known.end(), {"method", "own"});
    only_known_fields(fields, known, source, short_form ? "method" : "");

    MethodSpec result{name.text, {}, own_parameters(fields, source), {}};
    for (const Parameter& parameter : parameters) {
      const Json* const member = fields.find(parameter.name);
      const auto read = [&]() -> Setting {
        const auto place = member_source(source, parameter.name);
        return parameter.shared == Shared::none
                   ? parameter_value(*member, parameter, place)
                   : parameter_value_or_best(*member, parameter, has_minimum, place);
      };
      const Setting standard = standard_value(parameter, lr, beta);
      const Setting here = member == nullptr ? standard : read();
      const Setting setting = !result.is_own(parameter.name) && given_by_option(parameter) ? standard : here;
      result.parameters.push_back(setting.value_or(parameter.standard));
      if (!setting) result.best.emplace_back(parameter.name);
    }
    return result;
  }

  // Whether --lr or --beta, as the parameter follows the one or the other, is on the command line.
  auto given_by_option(const Parameter& parameter) const -> bool {
    if (parameter.shared == Shared::none) return false;
    const Field* const field =
        find(parameter.shared == Shared::lr ? learning_rate.name : momentum_coefficient.name);
    return field != nullptr && is_option(field->source);
  }

  // The parameters that count as given to this method alone: those that "own" lists, else all that are given.
  static auto own_parameters(const Json& given, const std::string& source) -> std::vector<std::string> {
    std::vector<std::string> own;
    const Json* const listed = given.find("own");
    if (listed == nullptr) {
      for (const auto& [name, value] : given.members) {
        if (name != "method") own.push_back(name);
      }
      return own;
    }
    const auto list_source = member_source(source, "own");
    for (const Json& item : array(*listed, list_source).items) {
      const auto item_source = fmt::format("{}[{}]", list_source, own.size());
      const auto& name = text(item, item_source);
      if (name == "method" || name == "own" || given.find(name) == nullptr ||
          std::find(own.begin(), own.end(), name) != own.end()) {
        refuse(item_source, item, "must be a parameter that is given here, once");
      }
      own.push_back(name);
    }
    return own;
  }

  const std::vector<Field>& given_;
};

}  // namespace

auto spec_fields(const Json& root, const std::string& source) -> std::vector<Field> {
  object(root, source);
  if (root.find("type") != nullptr) return {{"cost", "", root}};
  const Json* const version = root.find("schema_version");
  if (version == nullptr) return fields_of(root, "");
  only_known_fields(root, document_fields, "");
  if (version->kind != Json::Kind::number || version->text != "1")
    refuse("schema_version", *version, "must be 1");
  const Json* const spec = root.find("spec");
  if (spec == nullptr) throw UserError(source + ": spec: missing");
  return fields_of(object(*spec, "spec"), "spec");
}

auto resolve(const std::vector<Field>& given) -> Experiment { return Resolver(given).experiment(); }

}  // namespace msim
