#include "draw/runs_terminal.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>

#include "draw/scene_of.hpp"
#include "draw/sparkline.hpp"
#include "draw/ticks.hpp"
#include "sim/infos.hpp"
#include "support/terminal_text.hpp"

namespace msim::test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::array all_colors{Colors::truecolor, Colors::palette256, Colors::none};

auto scenes() -> std::vector<Scene> {
  std::vector<Scene> result;
  for (const auto* spec : {
           R"({})",
           R"({"steps": 0})",
           R"({"steps": 1, "start": [0, 0]})",
           R"({"lr": 0.11, "steps": 300})",
           R"({"lr": 1e200})",
           R"({"start": [1e300, -1e300], "steps": 9})",
           R"({"view": [-4e299, 5e299, 0, 1e-300]})",
           R"({"cost": {"type": "quadratic", "A": [[1, 0], [0, -1]]}, "steps": 3000})",
           R"({"cost": {"type": "quadratic", "A": [[0, 0], [0, 0]]}})",
           R"({"cost": {"type": "quadratic", "kappa": 10000, "minimum": [1, 2]}, "lr": 0.00019})",
           R"({"cost": {"type": "mccormick"}, "lr": 0.01, "methods": ["gd", "momentum", "momentum-corrected",
               "heavy-ball", "nesterov", "rmsprop", "adam", "gd:lr=0.001", "gd:lr=0.123456789012345"]})",
       }) {
    result.push_back(scene_of(spec));
  }
  Scene no_paths = scene_of(R"({"cost": {"type": "himmelblau"}})");
  no_paths.paths.clear();
  result.push_back(no_paths);
  return result;
}

auto is_ascii(const std::string& text) -> bool {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= ' ' && c <= '~') || c == '\n'; });
}

auto is_digit(char c) -> bool { return c >= '0' && c <= '9'; }

TEST(TerminalPicture, FitsIntoTheWindow) {
  for (const Scene& scene : scenes()) {
    for (const int columns : {20, 21, 40, 80, 200, 500}) {
      for (const int rows : {8, 12, 24, 60, 200}) {
        const auto text = runs_text(scene, {Colors::none, true, columns, rows});
        ASSERT_TRUE(text.ends_with('\n'));
        const auto lines = lines_of(text);
        const std::size_t least = scene.paths.size() + 4;
        EXPECT_LE(lines.size(), std::max(static_cast<std::size_t>(rows - 1), least));
        EXPECT_GE(lines.size(), least);
        for (const auto& line : lines) EXPECT_LE(columns_of(line), columns) << line;
      }
    }
  }
}

// booth and matyas are quadratics too, but not by a matrix that the title could show.
TEST(TerminalPicture, EveryCostHasATitle) {
  for (const CostInfo& info : cost_infos()) {
    const auto data = fmt::format(R"(, "data": "{}/sets/orings.csv", "x": "temperature", "y": "failure")",
                                  MOMENTUM_SIM_DATA);
    const auto scene = scene_of(fmt::format(R"({{"cost": {{"type": "{}"{}}}, "steps": 1}})", info.name,
                                            info.on_data ? data : std::string()));
    const auto text = runs_text(scene, {Colors::none, true, 80, 24});
    EXPECT_TRUE(text.starts_with(info.name)) << text;
  }
}

TEST(TerminalPicture, ColorsAreTakenBackInEveryLine) {
  for (const Scene& scene : scenes()) {
    for (const Colors colors : {Colors::truecolor, Colors::palette256}) {
      for (const bool unicode : {true, false}) {
        const auto text = runs_text(scene, {colors, unicode, 80, 24});
        for (auto at = text.find("m\x1b"); at != std::string::npos; at = text.find("m\x1b", at + 1))
          EXPECT_FALSE(is_digit(text[at - 1])) << text;  // what changes at one cell changes at once
        for (const auto& line : lines_of(text)) {
          if (line.find('\x1b') == std::string::npos) continue;
          EXPECT_TRUE(line.ends_with("\x1b[0m")) << line;
          EXPECT_EQ(line.find("\x1b[0m"), line.rfind("\x1b[0m")) << line;
        }
      }
    }
  }
}

TEST(TerminalPicture, WithoutColorsHasNoEscapes) {
  for (const Scene& scene : scenes()) {
    const auto text = runs_text(scene, {Colors::none, true, 80, 24});
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
  }
}

