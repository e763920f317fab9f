#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "analysis/theory.hpp"
#include "draw/gnuplot_text.hpp"
#include "draw/layout.hpp"
#include "draw/map_figure.hpp"
#include "draw/map_terminal.hpp"
#include "draw/sweep_map.hpp"
#include "spec/error.hpp"
#include "spec/resolve.hpp"
#include "support/terminal_text.hpp"

namespace msim::test {
namespace {

constexpr std::array all_colors{Colors::truecolor, Colors::palette256, Colors::none};

auto sweep_of(const std::string& spec) -> SweepSpec {
  return resolve_sweep(spec_fields(parse_json(spec, "spec"), "spec"));
}

// A sweep that has been run.
struct Map {
  SweepSpec spec;
  std::vector<MapPanel> panels;
};

auto map_of(const std::string& text) -> Map {
  Map map{sweep_of(text), {}};
  map.panels = map_panels(map.spec);
  const Sweep sweep = map.spec.sweep();
  run_cells(sweep, {0, sweep.rows()}, best_isa(), 1,
            [&](std::size_t method, std::uint64_t first, std::span<const Cell> cells) {
              for (const Cell& cell : cells) map.panels[method].see(first++, cell);
            });
  return map;
}

constexpr auto* saddle = R"({"type": "quadratic", "A": [[1, 0], [0, -1]]})";

// From what is usual to what nobody would draw.
auto maps() -> std::vector<Map> {
  std::vector<Map> result;
  for (const std::string& text : {
           std::string(R"({"lr": "0.01:10:12", "beta": "0:0.95:7"})"),
           std::string(R"({"methods": ["gd"], "lr": "0.01:10:12"})"),
           std::string(R"({"methods": ["gd"], "lr": "0.01:10:2"})"),
           std::string(R"({"methods": ["momentum"], "beta": "0:0.9:2"})"),
           std::string(R"({"methods": ["gd", "momentum", "momentum-corrected", "heavy-ball", "nesterov",
                           "rmsprop", "adam", "momentum:beta=0.5"], "lr": "0.01:10:9", "beta": "0:0.9:2"})"),
           std::string(R"({"methods": ["adam"], "axes": {"epsilon": "1e-8:1:9:log"}})"),
           std::string(R"({"methods": ["adam"], "axes": {"epsilon": "1e-8:1:9:log", "beta2": "0:0.9:5"}})"),
           std::string(R"({"methods": ["rmsprop"], "axes": {"rho": "0:0.9:5"}, "lr": "0.1:1:3"})"),
           std::string(R"({"methods": ["gd"], "lr": "100:1000:5"})"),                      // all diverge
           std::string(R"({"methods": ["gd"], "lr": "0.01:10:5", "start": [0, 0]})"),      // there at once
           std::string(R"({"methods": ["gd"], "lr": "1e-6:1e-5:5"})"),                     // none arrives
           std::string(R"({"methods": ["momentum"], "lr": "0.1:1:3", "steps": 0})"),       // none can
           std::string(R"({"methods": ["momentum"], "lr": "0.1:1:3", "target": 1e300})"),  // all do
           std::string(R"({"lr": "0.01:1:5", "cost": )") + saddle + "}",
           std::string(R"({"lr": "0.01:1:5", "cost": {"type": "quadratic", "A": [[0, 0], [0, 0]]}})"),
           std::string(R"({"lr": "0.01:1:5", "cost": {"type": "quadratic", "A": [[2, 0], [0, 2]]}})"),
           std::string(R"({"lr": "1e-4:1:9", "beta": "0:0.9:3", "cost": {"type": "rosenbrock"}})"),
           std::string(R"({"lr": "1e-4:1:9", "cost": {"type": "ackley"}, "target": 1e-300})"),
           std::string(R"({"lr": "5e-324:1e-300:9", "steps": 3})"),
           std::string(R"({"lr": "1e150:1.7e308:9"})"),
           std::string(R"({"lr": "5e-324:1.7e308:9"})"),
           std::string(R"({"lr": "5e-324:1.7e308:9:lin"})"),
           std::string(R"({"lr": "0.1:0.10000000000000002:3"})"),
           std::string(R"({"lr": "0.1:0.10000000000000002:3:lin", "beta": "0.5:0.5000000000000001:2:log"})"),
           std::string(R"({"lr": "0.100000000001:0.1000000000011:3"})"),
           std::string(R"({"methods": ["gd"], "lr": "0.1:0.1000001:2", "steps": 1000000})"),
       }) {
    result.push_back(map_of(text));
  }
  return result;
}

