#include "spec/resolve.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "costs/quadratic.hpp"
#include "spec/error.hpp"
#include "spec/short_form.hpp"

namespace msim::test {
namespace {

auto from(const std::string& text) -> Experiment {
  return resolve(spec_fields(parse_json(text, "spec"), "spec"));
}

auto error_of(const std::string& text) -> std::string {
  try {
    from(text);
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

auto with_option(std::string text, const std::string& option, const std::string& field, const Json& value)
    -> Experiment {
  auto fields = spec_fields(parse_json(text, "spec"), "spec");
  fields.push_back({field, option, value});
  return resolve(fields);
}

TEST(Resolve, NothingGivenIsTheStandardExperiment) {
  const auto e = resolve({});
  EXPECT_EQ(e.cost.name, "quadratic");
  EXPECT_EQ(e.cost.parameters, (std::vector<double>{1, 0, 19.8, 0, 0, 0}));
  EXPECT_EQ(e.start, (Vec2<double>{-9, 3}));
  ASSERT_EQ(e.methods.size(), 2U);
  EXPECT_EQ(e.methods[0].label(), "gd");
  EXPECT_EQ(e.methods[1].label(), "momentum");
  EXPECT_EQ(e.methods[1].parameters, (std::vector<double>{0.1, 0.9}));
  EXPECT_EQ(e.steps, 150U);
  EXPECT_EQ(e.grad_tol, std::nullopt);
  EXPECT_EQ(e.target, 1e-3);
  EXPECT_EQ(e.every, 1U);
  EXPECT_EQ(e.view, std::nullopt);
  EXPECT_EQ(e.grid.nx, 101U);
  EXPECT_EQ(e.seed, 0U);
}

TEST(Resolve, AMethodsOwnParametersWinAndMakeItsLabel) {
  const auto e = from(R"({"methods": ["gd", "adam:beta2=0.99,lr=0.5", {"method": "momentum", "beta": 0.990}],
                          "lr": 0.25, "beta": 0.5})");
  EXPECT_EQ(e.methods[0].parameters, (std::vector<double>{0.25}));
  EXPECT_EQ(e.methods[1].parameters, (std::vector<double>{0.5, 0.5, 0.99, 1e-8}));
  EXPECT_EQ(e.methods[1].label(), "adam beta2=0.99 lr=0.5");
  EXPECT_EQ(e.methods[2].parameters, (std::vector<double>{0.25, 0.99}));
  EXPECT_EQ(e.methods[2].label(), "momentum beta=0.99");
  EXPECT_EQ(from(R"({"methods": ["gd,momentum,beta=0.5"]})").methods[1].label(), "momentum beta=0.5");
}

TEST(Resolve, AnOptionOverridesWhatIsNotAMethodsOwn) {
  const std::string resolved =
      R"({"methods": [{"method": "momentum", "lr": 0.1, "beta": 0.99, "own": ["beta"]}],
                                   "lr": 0.1, "beta": 0.9})";
  EXPECT_EQ(from(resolved).methods[0].parameters, (std::vector<double>{0.1, 0.99}));
  EXPECT_EQ(from(resolved).methods[0].label(), "momentum beta=0.99");
  const auto e = with_option(resolved, "--lr", "lr", Json::number_or_string("0.5"));
  EXPECT_EQ(e.methods[0].parameters, (std::vector<double>{0.5, 0.99}));
  const auto f = with_option(resolved, "--beta", "beta", Json::number_or_string("0.5"));
  EXPECT_EQ(f.methods[0].parameters, (std::vector<double>{0.1, 0.99}));
}

TEST(Resolve, WritesWhatItReads) {
  for (
      const char* const text : {
          "{}",
          R"({"description": "a \"quoted\" one\n", "cost": {"type": "quadratic", "kappa": 50, "angle": 33, "minimum": [1, -2], "c": 3}})",
          R"({"cost": "rosenbrock:b=10", "start": [0.1, 1e-300], "steps": 0, "grad_tol": 1e-9, "target": 5, "every": 3,
               "view": [-1, 1, -2, 0.3], "grid": [2, 10000], "seed": 9007199254740992, "lr": 1e-7, "beta": 0,
               "methods": ["adam:epsilon=1e-6,beta1=0.5", "rmsprop", "nesterov:beta=0"]})",
          R"({"grid": 0, "cost": "ackley"})",
      }) {
    const auto first = json(from(text)).text;
    EXPECT_EQ(json(from(first)).text, first);
  }
}