TEST(TerminalPicture, WithoutUnicodeIsAscii) {
  for (const Scene& scene : scenes()) {
    EXPECT_TRUE(is_ascii(runs_text(scene, {Colors::none, false, 80, 24})));
    EXPECT_TRUE(is_ascii(plain(runs_text(scene, {Colors::truecolor, false, 80, 24}))));
  }
}

TEST(TerminalPicture, DependsOnNothingElse) {
  for (const Scene& scene : scenes()) {
    for (const Colors colors : all_colors) {
      const TerminalStyle style{colors, true, 80, 24};
      EXPECT_EQ(runs_text(scene, style), runs_text(scene, style));
    }
    EXPECT_EQ(lines_of(runs_text(scene, {Colors::truecolor, true, 80, 24})).size(),
              lines_of(runs_text(scene, {Colors::none, true, 80, 24})).size());
  }
}

// A scene with one path by these points, in the view -10 ... 10 by -10 ... 10 over a flat cost.
auto scene_with(const std::vector<Vec2<double>>& points, Stop stop) -> Scene {
  Scene scene = scene_of(
      R"({"cost": {"type": "quadratic", "A": [[0, 0], [0, 0]]}, "methods": ["gd"], "view": [-10, 10, -10, 10]})");
  scene.valleys.clear();
  Path& path = scene.paths.front();
  path.points.clear();
  for (const auto& p : points) path.points.push_back({path.points.size(), p, 1});
  path.outcome = {stop, {points.size() - 1, points.back(), 1, {}, {}}};
  scene.experiment.start = points.front();
  return scene;
}

// The map in ASCII: rows 0 to 20, row 10 that of y = 0, and 60 columns or so.
auto map_of(const Scene& scene) -> std::vector<std::string> {
  auto lines = lines_of(runs_text(scene, {Colors::none, false, 90, 25}));
  std::vector<std::string> map;
  for (std::size_t i = 1; i + 2 < lines.size(); ++i)
    map.push_back(lines[i].substr(std::min(lines[i].size(), 4UL)));
  return map;
}

auto count(const std::vector<std::string>& map, std::size_t first, std::size_t last, std::string_view glyphs)
    -> std::ptrdiff_t {
  std::ptrdiff_t result = 0;
  for (std::size_t i = first; i < last; ++i) {
    result += std::count_if(map[i].begin(), map[i].end(),
                            [&](char c) { return glyphs.find(c) != std::string_view::npos; });
  }
  return result;
}

const std::vector<Vec2<double>> leaving{{-9, 3}, {0, 1}, {5, 50}, {-5, -60}, {6, 70}};

TEST(TerminalPicture, ADivergingPathLeavesAtTheEdge) {
  const auto map = map_of(scene_with(leaving, Stop::diverged));
  const auto half = map.size() / 2;
  EXPECT_GT(count(map, 0, half, "o"), 10);
  EXPECT_EQ(count(map, half + 1, map.size(), "oO<>^v"), 0);  // what comes later does not cross the map
  EXPECT_EQ(count(map, 0, 1, "^"), 1);
  EXPECT_EQ(count(map, 1, map.size(), "^"), 0);
  EXPECT_EQ(count(map, 0, 1, "oO"), 0);  // nothing runs along the edge
}

TEST(TerminalPicture, APathThatReturnsIsDrawnWhole) {
  auto points = leaving;
  points.push_back({2, -2});
  const auto map = map_of(scene_with(points, Stop::diverged));
  const auto half = map.size() / 2;
  EXPECT_GT(count(map, half + 1, map.size(), "o"), 5);
  EXPECT_EQ(count(map, 0, map.size(), "^<>v"), 0);
}

TEST(TerminalPicture, ArrowsPointToTheSideWhereThePathLeaves) {
  for (const auto& [end, arrow] :
       {std::pair{Vec2<double>{-99, 1}, "<"}, {{99, 1}, ">"}, {{1, 99}, "^"}, {{1, -99}, "v"}}) {
    const auto map = map_of(scene_with({{0, 0}, {1, 1}, end}, Stop::max_steps));
    EXPECT_EQ(count(map, 0, map.size(), arrow), 1) << arrow;
  }
}