// Where a curve that goes on in x is at x, between two of its places.
auto height_of(const std::vector<Vec2<double>>& curve, double x) -> double {
  for (std::size_t i = 1; i < curve.size(); ++i) {
    const auto& a = curve[i - 1];
    const auto& b = curve[i];
    if (a.x <= x && x <= b.x) return a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x);
  }
  return std::nan("");
}

constexpr double l1 = 1;
constexpr double l2 = 19.8;

// The default quadratic under one method, finely.
auto fine(const std::string& method) -> MapPanel {
  return map_panels(
             sweep_of(R"({"methods": [")" + method + R"("], "lr": "0.001:10:80", "beta": "0:0.99:70"})"))
      .front();
}

TEST(MapTheory, TheEdgeIsTheLimitOfLr) {
  const auto expect_edge = [](const std::string& method, const auto& limit) {
    const auto panel = fine(method);
    EXPECT_GT(panel.edge.size(), 100U) << method;
    for (const auto& [x, y] : panel.edge) {
      const double beta = panel.y ? std::clamp(panel.y->axis.between(y), 0.0, 1.0) : 0;
      EXPECT_NEAR(panel.x->axis.between(x) / limit(beta), 1, 1e-9) << method << " beta " << beta;
    }
  };
  expect_edge("gd", [](double) { return 2 / l2; });
  expect_edge("momentum", [](double beta) { return 2 * (1 + beta) / ((1 - beta) * l2); });
  expect_edge("momentum-corrected", [](double beta) { return 2 * (1 + beta) / ((1 - beta) * l2); });
  expect_edge("heavy-ball", [](double beta) { return 2 * (1 + beta) / l2; });
  expect_edge("nesterov", [](double beta) { return 2 * (1 + beta) / ((1 + 2 * beta) * l2); });
}

// As far as the picture goes, half a cell beyond its first and last.
TEST(MapTheory, TheEdgeOfOneAxisCrossesTheMap) {
  const auto panel =
      map_panels(sweep_of(R"({"methods": ["momentum:beta=0.5"], "lr": "0.01:10:30"})")).front();
  EXPECT_FALSE(panel.y.has_value());
  EXPECT_TRUE(panel.critical.empty());
  EXPECT_FALSE(panel.optimum.has_value());
  ASSERT_FALSE(panel.edge.empty());
  EXPECT_EQ(panel.edge.front().y, -0.5);
  EXPECT_EQ(panel.edge.back().y, 0.5);
  EXPECT_NEAR(panel.x->axis.between(panel.edge.front().x), 2 * 1.5 / (0.5 * l2), 1e-12);
}

TEST(MapTheory, CriticalCurvesAreWhereTwoRootsMeet) {
  for (const std::string method : {"momentum", "heavy-ball", "nesterov"}) {
    const auto panel = fine(method);
    const auto filter = linear_form(method)->filter;
    ASSERT_EQ(panel.critical.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
      const double curvature = i == 0 ? l1 : l2;
      EXPECT_GT(panel.critical[i].size(), 50U) << method;
      for (const auto& [x, y] : panel.critical[i]) {
        // z^2 - T z + D has one root: T^2 = 4 D, see analysis/theory.hpp.
        const double lr = panel.x->axis.between(x);
        const double beta = panel.y->axis.between(y);
        const Filter f = filter(beta);
        const double trace = 1 + f.beta - f.now * lr * curvature;
        EXPECT_NEAR(trace * trace, 4 * (f.beta + f.before * lr * curvature), 1e-9) << method;
        EXPECT_LT(lr, lr_limit(f, l2)) << method;
      }
    }
  }
}