TEST(Resolve, TakesTheSpecOutOfADocument) {
  EXPECT_EQ(from(R"({"schema_version": 1, "program": {}, "spec": {"steps": 7}, "runs": []})").steps, 7U);
  EXPECT_EQ(error_of(R"({"schema_version": 2, "spec": {}})"), "schema_version = 2: must be 1");
  EXPECT_EQ(error_of(R"({"schema_version": 1})"), "spec: spec: missing");
  EXPECT_EQ(error_of(R"({"schema_version": 1, "spec": {"steps": -1}})"),
            "spec.steps = -1: must be a whole number from 0 to 1000000000000");
}

TEST(Resolve, TakesACostAlone) {
  const auto e = from(R"({"type": "himmelblau", "description": "four ends"})");
  EXPECT_EQ(e.cost.name, "himmelblau");
  EXPECT_EQ(e.description, "four ends");
}

TEST(ResolveCost, TurnsEigenvaluesByTheAngle) {
  const auto a = resolve_cost(Json::string("quadratic:kappa=50,angle=30"), "cost").parameters;
  EXPECT_DOUBLE_EQ(a[0], 0.75 + 12.5);
  EXPECT_DOUBLE_EQ(a[1], -49 * std::sqrt(3.0) / 4);
  EXPECT_DOUBLE_EQ(a[2], 0.25 + 37.5);
  // Right angles are exact, however many.
  EXPECT_EQ(resolve_cost(Json::string("quadratic:kappa=50,angle=90"), "cost").parameters,
            (std::vector<double>{50, 0, 1, 0, 0, 0}));
  EXPECT_EQ(resolve_cost(Json::string("quadratic:kappa=50,angle=-450"), "cost").parameters,
            (std::vector<double>{50, 0, 1, 0, 0, 0}));
  EXPECT_EQ(resolve_cost(Json::string("quadratic:kappa=50,angle=540"), "cost").parameters,
            (std::vector<double>{1, 0, 50, 0, 0, 0}));
}

TEST(ResolveCost, PutsTheMinimumWhereItIsAsked) {
  const auto cost = from(R"({"type": "quadratic", "eigenvalues": [2, 8], "minimum": [3, -1], "c": 5})").cost;
  EXPECT_EQ(cost.parameters, (std::vector<double>{2, 0, 8, 6, -8, 5 + (18.0 + 8.0) / 2}));
  const auto minima = Quadratic(cost.parameters).minima();
  ASSERT_EQ(minima.size(), 1U);
  EXPECT_EQ(minima[0].p, (Vec2<double>{3, -1}));
  EXPECT_EQ(minima[0].value, 5);
}

