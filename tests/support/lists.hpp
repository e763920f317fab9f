#pragma once

#include <gtest/gtest.h>

#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/step.hpp"
#include "costs/list.hpp"
#include "methods/list.hpp"
#include "sim/run.hpp"
#include "sim/simulate.hpp"

namespace msim::test {

// A list of the program as the types of a typed test.
template <class List>
struct AsTypes;
template <class... T>
struct AsTypes<TypeList<T...>> {
  using type = ::testing::Types<T...>;
};

using AllMethods = AsTypes<Methods<double>>::type;
using AllCosts = AsTypes<Costs>::type;

struct TypeName {
  template <class T>
  static auto GetName(int /*index*/)
      -> std::string {  // NOLINT(readability-identifier-naming): GoogleTest's name
    return std::string(T::info.name);
  }
};

// The standard values of a method's or a cost's parameters.
template <class T>
auto standard_values() -> std::vector<double> {
  std::vector<double> values;
  for (const Parameter& p : T::info.parameters) values.push_back(p.standard);
  return values;
}
// For costs on data: the hours and the results of D. R. Cox's textbook style, made up: the classes overlap,
// the slope is positive, x is neither centred nor scaled.
inline auto some_data() -> Data {
  static constexpr std::array x{0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.5};
  static constexpr std::array y{0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0};
  static const Data data(x, y);
  return data;
}

// A cost with its standard values, erased and as its own type.
template <class C>
auto standard_any_cost() -> AnyCost {
  return AnyCost({C::info.name, standard_values<C>(), OnData<C> ? some_data() : Data{}});
}
template <class C>
auto standard_cost() -> C {
  return standard_any_cost<C>().template as<C>();
}
template <class M>
auto method_with(const std::vector<double>& values) -> M {
  return M(std::span<const double>(values));
}
// simulate() with the lr that is among the values.
template <class M>
auto simulate_with(const std::vector<double>& values, const auto& cost, Vec2<double> start, Limits limits,
                   auto& observer) -> Outcome<double> {
  return simulate(method_with<M>(values), lr_among<M>(std::span(values)), cost, start, limits, observer);
}

// Points all over a cost's view, edges and minima left out: none is special.
template <class C>
auto points_in_view(const C& cost) -> std::vector<Vec2<double>> {
  const Box view = cost.view();
  std::vector<Vec2<double>> points;
  for (const double u : {0.083, 0.271, 0.419, 0.637, 0.881}) {
    for (const double v : {0.127, 0.353, 0.541, 0.767, 0.937}) {
      points.push_back({view.x0 + u * (view.x1 - view.x0), view.y0 + v * (view.y1 - view.y0)});
    }
  }
  return points;
}

// An observer that keeps every step.
struct Recorder : RunObserver {
  std::vector<Step<double>> steps;
  auto step(const Step<double>& step) -> std::uint64_t override {
    steps.push_back(step);
    return step.k + 1;
  }
};

}  // namespace msim::test