TEST(MapTheory, TheOptimumIsWhereTheCriticalCurvesMeet) {
  for (const std::string method : {"momentum", "heavy-ball"}) {
    const auto panel = fine(method);
    const double root = (std::sqrt(l2) - 1) / (std::sqrt(l2) + 1);
    const double heavy_lr = std::pow(2 / (std::sqrt(l1) + std::sqrt(l2)), 2);
    ASSERT_TRUE(panel.optimum.has_value());
    EXPECT_NEAR(panel.y->axis.between(panel.optimum->y), root * root, 1e-12);
    EXPECT_NEAR(panel.x->axis.between(panel.optimum->x),
                method == "momentum" ? 1 / std::sqrt(l1 * l2) : heavy_lr, 1e-12);
    for (const auto& curve : panel.critical)
      EXPECT_NEAR(height_of(curve, panel.optimum->x), panel.optimum->y, 0.05) << method;
  }
}

// What is drawn is what runs do.
TEST(MapTheory, TheEdgePartsTheCellsThatDiverge) {
  for (const std::string method : {"momentum", "heavy-ball", "nesterov", "gd"}) {
    const auto map = map_of(R"({"methods": [")" + method +
                            R"("], "lr": "0.01:20:40", "beta": "0:0.9:10", "steps": 20000, "target": 1e-9})");
    const auto& panel = map.panels.front();
    ASSERT_FALSE(panel.edge.empty());
    int diverged = 0;
    for (std::uint64_t i = 0; i < panel.nx(); ++i) {
      for (std::uint64_t j = 0; j < panel.ny(); ++j) {
        const auto nearest = std::min_element(
            panel.edge.begin(), panel.edge.end(), [&](const Vec2<double>& a, const Vec2<double>& b) {
              return std::abs(a.y - static_cast<double>(j)) < std::abs(b.y - static_cast<double>(j));
            });
        if (std::abs(nearest->x - static_cast<double>(i)) < 0.1) continue;
        const bool beyond = static_cast<double>(i) > nearest->x;
        EXPECT_EQ(panel.at(i, j).stop == CellStop::diverged, beyond) << method << ' ' << i << ' ' << j;
        diverged += beyond ? 1 : 0;
      }
    }
    EXPECT_GT(diverged, 5);
  }
}

TEST(MapTheory, IsSilentWhereItKnowsNothing) {
  for (const std::string& text : {
           std::string(R"({"methods": ["rmsprop", "adam"], "lr": "0.01:10:12", "beta": "0:0.95:7"})"),
           std::string(R"({"methods": ["momentum"], "beta": "0:0.95:7"})"),
           std::string(R"({"lr": "0.01:10:12", "beta": "0:0.95:7", "cost": {"type": "rosenbrock"}})"),
           std::string(R"({"lr": "0.01:10:12", "cost": )") + saddle + "}",
           std::string(R"({"methods": ["adam"], "lr": "0.1:1:3", "axes": {"epsilon": "1:2:3"}})"),
       }) {
    for (const auto& panel : map_panels(sweep_of(text))) {
      EXPECT_TRUE(panel.edge.empty() && panel.critical.empty() && !panel.optimum) << text;
    }
  }
  // What it knows is not drawn where it is not on the map.
  const auto off = map_panels(sweep_of(R"({"methods": ["momentum"], "lr": "10:20:9", "beta": "0:0.1:9"})"));
  EXPECT_TRUE(off.front().edge.empty() && !off.front().optimum);
}

TEST(Axes, PlaceIsTheInverseOfBetween) {
  for (const Axis& axis : {Axis{0.001, 10, 41, true}, Axis{0, 0.9, 10, false}, Axis{5e-324, 1.7e308, 9, true},
                           Axis{5e-324, 1.7e308, 9, false}, Axis{0.1, std::nextafter(0.1, 1), 3, true}}) {
    const auto last = static_cast<double>(axis.count() - 1);
    EXPECT_NEAR(axis.place(axis.first()), 0, 1e-12);
    EXPECT_NEAR(axis.place(axis.last()), last, 1e-12);
  }
  const Axis axis{0.001, 10, 41, true};
  for (const double place : {-0.5, 0.25, 17.0, 40.5})
    EXPECT_NEAR(axis.place(axis.between(place)), place, 1e-9);
}