TEST(ResolveErrors, AreWholeLinesWithTheirPath) {
  const std::vector<std::pair<const char*, const char*>> table{
      {R"([])", "spec = []: must be an object"},
      {R"({"step": 5})",
       "step = 5: unknown field, must be one of description, cost, start, methods, lr, beta, steps, "
       "grad_tol, target, "
       "every, view, grid, batch_size, noise, seed, repeat, axes; did you mean 'steps'?"},
      {R"({"methods": ["gd", {"method": "momentum", "beta": 1.2}]})",
       "methods[1].beta = 1.2: must satisfy 0 <= beta < 1"},
      {R"({"methods": [{"method": "gd", "lr": "big"}]})",
       "methods[0].lr = 'big': must be a number or 'best'"},
      {R"({"methods": []})", "methods = []: must name at least one method"},
      {R"({"methods": "gd"})", "methods = 'gd': must be an array"},
      {R"({"methods": [3]})", "methods[0] = 3: must be a string or an object"},
      {R"({"methods": [{"lr": 3}]})",
       "methods[0].method: missing: must be one of gd, momentum, momentum-corrected, heavy-ball, nesterov, "
       "rmsprop, adam"},
      {R"({"methods": [{"method": "gd", "lr": 1, "own": ["beta"]}]})",
       "methods[0].own[0] = 'beta': must be a parameter that is given here, once"},
      {R"({"methods": ["gd:lr=1", {"method": "gd", "lr": 1.0}]})",
       "methods[1] = 'gd lr=1': must differ from the methods before it"},
      {R"({"cost": {"type": "rosenbrock", "b": -1}})", "cost.b = -1: must satisfy 0 < b"},
      {R"({"cost": {"type": "rosenbrock", "B": 1}})",
       "cost.B = 1: unknown field, must be one of type, description, a, b; did you mean 'b'?"},
      {R"({"cost": {"type": "quadratic", "A": [[1, 2], [3, 4]]}})",
       "cost.A = [[1,2],[3,4]]: must be symmetric"},
      {R"({"cost": {"type": "quadratic", "A": [[1, 2]]}})",
       "cost.A = [[1,2]]: must be 2x2, [[a, b], [b, d]]"},
      {R"({"cost": {"type": "quadratic", "A": [[1, 0], [0, "x"]]}})", "cost.A[1][1] = 'x': must be a number"},
      {R"({"cost": {"type": "quadratic", "A": [[1, 0], [0, 1]], "kappa": 3}})",
       "cost.kappa = 3: must not be given together with A"},
      {R"({"cost": {"type": "quadratic", "A": [[1, 0], [0, 1]], "angle": 3}})",
       "cost.angle = 3: must not be given together with A"},
      {R"({"cost": {"type": "quadratic", "b": [0, 0], "minimum": [0, 0]}})",
       "cost.minimum = [0,0]: must not be given together with b"},
      {R"({"cost": {"type": "quadratic", "eigenvalues": [1e308, 1e308], "minimum": [10, 10]}})",
       "cost: A, b and c must be finite, and overflow as given"},
      {R"({"cost": {"type": "quadratic", "b": [0, 0, 0]}})", "cost.b = [0,0,0]: must be two numbers, x,y"},
      {R"({"cost": {"type": "quadratic", "b": null}})", "cost.b = null: must be two numbers, x,y"},
      {R"({"cost": {"type": "quadratic", "description": 5}})", "cost.description = 5: must be a string"},
      {R"({"start": [1, null]})", "start[1] = null: must be a number"},
      {R"({"view": [1, 1, 0, 1]})", "view = [1,1,0,1]: must satisfy x0 < x1 and y0 < y1"},
      {R"({"view": [-1e308, 1e308, 0, 1]})", "view = [-1e308,1e308,0,1]: must have sides of at most 1e300"},
      {R"({"grid": [1, 5]})", "grid[0] = 1: must be a whole number from 2 to 10000"},
      {R"({"grid": "0"})", "grid = '0': must be the numbers of points along x and y, or 0"},
      {R"({"steps": 1e3})", "steps = 1e3: must be a whole number from 0 to 1000000000000"},
      {R"({"steps": "5"})", "steps = '5': must be a whole number from 0 to 1000000000000"},
      {R"({"grad_tol": -1})", "grad_tol = -1: must satisfy 0 <= grad_tol"},
      {R"({"target": 0})", "target = 0: must satisfy 0 < target"},
      {R"({"lr": 0})", "lr = 0: must satisfy 0 < lr"},
      {R"({"beta": 1})", "beta = 1: must satisfy 0 <= beta < 1"},
      {R"({"every": 0})", "every = 0: must be a whole number from 1 to 1000000000000"},
      {R"({"description": 3})", "description = 3: must be a string"},
  };
  for (const auto& [text, error] : table) EXPECT_EQ(error_of(text), error) << text;
}

TEST(SplitMethods, AWordWithEqualsBelongsToTheMethodBeforeIt) {
  EXPECT_EQ(split_methods("gd,momentum:beta=0.99,lr=0.5,adam", "--method"),
            (std::vector<std::string>{"gd", "momentum:beta=0.99,lr=0.5", "adam"}));
  EXPECT_EQ(split_methods("momentum,beta=0.5,lr=1", "--method"),
            (std::vector<std::string>{"momentum:beta=0.5,lr=1"}));
  EXPECT_THROW(split_methods("lr=1", "--method"), UserError);
}

}  // namespace
}  // namespace msim::test
