#include "spec/experiment_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "spec/check.hpp"
#include "spec/methods.hpp"
#include "spec/short_form.hpp"

namespace msim {
namespace {

auto comma_list(std::string_view text) -> Json { return parse_list(text, ','); }

auto grid_words(std::string_view text) -> Json {
  return text == "0" ? Json::number_or_string(text) : parse_list(text, 'x');
}

// Readers for GivenFields::get().
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

auto as_grid(const Json& value, const std::string& source) -> GridSize {
  if (value.kind == Json::Kind::number && value.text == "0") return {0, 0};
  if (value.kind != Json::Kind::array || value.items.size() != 2) {
    refuse(source, value, "must be the numbers of points along x and y, or 0");
  }
  const auto points = [&](std::size_t i) {
    return whole_number(value.items[i], 2, most_grid_points, fmt::format("{}[{}]", source, i));
  };
  return {points(0), points(1)};
}

// Its own, or that of the cost.
void read_description(const GivenFields& given, Experiment& e) {
  const Field* const cost = given.find("cost");
  const Json* const of_cost = cost == nullptr ? nullptr : cost->value.find("description");
  e.description = given.get("description", of_cost == nullptr ? std::string() : of_cost->text, text);
}

void read_cost(const GivenFields& given, Experiment& e) {
  const Field* const cost = given.find("cost");
  e.cost = cost != nullptr ? resolve_cost(cost->value, cost->source)
                           : resolve_cost(Json::string("quadratic"), "cost");
}

void read_batch_size(const GivenFields& given, Experiment& e) {
  const Field* const field = given.find("batch_size");
  if (field == nullptr) return;
  if (!e.cost.data)
    refuse(field->source, field->value,
           fmt::format("the cost {} has no data to make batches of", e.cost.name));
  e.batch_size = whole_number(field->value, 1, e.cost.data->data.size(), field->source);
}

void read_repeat(const GivenFields& given, Experiment& e) {
  const Field* const field = given.find("repeat");
  if (field == nullptr) return;
  e.repeat = whole_number(field->value, 1, most_repetitions, field->source);
  if (e.repeat > 1 && !e.noise_of_gradients().any())
    refuse(field->source, field->value, "every run would be the same without --noise or --batch-size");
}

auto best_or(const std::optional<double>& value) -> JsonText { return value ? json(*value) : json("best"); }

// A value that may be missing, and is left out then.
template <class T>
auto given_or_left_out(const std::optional<T>& value) -> std::optional<JsonText> {
  if (!value) return {};
  return json(*value);
}

using Written = std::optional<JsonText>;

constexpr std::array table{
    ExperimentField{
        "description", nullptr, read_description,
        [](const Experiment& e) { return e.description.empty() ? Written() : Written(json(e.description)); }},
    ExperimentField{"cost", nullptr, read_cost, [](const Experiment& e) { return Written(json(e.cost)); }},
    ExperimentField{"start", comma_list,
                    [](const GivenFields& given, Experiment& e) {
                      e.start = given.find("start") == nullptr
                                    ? e.cost.cost().start()
                                    : given.get("start", Vec2<double>{}, pair_of_numbers);
                    },
                    [](const Experiment& e) {
                      return Written(json_list(std::array{e.start.x, e.start.y}));
                    }},
    ExperimentField{"methods", nullptr, read_methods,
                    [](const Experiment& e) {
                      return Written(json_list(e.methods, [](const MethodSpec& m) { return json(m); }));
                    }},
    ExperimentField{
        "lr", Json::number_or_string,
        [](const GivenFields& given, Experiment& e) { e.lr = shared_setting(given, learning_rate, e.cost); },
        [](const Experiment& e) { return Written(best_or(e.lr)); }},
    ExperimentField{"beta", Json::number_or_string,
                    [](const GivenFields& given, Experiment& e) {
                      e.beta = shared_setting(given, momentum_coefficient, e.cost);
                    },
                    [](const Experiment& e) { return Written(best_or(e.beta)); }},
    ExperimentField{"steps", Json::number_or_string,
                    [](const GivenFields& given, Experiment& e) {
                      e.steps = given.get("steps", std::uint64_t{150}, as_whole(0, most_steps));
                    },
                    [](const Experiment& e) { return Written(json(e.steps)); }},
    ExperimentField{
        "grad_tol", Json::number_or_string,
        [](const GivenFields& given, Experiment& e) {
          e.grad_tol = given.get("grad_tol", e.grad_tol, as_parameter({"grad_tol", 0, {0, true}}));
        },
        [](const Experiment& e) { return given_or_left_out(e.grad_tol); }},
    ExperimentField{"target", Json::number_or_string,
                    [](const GivenFields& given, Experiment& e) {
                      e.target = given.get("target", 1e-3, as_parameter({"target", 1e-3, positive}));
                    },
                    [](const Experiment& e) { return Written(json(e.target)); }},
    ExperimentField{"every", Json::number_or_string,
                    [](const GivenFields& given, Experiment& e) {
                      e.every = given.get("every", std::uint64_t{1}, as_whole(1, most_steps));
                    },
                    [](const Experiment& e) { return Written(json(e.every)); }},
    ExperimentField{"view", comma_list,
                    [](const GivenFields& given, Experiment& e) { e.view = given.get("view", e.view, box); },
                    [](const Experiment& e) {
                      if (!e.view) return Written();
                      return Written(json_list(std::array{e.view->x0, e.view->x1, e.view->y0, e.view->y1}));
                    }},
    ExperimentField{"grid", grid_words,
                    [](const GivenFields& given, Experiment& e) {
                      e.grid = given.get("grid", GridSize{101, 101}, as_grid);
                    },
                    [](const Experiment& e) {
                      return Written(e.grid.empty() ? json(std::uint64_t{0})
                                                    : json_list(std::array{e.grid.nx, e.grid.ny}));
                    }},
    ExperimentField{"batch_size", Json::number_or_string, read_batch_size,
                    [](const Experiment& e) { return given_or_left_out(e.batch_size); }},
    ExperimentField{"noise", Json::number_or_string,
                    [](const GivenFields& given, Experiment& e) {
                      e.noise = given.get("noise", e.noise, as_parameter({"noise", 0, {0, true}}));
                    },
                    [](const Experiment& e) { return given_or_left_out(e.noise); }},
    ExperimentField{"seed", Json::number_or_string,
                    [](const GivenFields& given, Experiment& e) {
                      e.seed = given.get("seed", std::uint64_t{0}, as_whole(0, largest_seed));
                    },
                    [](const Experiment& e) { return Written(json(e.seed)); }},
    ExperimentField{"repeat", Json::number_or_string, read_repeat,
                    [](const Experiment& e) { return e.repeat > 1 ? Written(json(e.repeat)) : Written(); }},
};

}  // namespace

auto ExperimentField::option() const -> std::string {
  std::string text = fmt::format("--{}", name);
  std::replace(text.begin(), text.end(), '_', '-');
  return text;
}

auto experiment_fields() -> std::span<const ExperimentField> { return table; }

}  // namespace msim