TEST(TerminalPicture, PointsThatAreNotFiniteAreNotDrawn) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double x : {1e300, -infinity, nan}) {
    const auto map = map_of(scene_with({{x, x}, {x, 1}, {1, x}}, Stop::diverged));
    EXPECT_EQ(count(map, 0, map.size(), "oOS"), 0);
  }
}

// Each marker stands on a step, and a step that stands alone has one.
TEST(TerminalPicture, LoneStepsHaveMarkers) {
  const auto map = map_of(scene_with({{-9, -9}, {-5, 5}, {0, -5}, {5, 5}, {9, 9}}, Stop::max_steps));
  EXPECT_EQ(count(map, 0, map.size(), "O"), 4);
  EXPECT_EQ(count(map, 0, map.size(), "S"), 1);
}

TEST(TerminalPicture, SaysHowEachMethodStopped) {
  const auto text = runs_text(scene_of(R"({"lr": 0.11, "steps": 300})"), {Colors::none, true, 80, 24});
  EXPECT_NE(text.find("quadratic A=[[1, 0], [0, 19.8]], lr 0.11, beta 0.9, 300 steps"), std::string::npos);
  EXPECT_NE(text.find("● gd        f = 1.538e+14  diverged at step 86"), std::string::npos) << text;
  EXPECT_NE(text.find("■ momentum  f = 2.36e-12   after 300 steps"), std::string::npos);
}

// heavy-ball at lr (1-beta) is momentum at lr: neither path hides the other.
TEST(TerminalPicture, PathsThatCoincideAreBothSeen) {
  const auto scene = scene_of(R"({"methods": ["momentum", "heavy-ball:lr=0.01"]})");
  const auto map = map_of(scene);
  EXPECT_GT(count(map, 0, map.size(), "o"), 5);
  EXPECT_GT(count(map, 0, map.size(), "x"), 5);
}

TEST(Sparkline, OfGradientDescentNeverRises) {
  const auto scene = scene_of(R"({"methods": ["gd"]})");
  const auto levels = sparkline(scene.paths.front(), spark_scale(scene), 40, 8);
  ASSERT_EQ(levels.size(), 40U);
  EXPECT_EQ(levels.front(), 7);
  EXPECT_EQ(levels.back(), 0);
  EXPECT_TRUE(std::is_sorted(levels.rbegin(), levels.rend()));
}

TEST(Sparkline, IsAsLongAsItsPath) {
  const auto scene = scene_of(R"({"lr": 0.11, "steps": 300})");  // gd diverges at step 86
  const auto scale = spark_scale(scene);
  EXPECT_EQ(sparkline(scene.paths[0], scale, 30, 8).size(), 9U);
  EXPECT_EQ(sparkline(scene.paths[1], scale, 30, 8).size(), 30U);
}

auto labels(double low, double high, int count) -> std::vector<std::string> {
  std::vector<std::string> result;
  for (const Tick& tick : ticks(low, high, count)) result.push_back(tick.text);
  return result;
}

TEST(Ticks, AreRoundAndToldApart) {
  using Labels = std::vector<std::string>;
  EXPECT_EQ(labels(-11.25, 11.25, 5), (Labels{"-10", "-5", "0", "5", "10"}));
  EXPECT_EQ(labels(-0.3, 0.3, 7), (Labels{"-0.3", "-0.2", "-0.1", "0.0", "0.1", "0.2", "0.3"}));
  EXPECT_EQ(labels(1e10, 1e10 + 4, 5).back(), "10000000004");
  EXPECT_EQ(labels(0, 2e-7, 3), (Labels{"0", "1e-07", "2e-07"}));
}

using Variables = std::vector<std::pair<std::string, const char*>>;

auto style_of(const char* color, bool is_terminal, const Variables& variables,
              std::optional<WindowSize> window = {}) -> TerminalStyle {
  const auto environment = [&](const char* name) -> const char* {
    for (const auto& [each, value] : variables) {
      if (each == name) return value;
    }
    return nullptr;
  };
  return terminal_style(color, is_terminal, environment, window);
}