auto panel_with(const std::vector<Cell>& cells) -> MapPanel {
  MapPanel panel;
  panel.x = {"lr", Axis(1, 2, cells.size(), true)};
  for (const Cell& cell : cells) panel.see(panel.cells.size(), cell);
  return panel;
}

TEST(StepScales, GoFromTheFewestToTheMost) {
  const auto scale = step_scale({panel_with({{CellStop::reached, 10, 0}, {CellStop::diverged, 1, 0}}),
                                 panel_with({{CellStop::reached, 1000, 0}, {CellStop::budget, 9999, 0}})});
  EXPECT_EQ(scale.fewest, 10U);
  EXPECT_EQ(scale.most, 1000U);
  EXPECT_EQ(scale.low, 10);
  EXPECT_EQ(scale.high, 1000);
  EXPECT_EQ(scale.at(10), 0);
  EXPECT_NEAR(scale.at(100), 0.5, 1e-12);
  EXPECT_NEAR(scale.at(1000), 1, 1e-12);
}

TEST(StepScales, AreThereForEveryMap) {
  const auto none = step_scale({panel_with({{CellStop::diverged, 10, 0}})});
  EXPECT_LT(none.low, none.high);
  for (const std::uint64_t steps : {0U, 1U, 7U}) {
    const auto same =
        step_scale({panel_with({{CellStop::reached, steps, 0}, {CellStop::reached, steps, 0}})});
    EXPECT_GE(same.low, 1);
    EXPECT_LT(same.low, same.high);
    EXPECT_EQ(same.at(steps), 0);
  }
  EXPECT_LT(step_scale({}).low, step_scale({}).high);
}

TEST(MapPanels, CountCellsAsRowsDo) {
  const auto map = map_of(R"({"methods": ["momentum"], "lr": "0.1:0.4:3", "beta": "0:0.5:2", "steps": 60})");
  const auto& panel = map.panels.front();
  EXPECT_EQ(panel.nx(), 3U);
  EXPECT_EQ(panel.ny(), 2U);
  EXPECT_EQ(panel.x->name, "lr");
  EXPECT_EQ(panel.y->name, "beta");
  for (std::uint64_t i = 0; i < 6; ++i) EXPECT_EQ(panel.at(i / 2, i % 2), panel.cells[i]);
  ASSERT_TRUE(panel.place_of_best().has_value());
  const auto best = *panel.place_of_best();
  EXPECT_EQ(panel.at(static_cast<std::uint64_t>(best.x), static_cast<std::uint64_t>(best.y)),
            panel.best.cell());
}

TEST(MapPanels, SayTheirBestCell) {
  const auto caption = [](const std::string& text) {
    const auto map = map_of(text);
    return panel_caption(map.spec, map.panels.back(), map.panels.size() - 1);
  };
  EXPECT_EQ(caption(R"({"methods": ["gd"], "lr": "0.08:0.1:2"})"), "gd: 64 steps at lr 0.08");
  EXPECT_EQ(caption(R"({"methods": ["gd", "momentum:beta=0.5"], "lr": "0.05:0.1:2", "beta": "0:0.5:2",
                        "steps": 3})"),
            "momentum beta=0.5: cost 31.7 at lr 0.1");
  EXPECT_EQ(caption(R"({"methods": ["gd"], "lr": "10:100:2"})"), "gd: all diverge");
  EXPECT_EQ(caption(R"({"methods": ["adam"], "lr": "0.1:1:2", "beta": "0:0.9:2", "target": 1e300})"),
            "adam: 0 steps at lr 0.1, beta 0");
  EXPECT_EQ(caption(R"({"methods": ["gd"], "lr": "0.05:0.1:2", "start": [0.1, 0]})"),
            "gd: 8 steps at lr 0.1");
}

