#include "spec/methods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/infos.hpp"
#include "spec/check.hpp"
#include "spec/error.hpp"
#include "spec/short_form.hpp"
#include "spec/suggest.hpp"

namespace msim {
namespace {

// The parameters that count as given to this method alone: those that "own" lists, else all that are given.
auto own_parameters(const Json& given, const std::string& source) -> std::vector<std::string> {
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
      const auto hint = given.find(name) == nullptr ? did_you_mean(name, names_of(given.members)) : "";
      refuse(item_source, item, "must be a parameter that is given here, once" + hint);
    }
    own.push_back(name);
  }
  return own;
}

class MethodReader {
 public:
  MethodReader(const GivenFields& given, const CostSpec& cost)
      : given_(given),
        cost_(cost),
        lr_(shared_setting(given, learning_rate, cost)),
        beta_(shared_setting(given, momentum_coefficient, cost)) {}

  // `source` names the values, `name_source` the name where it is a text.
  auto method(const Json& value, const std::string& source, const std::string& name_source) const
      -> MethodSpec {
    const bool short_form = value.kind == Json::Kind::string;
    if (!short_form && value.kind != Json::Kind::object)
      refuse(source, value, "must be a string or an object");
    const Json fields = short_form ? parse_named(value.text, "method", source) : value;
    const auto where = short_form ? name_source : member_source(source, "method");
    if (fields.find("method") == nullptr) refuse_misspelt(fields, "method", source);
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
        return parameter.shared == Shared::none ? parameter_value(*member, parameter, place)
                                                : parameter_value_or_best(*member, parameter, cost_, place);
      };
      const Setting standard = standard_value(parameter);
      const Setting here = member == nullptr ? standard : read();
      const Setting setting = !result.is_own(parameter.name) && given_by_option(parameter) ? standard : here;
      result.parameters.push_back(setting.value_or(parameter.standard));
      if (!setting) result.best.emplace_back(parameter.name);
    }
    return result;
  }

 private:
  // What a method takes when neither it nor the experiment says anything, or the experiment's lr and beta.
  auto standard_value(const Parameter& parameter) const -> Setting {
    switch (parameter.shared) {
      case Shared::lr:
        return lr_;
      case Shared::beta:
        return beta_;
      case Shared::none:
        break;
    }
    return parameter.standard;
  }

  // Whether --lr or --beta, as the parameter follows the one or the other, is on the command line.
  auto given_by_option(const Parameter& parameter) const -> bool {
    if (parameter.shared == Shared::none) return false;
    const Field* const field =
        given_.find(parameter.shared == Shared::lr ? learning_rate.name : momentum_coefficient.name);
    return field != nullptr && is_option(field->source);
  }

  const GivenFields& given_;
  const CostSpec& cost_;
  Setting lr_, beta_;
};

}  // namespace

auto shared_setting(const GivenFields& given, const Parameter& parameter, const CostSpec& cost) -> Setting {
  return given.get(parameter.name, Setting(parameter.standard),
                   [&](const Json& value, const std::string& source) {
                     return parameter_value_or_best(value, parameter, cost, source);
                   });
}

void read_methods(const GivenFields& given, Experiment& experiment) {
  const MethodReader reader(given, experiment.cost);
  const Field standard{"methods",
                       "methods",
                       {.kind = Json::Kind::array, .items = {Json::string("gd"), Json::string("momentum")}}};
  const Field* const found = given.find("methods");
  const Field& field = found == nullptr ? standard : *found;
  // A value is named by its place in the list, a method's name on the command line by the option.
  const bool option = is_option(field.source);
  const std::string list = option ? "methods" : field.source;
  std::vector<MethodSpec>& result = experiment.methods;
  std::set<std::string> labels;
  const auto add = [&](const Json& item) {
    const auto place = fmt::format("{}[{}]", list, result.size());
    result.push_back(reader.method(item, place, option ? field.source : place));
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
}

}  // namespace msim