TEST(TerminalStyle, Colors) {
  const auto colors = [](const char* option, bool is_terminal, const Variables& variables) {
    return style_of(option, is_terminal, variables).colors;
  };
  EXPECT_EQ(colors("auto", true, {}), Colors::palette256);
  EXPECT_EQ(colors("auto", true, {{"COLORTERM", "truecolor"}}), Colors::truecolor);
  EXPECT_EQ(colors("auto", true, {{"COLORTERM", "24bit"}}), Colors::truecolor);
  EXPECT_EQ(colors("auto", true, {{"COLORTERM", "yes"}}), Colors::palette256);
  EXPECT_EQ(colors("auto", false, {{"COLORTERM", "truecolor"}}), Colors::none);
  EXPECT_EQ(colors("auto", true, {{"NO_COLOR", "1"}}), Colors::none);
  EXPECT_EQ(colors("auto", true, {{"NO_COLOR", ""}}), Colors::palette256);
  EXPECT_EQ(colors("auto", true, {{"TERM", "dumb"}}), Colors::none);
  EXPECT_EQ(colors("never", true, {{"COLORTERM", "truecolor"}}), Colors::none);
  EXPECT_EQ(colors("always", false, {{"NO_COLOR", "1"}}), Colors::palette256);
  EXPECT_EQ(colors("always", true, {{"TERM", "dumb"}, {"COLORTERM", "truecolor"}}), Colors::truecolor);
}

TEST(TerminalStyle, Unicode) {
  const auto unicode = [](const Variables& variables) { return style_of("auto", true, variables).unicode; };
  EXPECT_FALSE(unicode({}));
  EXPECT_TRUE(unicode({{"LANG", "de_DE.UTF-8"}}));
  EXPECT_TRUE(unicode({{"LANG", "C.utf8"}}));
  EXPECT_FALSE(unicode({{"LANG", "de_DE.ISO-8859-1"}}));
  EXPECT_FALSE(unicode({{"LANG", "C.UTF-8"}, {"LC_CTYPE", "C"}}));
  EXPECT_TRUE(unicode({{"LC_ALL", "C.UTF-8"}, {"LC_CTYPE", "C"}}));
  EXPECT_TRUE(unicode({{"LANG", "C.UTF-8"}, {"LC_ALL", ""}}));
  EXPECT_FALSE(unicode({{"LANG", "C.UTF-8"}, {"TERM", "dumb"}}));
}

TEST(TerminalStyle, Size) {
  const auto size = [](const Variables& variables, std::optional<WindowSize> window) {
    const auto style = style_of("auto", true, variables, window);
    return std::pair(style.columns, style.rows);
  };
  EXPECT_EQ(size({}, {}), std::pair(80, 24));
  EXPECT_EQ(size({}, WindowSize{100, 30}), std::pair(100, 30));
  EXPECT_EQ(size({}, WindowSize{0, 0}), std::pair(80, 24));
  EXPECT_EQ(size({{"COLUMNS", "90"}}, WindowSize{100, 30}), std::pair(90, 30));
  EXPECT_EQ(size({{"LINES", "40"}}, {}), std::pair(80, 40));
  EXPECT_EQ(size({{"COLUMNS", "wide"}, {"LINES", "-3"}}, {}), std::pair(80, 24));
  EXPECT_EQ(size({{"COLUMNS", "1"}, {"LINES", "1"}}, {}), std::pair(20, 8));
  EXPECT_EQ(size({{"COLUMNS", "99999"}, {"LINES", "99999"}}, {}), std::pair(500, 200));
}

TEST(SceneCollector, KeepsWhatPicturesNeedOfALongPath) {
  constexpr std::uint64_t last = 1'000'003;
  SceneCollector collector;
  const Study study(resolve({}));
  collector.begin(study);
  collector.begin_run(study.experiment().methods.front());
  Step<double> step{};
  for (step.k = 0; step.k < last; ++step.k) collector.step(step);
  collector.step(step);
  collector.end_run({study.experiment().methods.front(), {Stop::max_steps, step}});
  const auto& points = collector.end({}).paths.front().points;
  EXPECT_LE(points.size(), SceneCollector::most_points);
  EXPECT_GT(points.size(), SceneCollector::most_points / 2);
  EXPECT_EQ(points.back().k, last);
  constexpr std::size_t whole = SceneCollector::most_points / 2;
  for (std::size_t i = 0; i < whole; ++i) ASSERT_EQ(points[i].k, i);
  const auto stride = points[whole + 1].k - points[whole].k;
  for (std::size_t i = whole + 1; i + 1 < points.size(); ++i)
    ASSERT_EQ(points[i].k - points[i - 1].k, stride);
}

}  // namespace
}  // namespace msim::test