TEST(MapRefusals, SayWhatAMapNeeds) {
  const auto refusal = [](const std::string& text) { return map_refusal(sweep_of(text)); };
  const std::string too_few = ": a map needs an axis of several points, --lr A:B:N or --beta A:B:N";
  EXPECT_EQ(refusal(R"({"lr": "0.1:1:3"})"), "");
  EXPECT_EQ(refusal("{}"), "gd" + too_few);
  EXPECT_EQ(refusal(R"({"beta": "0:0.9:3"})"), "gd" + too_few);
  EXPECT_EQ(refusal(R"({"methods": ["momentum:lr=1"], "lr": "0.1:1:3"})"), "momentum lr=1" + too_few);
  EXPECT_EQ(
      refusal(R"({"methods": ["adam"], "lr": "0.1:1:3", "beta": "0:0.5:3",
                        "axes": {"epsilon": "1:2:3"}})"),
      "lr = '0.1:1:3', beta = '0:0.5:3', axes.epsilon = '1:2:3': a map of adam shows at most two axes of "
      "several points");
  EXPECT_EQ(
      refusal(R"({"methods": ["adam"], "lr": "0.1:1:3", "axes": {"epsilon": "1:2:3", "beta2": "0.5"}})"), "");
  EXPECT_EQ(refusal(R"({"methods": ["gd"], "lr": "0.1:1:1000000"})"), "");
  EXPECT_EQ(refusal(R"({"methods": ["gd"], "lr": "0.1:1:1000001"})"),
            "lr = '0.1:1:1000001': the grid has 1000001 cells: a map shows at most 1000000");
  std::string nine;
  for (int i = 0; i < 9; ++i) nine += fmt::format("{}\"momentum:beta=0.{}\"", i == 0 ? "" : ", ", i + 1);
  EXPECT_EQ(refusal(R"({"lr": "0.1:1:3", "methods": [)" + nine + "]}"),
            "--method: 9 methods: a map shows at most 8");
  EXPECT_THROW(map_panels(sweep_of("{}")), UserError);
}

auto count(const std::string& text, const std::string& part) -> std::size_t {
  std::size_t result = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++result;
  return result;
}

TEST(MapText, FitsIntoTheWindow) {
  for (const Map& map : maps()) {
    const auto panels = static_cast<int>(map.panels.size());
    for (const int columns : {20, 21, 33, 59, 60, 61, 80, 200, 500}) {
      for (const int rows : {8, 12, 24, 60, 200}) {
        for (const Colors colors : {Colors::none, Colors::truecolor}) {
          const auto text = map_text(map.spec, map.panels, {colors, true, columns, rows});
          ASSERT_TRUE(text.ends_with('\n'));
          const auto lines = lines_of(text);
          const int panel_rows = columns >= 60 ? (panels + 1) / 2 : panels;
          constexpr int legend = 10;
          EXPECT_LE(static_cast<int>(lines.size()), std::max(rows - 1, 1 + 6 * panel_rows + legend));
          EXPECT_GE(static_cast<int>(lines.size()), 1 + 6 * panel_rows);
          for (const auto& line : lines) EXPECT_LE(columns_of(line), columns) << text;
        }
      }
    }
  }
}

TEST(MapText, FillsAUsualWindowAndNoMore) {
  const auto map = map_of(R"({"lr": "0.001:10:41", "beta": "0:0.95:20"})");
  for (const int rows : {12, 24, 30}) {
    EXPECT_EQ(lines_of(map_text(map.spec, map.panels, {Colors::none, true, 80, rows})).size(),
              static_cast<std::size_t>(rows - 1));
  }
}

TEST(MapText, WithoutUnicodeIsAscii) {
  for (const Map& map : maps()) {
    for (const Colors colors : all_colors) {
      const auto text = plain(map_text(map.spec, map.panels, {colors, false, 80, 24}));
      EXPECT_TRUE(std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= ' ' && c <= '~') || c == '\n';
      })) << text;
    }
  }
}

TEST(MapText, ColorsAreTakenBackInEveryLine) {
  for (const Map& map : maps()) {
    EXPECT_EQ(map_text(map.spec, map.panels, {Colors::none, true, 80, 24}).find('\x1b'), std::string::npos);
    for (const Colors colors : {Colors::truecolor, Colors::palette256}) {
      for (const auto& line : lines_of(map_text(map.spec, map.panels, {colors, true, 80, 24}))) {
        if (line.find('\x1b') == std::string::npos) continue;
        EXPECT_TRUE(line.ends_with("\x1b[0m")) << line;
        EXPECT_EQ(count(line, "\x1b[0m"), 1U) << line;
      }
    }
  }
}

