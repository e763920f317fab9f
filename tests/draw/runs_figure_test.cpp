#include "draw/runs_figure.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <set>
#include <sstream>
#include <string>

#include "draw/animation.hpp"
#include "draw/cost_map.hpp"
#include "draw/data_view.hpp"
#include "draw/gnuplot_text.hpp"
#include "draw/gradient_cloud.hpp"
#include "draw/layout.hpp"
#include "draw/ticks.hpp"
#include "spec/resolve.hpp"
#include "spec/source.hpp"
#include "support/temporary_folder.hpp"

namespace msim::test {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// A scene without paths.
auto scene(const std::string& cost = "quadratic") -> Scene {
  const Experiment e = resolve({{"cost", "--cost", read_cost_argument(cost, "--cost")}});
  Scene result{e, e.cost.cost(), {}, 0, {-11, 11, -4.5, 4.5}, {}};
  result.experiment.methods.clear();
  result.valleys = valleys(result.cost);
  if (!result.valleys.empty()) result.lowest = result.valleys.front().minimum.value;
  return result;
}

void add_path(Scene& scene, const std::string& method, const std::vector<PathPoint>& points) {
  scene.experiment.methods.push_back({.name = method});
  scene.paths.push_back({method, points, {Stop::max_steps, {}}, {}});
}

auto count(const std::string& text, const std::string& part) -> std::size_t {
  std::size_t result = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++result;
  return result;
}

// The lines of a datablock.
auto block(const std::string& script, const std::string& name) -> std::string {
  const auto begin = script.find("$" + name + " << EOD\n") + name.size() + 9;
  return script.substr(begin, script.find("EOD\n", begin) - begin);
}

TEST(GnuplotText, QuotesStandAloneAndNothingElseIsSpecial) {
  EXPECT_EQ(gnuplot_string("a'b"), R"('a'."'".'b')");
  EXPECT_EQ(gnuplot_string("'"), R"(''."'".'')");
  EXPECT_EQ(gnuplot_string(R"("; system("x") `y` $(z) @m \n ^_{}&~ %d)"),
            R"('"; system("x") `y` $(z) @m \n ^_{}&~ %d')");
}

TEST(GnuplotText, PlainTextIsOneLineOfUtf8) {
  EXPECT_EQ(plain_text("a\nb\r\tc\x7f"), "a b  c ");
  EXPECT_EQ(plain_text("\xC2\x85"), " ");
  EXPECT_EQ(plain_text("gr\u00fc\u00df \u03b2 \u4f60 \U0001F600"), "gr\u00fc\u00df \u03b2 \u4f60 \U0001F600");
  EXPECT_EQ(plain_text("\xFFz\x80"), "?z?");
  EXPECT_EQ(plain_text("\xC0\x80"), "??");       // too long
  EXPECT_EQ(plain_text("\xED\xA0\x80"), "???");  // a surrogate
  EXPECT_EQ(plain_text("\xEF\xBF\xBE"), "?");    // no character, and not allowed in XML
  EXPECT_EQ(plain_text("\xE2\x82"), "??");       // cut
}

TEST(GnuplotText, FittedTextIsNoWider) {
  EXPECT_EQ(fitted("short", 10), "short");
  for (const std::string& text : {std::string(500, 'W'), std::string(500, 'i')}) {
    const auto result = fitted(text, 20);
    EXPECT_LE(text_width(result), 20);
    EXPECT_GT(text_width(result), 17);
    EXPECT_TRUE(result.ends_with("\u2026"));
  }
}

TEST(Ticks, AreRound) {
  const auto texts = [](const std::vector<Tick>& ticks) {
    std::string result;
    for (const Tick& tick : ticks) result += tick.text + " ";
    return result;
  };
  EXPECT_EQ(texts(ticks(-11.2, 11.2, 7)), "-10 -5 0 5 10 ");
  EXPECT_EQ(texts(ticks(0, 1, 6)), "0.0 0.2 0.4 0.6 0.8 1.0 ");
  EXPECT_EQ(texts(whole_ticks(0, 1, 9)), "0 1 ");
  EXPECT_EQ(texts(power_ticks(1e-5, 1e3, 5)), "10^{-4} 10^{-2} 10^{0} 10^{2} ");
  EXPECT_EQ(texts(power_ticks(1, 50, 9)), "1 2 5 10 20 50 ");
}

TEST(Ticks, EndForEveryRange) {
  for (const auto& [low, high] :
       {std::pair{1e16, 1e16 + 4}, {-1e-300, 1e-300}, {-1e300, 1e300}, {0.0, 5e-324}}) {
    EXPECT_LE(ticks(low, high, 8).size(), 20U);
  }
}

TEST(CostMap, LevelsArePowersOfTenAndBetween) {
  const Levels levels = msim::levels(cost_map(scene()));
  EXPECT_EQ(levels.whole, (std::vector<double>{10, 100}));
  ASSERT_GE(levels.between.size(), 4U);
  EXPECT_LE(levels.whole.size() + levels.between.size(), 14U);
  for (const double level : levels.between)
    EXPECT_DOUBLE_EQ(std::log10(level) * 4, std::round(std::log10(level) * 4));
}

TEST(CostMap, LevelsOfEveryCostAreFew) {
  for (const char* cost : {"rosenbrock", "himmelblau", "ackley", "rastrigin", "quadratic:kappa=1e4",
                           "quadratic:kappa=1e12", "booth"}) {
    const Levels levels = msim::levels(cost_map(scene(cost)));
    const auto size = levels.whole.size() + levels.between.size();
    EXPECT_GE(size, 4U) << cost;
    EXPECT_LE(size, 14U) << cost;
  }
}

TEST(CostMap, FlatAndInfiniteMapsHaveNoLevels) {
  const Grid grid{{0, 1, 0, 1}, 2, 2};
  for (const double value : {0.0, nan}) {
    const Levels levels = msim::levels({grid, 0, {value, value, value, value}});
    EXPECT_TRUE(levels.whole.empty() && levels.between.empty());
  }
}

TEST(Figure, NumbersThatAreNotFiniteAreGaps) {
  Scene s = scene();
  add_path(s, "gd", {{0, {-9, 3}, 128}, {1, {1e200, nan}, infinite}, {2, {-infinite, 0}, nan}});
  const auto script = runs_script(s, {}, Picture::png);
  EXPECT_EQ(block(script, "path1"), "0 -9 3 128 2\n1 1e+200 NaN NaN 1\n2 NaN 0 NaN 0\n");
  EXPECT_EQ(script.find("inf"), std::string::npos);
  EXPECT_EQ(script.find("nan"), std::string::npos);
}

TEST(Figure, APathIsDrawnUntilOneViewSizeOutside) {
  Scene s = scene();
  add_path(s, "gd", {{0, {-9, 3}, 1}, {1, {0, 13}, 1}, {2, {0, -99}, 1}, {3, {0, 999}, 1}, {4, {0, 0}, 1}});
  // The lines to and from the points far out are drawn and clipped; the points are what they are.
  EXPECT_EQ(block(runs_script(s, {}, Picture::png), "path1"),
            "0 -9 3 1 2\n1 0 13 1 2\n2 0 -99 1 1\n3 0 999 1 1\n4 0 0 1 2\n");
  s.paths[0].points.insert(s.paths[0].points.begin() + 3, {2, {5, 500}, 1});
  EXPECT_NE(block(runs_script(s, {}, Picture::png), "path1").find("2 5 500 1 0\n"), std::string::npos);
}

TEST(Figure, MarkersDoNotSmear) {
  Scene s = scene();
  std::vector<PathPoint> points;
  for (std::uint64_t k = 0; k <= 1000; ++k)
    points.push_back({k, {-9 + 0.001 * static_cast<double>(k), 3}, 1});
  add_path(s, "gd", points);
  const auto path = block(runs_script(s, {}, Picture::png), "path1");
  EXPECT_EQ(count(path, "\n"), 1001U);
  EXPECT_GE(count(path, " 2\n"), 2U);
  EXPECT_LE(count(path, " 2\n"), 6U);
}

TEST(Figure, HostileTextsAreOnlyStrings) {
  Scene s = scene();
  add_path(s, "gd", {{0, {-9, 3}, 1}});
  s.paths[0].label = "l'; system('x'); '\nset output 'y'";
  FigureStyle style;
  style.title = "'\nset output 'y'\n$(z) `w`";
  const auto script = runs_script(s, style, Picture::png);
  EXPECT_NE(script.find("\ntitle = " + gnuplot_string("' set output 'y' $(z) `w`") + "\n"),
            std::string::npos);
  EXPECT_NE(script.find("\nlabel1 = " + gnuplot_string("l'; system('x'); ' set output 'y'") + "\n"),
            std::string::npos);
  EXPECT_EQ(count(script, "label1 at screen"), 1U);
  EXPECT_EQ(count(script, "noenhanced"), 4U);  // the title, the label, two captions
}

TEST(Figure, ColoursBelongToMethods) {
  const auto colours = [](const std::vector<std::string>& methods) {
    Scene s = scene();
    for (const auto& method : methods) add_path(s, method, {{0, {-9, 3}, 1}});
    const auto script = runs_script(s, {}, Picture::png);
    std::string result;
    for (std::size_t i = 1; i <= methods.size(); ++i) {
      const auto at = script.find("set style line " + std::to_string(i) + " ");
      result += script.substr(script.find('#', at), 7) + " ";
    }
    return result;
  };
  EXPECT_EQ(colours({"gd", "momentum"}), "#1f5fd0 #d5302a ");
  EXPECT_EQ(colours({"momentum", "adam", "gd"}), "#d5302a #038876 #1f5fd0 ");
  EXPECT_EQ(colours({"adam", "rmsprop"}), "#1f5fd0 #d5302a ");
  EXPECT_EQ(colours({"gd", "gd"}), "#1f5fd0 #d5302a ");
}

TEST(Figure, PanelsStandInsideAndApart) {
  using enum Panel;
  for (const auto& panels : {std::vector{contour},
                             {contour, cost},
                             {cost, contour},
                             {steep, shallow},
                             {contour, data},
                             {contour, cost, data, gradients},
                             {data, gradients, steep},
                             {contour, cost, steep, shallow, data, gradients}}) {
    for (const auto& [width, height] : {std::pair{1440, 640}, {500, 400}, {3000, 2000}, {600, 1200}}) {
      FigureStyle style{false, width, height, {}, panels};
      const Layout result = layout(style, "title", {"gd", "momentum"});
      ASSERT_EQ(result.frames.size(), panels.size());
      for (const Frame& a : result.frames) {
        EXPECT_TRUE(a.left > 0 && a.right < width && a.bottom > 0 && a.top < height);
        EXPECT_GT(a.width(), 50) << width << 'x' << height;
        EXPECT_GT(a.height(), panels.size() > 4 ? 0 : 10) << width << 'x' << height;
        for (const Frame& b : result.frames) {
          const bool apart = a.right < b.left || b.right < a.left || a.top < b.bottom || b.top < a.bottom;
          EXPECT_TRUE(&a == &b || apart);
        }
      }
    }
  }
}

const std::string geyser = "data=" MOMENTUM_SIM_DATA "/sets/faithful.csv,x=eruptions,y=waiting";
const std::string o_rings = "data=" MOMENTUM_SIM_DATA "/sets/orings.csv,x=temperature,y=failure";

auto style_of(std::vector<Panel> panels) -> FigureStyle {
  FigureStyle style;
  style.panels = std::move(panels);
  return style;
}

auto data_script(const Scene& s) -> std::string {
  return runs_script(s, style_of({Panel::data}), Picture::png);
}

// The place of a text in a script, behind it.
auto behind(const std::string& script, const std::string& text) -> std::string {
  const auto found = script.find(text);
  EXPECT_NE(found, std::string::npos) << text;
  return found == std::string::npos ? "" : script.substr(found + text.size(), 200);
}

TEST(DataPanel, FitsAreThePointsOfThePathAndTheDashedLineIsThatOfLeastSquares) {
  Scene s = scene("least-squares:" + geyser);
  std::vector<PathPoint> path;
  for (std::uint64_t k = 0; k <= 100; ++k)
    path.push_back({k, {0.25 * static_cast<double>(k), 0.5 * static_cast<double>(k)}, 1});
  add_path(s, "gd", path);
  const auto script = data_script(s);
  EXPECT_TRUE(behind(script, "array step1[5] = ").starts_with("[0, 2, 10, 20, 100]\n"));
  EXPECT_TRUE(behind(script, "array weight1[5] = ").starts_with("[0, 0.5, 2.5, 5, 25]\n"));
  EXPECT_TRUE(behind(script, "array bias1[5] = ").starts_with("[0, 1, 5, 10, 50]\n"));
  EXPECT_NE(script.find("\nlinear(x, weight, bias) = weight*x + bias\n"), std::string::npos);

  const auto& [xs, ys] = std::pair(s.experiment.cost.data->xs, s.experiment.cost.data->ys);
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (std::size_t i = 0; i < xs.size(); ++i) {
    n += 1, sx += xs[i], sy += ys[i], sxx += xs[i] * xs[i], sxy += xs[i] * ys[i];
  }
  const double w = (n * sxy - sx * sy) / (n * sxx - sx * sx);
  std::istringstream dashed(behind(script, "sprintf('best fit, dashed: w = %.4g, b = %.4g', "));
  double weight = 0, bias = 0;
  char comma = 0;
  dashed >> weight >> comma >> bias;
  EXPECT_NEAR(weight, w, 1e-10);
  EXPECT_NEAR(bias, (sy - w * sx) / n, 1e-9);
  EXPECT_EQ(count(script, "dashtype"), 1U);
}

TEST(DataPanel, RowsAreInTheirOwnUnits) {
  const Scene own = scene("least-squares:" + geyser);
  const Scene standardized = scene("least-squares:" + geyser + ",standardize=true");
  const DataView a = data_view(own);
  const DataView b = data_view(standardized);
  ASSERT_EQ(a.rows.size(), b.rows.size());
  for (std::size_t i = 0; i < a.rows.size(); ++i) {
    EXPECT_NEAR(a.rows[i].x, b.rows[i].x, 1e-12);
    EXPECT_EQ(a.rows[i].y, b.rows[i].y);
  }
  // The best fit is the same line.
  for (const double x : {1.5, 5.0}) {
    EXPECT_NEAR(fitted_value(own.experiment.cost, own.valleys[0].minimum.p, x),
                fitted_value(standardized.experiment.cost, standardized.valleys[0].minimum.p, x), 1e-9);
  }
}

TEST(DataPanel, ClassesThatMeetAreStacked) {
  const Scene s = scene("logistic:" + o_rings);
  DataView view = data_view(s);
  stack_classes(view, 60, 40);
  std::set<std::pair<double, double>> places;
  for (const auto& [x, y] : view.rows) {
    EXPECT_TRUE(places.insert({x, y}).second) << x << ' ' << y;
    EXPECT_TRUE((y >= 0 && y <= 0.2) || (y >= 0.8 && y <= 1)) << y;
  }
}

// A CSV file in a folder of its own.
class TemporaryCsv {
 public:
  explicit TemporaryCsv(const std::string& text) { std::ofstream(path()) << text; }
  auto path() const -> std::string { return folder_ / "data.csv"; }

 private:
  TemporaryFolder folder_;
};

TEST(DataPanel, ManyRowsAreThinnedAndCounted) {
  std::string text = "x,y\n";
  for (int i = 0; i < 5001; ++i) text += fmt::format("{},{}\n", i, 2 * i);
  const TemporaryCsv file(text);
  Scene s = scene("least-squares:data=" + file.path() + ",x=x,y=y");
  add_path(s, "gd", {{0, {0, 0}, 1}});
  const DataView view = data_view(s);
  EXPECT_EQ(view.rows.size(), most_rows_shown);
  EXPECT_EQ(view.rows.front().x, 0);
  EXPECT_GT(view.rows.back().x, 4990);
  EXPECT_NE(data_script(s).find(", 2000 of 5001 rows'"), std::string::npos);
}

TEST(DataPanel, HostileColumnNamesAreOnlyStrings) {
  const std::string x = "'; system('x'); '";
  const std::string y = "`w` $(z) ^_{a}\n@m";
  const TemporaryCsv file("\"" + x + "\",\"" + y + "\"\n1,2\n2,3\n4,4\n");
  Scene s = scene(R"({"type": "least-squares", "data": ")" + file.path() +
                  R"(", "x": "'; system('x'); '", )" + R"("y": "`w` $(z) ^_{a}\n@m"})");
  add_path(s, "gd", {{0, {0, 0}, 1}});
  const auto script = data_script(s);
  EXPECT_NE(script.find("\nset xlabel " + gnuplot_string(x)), std::string::npos);
  EXPECT_NE(script.find("'`w` $(z) ^_{a} @m, the fit at step 0'"), std::string::npos);
  EXPECT_EQ(count(script, "system('x')"), 0U);
}

TEST(Gradients, OfEqualBatchesHaveTheFullGradientAsTheirMean) {
  for (const char* cost : {"least-squares:", "logistic:"}) {
    Scene s = scene(cost + (std::string(cost) == "logistic:" ? o_rings : geyser));
    s.experiment.batch_size = std::string(cost) == "logistic:" ? 23 : 17;
    s.experiment.seed = 5;
    add_path(s, "gd", {{0, {0, 0}, 1}, {1, {0.5, 0.25}, 1}});
    for (const std::uint64_t step : {0U, 1U}) {
      const GradientCloud cloud = gradient_cloud(s, step);
      EXPECT_EQ(cloud.step, step);
      ASSERT_GE(cloud.drawn.size(), 200U);
      Vec2<double> mean{0, 0};
      for (const auto& g : cloud.drawn) mean = mean + (1 / static_cast<double>(cloud.drawn.size())) * g;
      EXPECT_NEAR(mean.x, cloud.full.x, 1e-10 * std::abs(cloud.full.x));
      EXPECT_NEAR(mean.y, cloud.full.y, 1e-10 * std::abs(cloud.full.y));
    }
  }
}

TEST(Gradients, WithoutBatchesAreOfSingleRowsOrOfNoise) {
  Scene rows = scene("least-squares:" + geyser);
  add_path(rows, "gd", {{0, {0, 0}, 1}});
  EXPECT_EQ(gradient_cloud(rows, 0).drawn.size(), 272U);
  Scene noise = scene();
  add_path(noise, "gd", {{0, {1, 0}, 1}});
  EXPECT_FALSE(has_noisy_gradients(noise.experiment));
  noise.experiment.noise = 0.5;
  EXPECT_TRUE(has_noisy_gradients(noise.experiment));
  const auto script = runs_script(noise, style_of({Panel::gradients}), Picture::png);
  EXPECT_NE(script.find("noise of 0.5, the arrow the full gradient, step 0'"), std::string::npos);
  EXPECT_NE(script.find("from 0,0 to 1,0 "), std::string::npos);
}

TEST(Figure, TheCostOverSeedsIsTheBand) {
  Scene s = scene();
  s.experiment.repeat = 3;
  add_path(s, "gd", {{0, {-9, 3}, 100}, {4, {0, 0}, 1e-9}});
  s.paths[0].band = {{0, 4}, {{100, 100, 100, 100}, {0.5, 0.25, 0.5, infinite}}};
  const auto script = runs_script(s, style_of({Panel::cost}), Picture::png);
  EXPECT_EQ(block(script, "band1"), "0 100 100 100\n4 0.5 0.25 NaN\n");
  EXPECT_NE(script.find("'cost above the minimum, mean and 10 to 90 % of 3 seeds'"), std::string::npos);
  EXPECT_EQ(count(script, "$path1 using"), 0U);
}

TEST(Figure, AxesHaveTheNamesOfTheCost) {
  Scene s = scene("least-squares:" + geyser);
  add_path(s, "gd", {{0, {0, 0}, 1}});
  const auto script = runs_script(s, style_of({Panel::contour}), Picture::png);
  EXPECT_NE(script.find("\nset xlabel 'w' "), std::string::npos);
  EXPECT_NE(script.find("\nset label 99 'b' "), std::string::npos);
}

TEST(Figure, FramesAreEvenAndFew) {
  for (const std::uint64_t last : {0U, 1U, 7U, 99U, 100U, 12345U}) {
    Scene s = scene();
    add_path(s, "gd", {{0, {-9, 3}, 1}, {last, {0, 0}, 0}});
    const auto frames = frames_of(s);
    EXPECT_EQ(frames.front(), 0U);
    EXPECT_EQ(frames.back(), last);
    EXPECT_EQ(frames.size(), std::min<std::uint64_t>(last + 1, 60));
    for (std::size_t i = 1; i < frames.size(); ++i) EXPECT_LT(frames[i - 1], frames[i]);
  }
}

}  // namespace
}  // namespace msim::test
