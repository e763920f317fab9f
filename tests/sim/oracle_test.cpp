// Reference data computed elsewhere with 50 digits: tests/oracle/.

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "sim/infos.hpp"
#include "sim/run.hpp"
#include "spec/cost_spec.hpp"
#include "spec/json.hpp"
#include "support/lists.hpp"
#include "support/tolerance.hpp"

namespace msim::test {
namespace {

auto load(const std::string& file) -> nlohmann::json {
  std::ifstream in(std::string(MOMENTUM_SIM_ORACLE) + "/" + file);
  return nlohmann::json::parse(in);
}

// Their names are ours with underscores, but for one abbreviation.
auto our_name(std::string name) -> std::string {
  if (name == "momentum_bc") return "momentum-corrected";
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

auto our_cost(nlohmann::json cost) -> CostSpec {
  cost["type"] = our_name(cost["type"]);
  return resolve_cost(parse_json(cost.dump(), "oracle"), "oracle");
}

auto parameters_of(const nlohmann::json& oracle_case) -> std::vector<double> {
  std::vector<double> values;
  for (const Parameter& p : method_info(our_name(oracle_case["method"])).parameters) {
    values.push_back(oracle_case["params"].at(p.name == "epsilon" ? "eps" : std::string(p.name)));
  }
  return values;
}

auto run_case(const nlohmann::json& oracle_case) -> std::pair<Stop, std::vector<Step<double>>> {
  const auto cost = our_cost(oracle_case["cost"]);
  const auto values = parameters_of(oracle_case);
  const auto name = our_name(oracle_case["method"]);
  Recorder recorder;
  const auto outcome = run({name, values}, cost.cost(), {oracle_case["start"][0], oracle_case["start"][1]},
                           {oracle_case["steps"]}, recorder);
  return {outcome.stop, recorder.steps};
}

void expect_close(double ours, const nlohmann::json& reference, bool relative, const std::string& what) {
  if (reference.is_null()) return;
  const double theirs = reference;
  EXPECT_NEAR(ours, theirs, oracle * (relative ? std::abs(theirs) : 1)) << what;
}

TEST(Oracle, Trajectories) {
  const auto data = load("trajectories.json");
  ASSERT_EQ(data["tolerance"], oracle);
  std::size_t compared = 0;
  for (const auto& oracle_case : data["cases"]) {
    const auto [stop, steps] = run_case(oracle_case);
    const bool has_velocity = oracle_case["method"] != "gd" && oracle_case["method"] != "rmsprop";
    for (const char* const list : {"states", "states_abs"}) {
      for (const auto& state : oracle_case[list]) {
        const std::size_t t = state["t"];
        const auto what = oracle_case["id"].get<std::string>() + " at " + std::to_string(t);
        if (t >= steps.size()) {
          // Ours ended where it diverged; there the reference must be far out too.
          ASSERT_EQ(stop, Stop::diverged) << what;
          EXPECT_GT(std::abs(state["f"].get<double>()), 1e12 * std::max(1.0, std::abs(steps[0].cost)))
              << what;
          continue;
        }
        const Step<double>& s = steps[t];
        const bool relative = std::string(list) == "states";
        expect_close(s.p.x, state["x"], relative, what + " x");
        expect_close(s.p.y, state["y"], relative, what + " y");
        expect_close(s.cost, state["f"], relative, what + " f");
        expect_close(s.gradient.x, state["gx"], relative, what + " gx");
        expect_close(s.gradient.y, state["gy"], relative, what + " gy");
        if (has_velocity) {
          expect_close(s.velocity.x, state["vx"], relative, what + " vx");
          expect_close(s.velocity.y, state["vy"], relative, what + " vy");
        }
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 300U);
}

TEST(Oracle, Equalities) {
  const auto data = load("trajectories.json");
  std::map<std::string, nlohmann::json> cases;
  for (const auto& oracle_case : data["cases"]) cases[oracle_case["id"]] = oracle_case;
  std::size_t compared = 0;
  for (const auto& equality : data["equalities"]) {
    const auto a = cases.find(equality["ids"][0]);
    const auto b = cases.find(equality["ids"][1]);
    if (a == cases.end() || b == cases.end()) continue;  // the file names runs that it does not hold
    const auto first = run_case(a->second).second;
    const auto second = run_case(b->second).second;
    ASSERT_EQ(first.size(), second.size());
    // The paths that are equal up to the rounding of lr (1-beta) shrink by 1e11 meanwhile: compared by scale.
    const double allowed = equality["bitwise_expected_in_double"].get<bool>() ? 0 : oracle;
    for (std::size_t k = 0; k < first.size(); ++k) {
      EXPECT_NEAR(first[k].p.x, second[k].p.x, allowed) << k;
      EXPECT_NEAR(first[k].p.y, second[k].p.y, allowed) << k;
      EXPECT_NEAR(first[k].cost, second[k].cost, allowed) << k;
    }
    ++compared;
  }
  EXPECT_EQ(compared, 3U);
}

TEST(Oracle, CostPointsAndMinima) {
  std::size_t compared = 0;
  const auto data = load("trajectories.json");
  for (const auto& group : data["cost_points"]) {
    // The misprint is there to tell it from the real one.
    if (group["cost"]["type"] == "ackley_jamil_yang_printed") continue;
    const auto cost = our_cost(group["cost"]);
    const AnyCost f = cost.cost();
    for (const auto& point : group["points"]) {
      const auto here = f.sample(Vec2<double>{point["x"], point["y"]});
      const bool relative = point["strict"];
      expect_close(here.value, point["f"], relative, cost.name + " f");
      expect_close(here.gradient.x, point["gx"], relative, cost.name + " gx");
      expect_close(here.gradient.y, point["gy"], relative, cost.name + " gy");
      ++compared;
    }
    const auto minima = f.minima();
    for (const auto& minimum : group["global_minima"]) {
      const auto near = [&](const Minimum& m) {
        return std::hypot(m.p.x - minimum["x"].get<double>(), m.p.y - minimum["y"].get<double>()) < oracle &&
               std::abs(m.value - minimum["f"].get<double>()) < oracle;
      };
      EXPECT_EQ(std::count_if(minima.begin(), minima.end(), near), 1) << cost.name;
    }
    if (!group["global_minima"].empty()) {
      EXPECT_EQ(minima.size(), group["global_minima"].size()) << cost.name;
    }
  }
  EXPECT_EQ(compared, 13U * 6U);
}

TEST(Oracle, Hessians) {
  std::size_t compared = 0;
  const auto data = load("hessians.json");
  for (const auto& point : data["points"]) {
    const auto cost = resolve_cost(Json::string(point["cost"].get<std::string>()), "oracle");
    const AnyCost f = cost.cost();
    const auto h = f.hessian(Vec2<double>{point["x"], point["y"]});
    const double scale = std::abs(h.xx) + std::abs(h.xy) + std::abs(h.yy);
    EXPECT_NEAR(h.xx, point["xx"].get<double>(), oracle * scale) << point;
    EXPECT_NEAR(h.xy, point["xy"].get<double>(), oracle * scale) << point;
    EXPECT_NEAR(h.yy, point["yy"].get<double>(), oracle * scale) << point;
    ++compared;
  }
  EXPECT_EQ(compared, 40U);
}

}  // namespace
}  // namespace msim::test