// The lines of the map of one method without a legend and ticks: what one glyph stands for.
auto glyphs_of(const std::string& spec, bool unicode) -> std::set<std::string> {
  const auto map = map_of(spec);
  const auto lines = lines_of(map_text(map.spec, map.panels, {Colors::none, unicode, 80, 24}));
  std::set<std::string> glyphs;
  for (std::size_t i = 2; i < 5; ++i) {
    for (std::size_t at = 0; at < lines[i].size();) {
      std::size_t end = at + 1;
      while (end < lines[i].size() && (static_cast<unsigned char>(lines[i][end]) & 0xC0U) == 0x80U) ++end;
      glyphs.insert(lines[i].substr(at, end - at));
      at = end;
    }
  }
  return glyphs;
}

TEST(MapText, OutcomesDifferWithoutColors) {
  for (const bool unicode : {true, false}) {
    // rmsprop: no theory is drawn over it. The best cell is in the first column, at the middle's height.
    const auto diverged = glyphs_of(R"({"methods": ["rmsprop"], "lr": "1e200:1e201:5"})", unicode);
    const auto budget = glyphs_of(R"({"methods": ["rmsprop"], "lr": "1e-9:1e-8:5"})", unicode);
    const auto reached = glyphs_of(R"({"methods": ["rmsprop"], "lr": "0.1:1:5", "start": [0, 0]})", unicode);
    ASSERT_EQ(diverged.size(), 1U);
    ASSERT_EQ(budget.size(), 1U);
    ASSERT_EQ(reached.size(), 1U);
    EXPECT_EQ((std::set{*diverged.begin(), *budget.begin(), *reached.begin()}).size(), 3U);
    const auto map = map_of(R"({"methods": ["momentum"], "lr": "0.01:10:40", "beta": "0:0.95:20"})");
    const auto text = map_text(map.spec, map.panels, {Colors::none, unicode, 80, 24});
    const auto best = unicode ? "★" : "*";
    EXPECT_EQ(count(text, best), 2U) << text;  // on the map and in the legend
    EXPECT_FALSE(diverged.contains(best) || budget.contains(best) || reached.contains(best));
    for (const char* words : {"diverges", "not there after 150 steps", "edge of stability", "critical",
                              "fastest by theory", "best cell", "lr", "beta"})
      EXPECT_NE(text.find(words), std::string::npos) << words << '\n' << text;
  }
}

TEST(MapText, TheLegendNamesOnlyWhatIsShown) {
  const auto text = [](const std::string& spec) {
    const auto map = map_of(spec);
    return map_text(map.spec, map.panels, {Colors::none, false, 80, 24});
  };
  const auto diverged = text(R"({"methods": ["gd"], "lr": "100:1000:5"})");
  EXPECT_NE(diverged.find("diverges"), std::string::npos);
  EXPECT_EQ(diverged.find("steps\n"), std::string::npos);
  EXPECT_EQ(diverged.find("best cell"), std::string::npos);
  EXPECT_NE(diverged.find("gd: all diverge"), std::string::npos);
  // No step is named that no cell has.
  const auto same = text(R"({"methods": ["gd"], "lr": "0.01:0.1:5", "start": [0, 0]})");
  EXPECT_NE(same.find(" 0 steps"), std::string::npos) << same;
  EXPECT_EQ(same.find(" 2 steps"), std::string::npos) << same;
  EXPECT_NE(text(R"({"methods": ["gd"], "lr": "0.08:0.09:2"})").find("57 to 64 steps"), std::string::npos);
}

// The lines of a datablock.
auto block(const std::string& script, const std::string& name) -> std::string {
  const auto begin = script.find("$" + name + " << EOD\n") + name.size() + 9;
  return script.substr(begin, script.find("EOD\n", begin) - begin);
}

auto script_of(const Map& map, const FigureStyle& style = {}, Picture picture = Picture::png) -> std::string {
  return map_script(map.spec, map.panels, style, picture);
}

TEST(MapScript, HoldsTheCells) {
  const auto map = map_of(R"({"methods": ["gd", "momentum"], "lr": "0.01:10:3", "beta": "0:0.5:2"})");
  const auto script = script_of(map);
  for (std::size_t n = 0; n < 2; ++n) {
    const MapPanel& panel = map.panels[n];
    std::string expected;
    for (std::uint64_t j = 0; j < 2; ++j) {  // gd has no beta: its row twice, for gnuplot asks for two
      for (std::uint64_t i = 0; i < 3; ++i) {
        const Cell& cell = panel.at(i, std::min(j, panel.ny() - 1));
        expected += i == 0 ? "" : " ";
        expected += cell.stop == CellStop::diverged ? "-2"
                    : cell.stop == CellStop::budget ? "-1"
                                                    : std::to_string(cell.steps);
      }
      expected += '\n';
    }
    EXPECT_EQ(block(script, fmt::format("cells{}", n + 1)), expected);
  }
  EXPECT_EQ(count(script, "\nplot "), 2U);
  EXPECT_EQ(count(script, "\nset colorbox "), 1U);  // one scale for both
  EXPECT_EQ(count(script, "\nunset colorbox"), 1U);
  EXPECT_NE(script.find("'diverges'"), std::string::npos);
}

TEST(MapScript, HasNoNumberThatIsNotFinite) {
  for (const Map& map : maps()) {
    for (const bool dark : {false, true}) {
      const auto script = script_of(map, {.dark = dark, .title = ""});
      for (const char* word : {"inf", "nan", "tics ()"})
        EXPECT_EQ(script.find(word), std::string::npos) << word << '\n' << script.substr(0, 5000);
      EXPECT_EQ(count(script, "\nplot "), map.panels.size());
    }
  }
}

TEST(MapScript, HostileTitlesAreOnlyStrings) {
  const auto map = map_of(R"({"methods": ["gd"], "lr": "0.01:10:3"})");
  for (const std::string text : {"'\nset output 'y'\n$(z) `w`", "\\\nEOD\n", "\xFF\x80\"; system('x')", ""}) {
    const auto script = script_of(map, {.title = text});
    const auto shown = plain_text(text);
    if (!shown.empty()) {
      EXPECT_NE(script.find("\ntitle = " + gnuplot_string(shown) + "\n"), std::string::npos) << script;
    }
    EXPECT_EQ(count(script, "\nEOD\n"), count(script, " << EOD\n"));
    EXPECT_EQ(count(script, "\nset output"), 0U);
  }
  const auto usual = script_of(map);
  EXPECT_NE(usual.find("steps until the cost is within 0.001 of its minimum"), std::string::npos);
}

TEST(MapScript, PanelsStandInsideAndApart) {
  for (std::size_t panels = 1; panels <= 8; ++panels) {
    for (const auto& [width, height] :
         {std::pair{200, 200}, {300, 200}, {1440, 640}, {800, 600}, {600, 1200}, {8000, 8000}, {8000, 200}}) {
      if (width < 600 && panels > 2) continue;  // no room for them
      const auto result = map_layout({.width = width, .height = height}, "title",
                                     {"diverges", "not there after 150 steps", "edge of stability",
                                      "critical for a curvature", "fastest by theory", "best cell"},
                                     panels);
      ASSERT_EQ(result.frames.size(), panels);
      EXPECT_TRUE(0 < result.scale_left && result.scale_left < result.scale_right &&
                  result.scale_right <= width);
      for (const Frame& a : result.frames) {
        EXPECT_TRUE(a.left > 0 && a.right <= width && a.bottom > 0 && a.top < height);
        EXPECT_TRUE(a.width() > 0 && a.height() > 0) << panels << ' ' << width << 'x' << height;
        EXPECT_GT(a.bottom, result.scale_top);
        for (const Frame& b : result.frames) {
          const bool apart = a.right < b.left || b.right < a.left || a.top < b.bottom || b.top < a.bottom;
          EXPECT_TRUE(&a == &b || apart);
        }
      }
    }
  }
}

}  // namespace
}  // namespace msim::test
