#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analysis/theory.hpp"
#include "core/turned.hpp"
#include "costs/quadratic.hpp"
#include "sim/infos.hpp"
#include "sim/noise.hpp"
#include "sim/surface.hpp"
#include "study/remarks.hpp"
#include "study/study.hpp"

// What the page calls. Numbers go in and out through `numbers`, texts come out as `text`; each function says
// what it takes and gives there. Both may move whenever a function runs. Numbers that stand for something
// have a name in one of the tables here, and the page goes by these names, which it asks for once.

#define EXPORT(name) extern "C" __attribute__((export_name(name)))

namespace msim {
namespace {

std::vector<double> numbers;
std::string text;
DataSet data;
std::optional<Study> study;  // of the last experiment
Eigen curvature;
std::vector<std::vector<double>> rows;  // of each method every step, see row_columns

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

auto whole(double value) -> std::uint64_t { return static_cast<std::uint64_t>(value); }
auto place(double value) -> std::size_t { return static_cast<std::size_t>(value); }
auto known(double value) -> std::optional<double> {
  return std::isnan(value) ? std::nullopt : std::optional(value);
}
auto or_nan(const auto& value) -> double { return value ? static_cast<double>(*value) : nan; }

void append(std::vector<double>& to, std::span<const double> values) {
  to.insert(to.end(), values.begin(), values.end());
}

// What an experiment is given, besides its cost and its methods. What is not a number is off or, of lr and
// beta, the best.
struct Input {
  std::string_view name;
  void (*set)(Experiment& experiment, double value);
};
constexpr std::array inputs{
    Input{"startX", [](Experiment& e, double v) { e.start.x = v; }},
    Input{"startY", [](Experiment& e, double v) { e.start.y = v; }},
    Input{"lr", [](Experiment& e, double v) { e.lr = known(v); }},
    Input{"beta", [](Experiment& e, double v) { e.beta = known(v); }},
    Input{"steps", [](Experiment& e, double v) { e.steps = whole(v); }},
    Input{"gradTol", [](Experiment& e, double v) { e.grad_tol = known(v); }},
    Input{"target", [](Experiment& e, double v) { e.target = v; }},
    Input{"noise", [](Experiment& e, double v) { e.noise = known(v); }},
    Input{"seed", [](Experiment& e, double v) { e.seed = whole(v); }},
    Input{"batchSize",
          [](Experiment& e, double v) {
            if (const auto size = known(v)) e.batch_size = whole(*size);
          }},
};

// The columns of a row: those of a CSV file, then where the step is across and along the valley.
struct Column {
  std::string_view name;
  double (*of)(const Step<double>& step);
};
constexpr auto later = [](const Step<double>& /*step*/) { return nan; };
constexpr std::array row_columns{
    Column{"step", [](const Step<double>& s) { return static_cast<double>(s.k); }},
    Column{"x", [](const Step<double>& s) { return s.p.x; }},
    Column{"y", [](const Step<double>& s) { return s.p.y; }},
    Column{"cost", [](const Step<double>& s) { return s.cost; }},
    Column{"grad_x", [](const Step<double>& s) { return s.gradient.x; }},
    Column{"grad_y", [](const Step<double>& s) { return s.gradient.y; }},
    Column{"velocity_x", [](const Step<double>& s) { return s.velocity.x; }},
    Column{"velocity_y", [](const Step<double>& s) { return s.velocity.y; }},
    Column{"epoch", [](const Step<double>& s) { return static_cast<double>(s.epoch); }},
    Column{"batch_grad_x", [](const Step<double>& s) { return s.used.x; }},
    Column{"batch_grad_y", [](const Step<double>& s) { return s.used.y; }},
    Column{"across", later},
    Column{"along", later},
};
constexpr std::size_t across = row_columns.size() - 2;
constexpr std::size_t along = row_columns.size() - 1;

// What a run came to.
struct Figure {
  std::string_view name;
  double (*of)(const Subject& subject);
};
template <auto member>
auto metric(const Subject& s) -> double {
  if constexpr (requires { *(s.result->metrics.*member); }) {
    return or_nan(s.result->metrics.*member);
  } else {
    return static_cast<double>(s.result->metrics.*member);
  }
}
auto oscillation(const Subject& s) -> Oscillation {
  return s.result->metrics.oscillation.value_or(Oscillation{});
}
constexpr std::array metrics{
    Figure{"firstHit", metric<&Metrics::first_hit>},
    Figure{"settled", metric<&Metrics::settled>},
    Figure{"finalCost", metric<&Metrics::final_cost>},
    Figure{"lowestCost", metric<&Metrics::lowest_cost>},
    Figure{"lowestStep", metric<&Metrics::lowest_step>},
    Figure{"pathLength", metric<&Metrics::path_length>},
    Figure{"efficiency", metric<&Metrics::efficiency>},
    Figure{"crossingsSteep",
           [](const Subject& s) { return static_cast<double>(oscillation(s).crossings.steep); }},
    Figure{"crossingsShallow",
           [](const Subject& s) { return static_cast<double>(oscillation(s).crossings.shallow); }},
    Figure{"travelSteep", [](const Subject& s) { return oscillation(s).travel.steep; }},
    Figure{"travelShallow", [](const Subject& s) { return oscillation(s).travel.shallow; }},
    Figure{"overshoot", [](const Subject& s) { return oscillation(s).overshoot; }},
    Figure{"rate", [](const Subject& s) { return or_nan(oscillation(s).rate); }},
    Figure{"seenFirstHit",
           [](const Subject& s) {
             const auto& seen = s.result->metrics.lowest_seen;
             return seen ? or_nan(seen->first_hit) : nan;
           }},
    Figure{"seenSettled",
           [](const Subject& s) {
             const auto& seen = s.result->metrics.lowest_seen;
             return seen ? or_nan(seen->settled) : nan;
           }},
    Figure{"spread",
           [](const Subject& s) {
             const auto& w = s.result->metrics.wandering;
             return w ? w->spread.steep : nan;
           }},
    Figure{"expectedSpread",
           [](const Subject& s) {
             const auto& w = s.result->metrics.wandering;
             return w && w->expected ? w->expected->steep : nan;
           }},
};

// What theory says of a method on the quadratic that the cost is, or resembles at the minimum; not numbers
// where it says nothing.
auto motion_along(const Subject& s, double Eigen::*curvature) -> std::optional<Motion> {
  if (!s.linear) return {};
  return motion(s.linear->filter, s.linear->lr, s.curvature.*curvature);
}
template <double Eigen::*curvature>
auto regime(const Subject& s) -> double {
  const auto m = motion_along(s, curvature);
  return m ? static_cast<double>(m->regime) : nan;
}
template <double Eigen::*curvature>
auto radius(const Subject& s) -> double {
  const auto m = motion_along(s, curvature);
  return m ? m->spectral_radius : nan;
}
template <double Eigen::*curvature>
auto period(const Subject& s) -> double {
  const auto m = motion_along(s, curvature);
  return m ? or_nan(m->period) : nan;
}
template <double Optimum::*figure>
auto best(const Subject& s) -> double {
  const auto& [l1, l2, shallow, steep] = s.curvature;
  return s.linear && l1 > 0 ? best_pair(s.linear->form, l1, l2).*figure : nan;
}
auto steps_predicted(const Subject& s) -> double {
  if (!s.linear || study->valleys().empty()) return nan;
  const auto u = position(study->valley_near(s.result->outcome.last.p), study->experiment().start);
  return or_nan(predicted_steps(s.linear->filter, s.linear->lr,
                                {Mode{s.curvature.l1, u.shallow}, Mode{s.curvature.l2, u.steep}},
                                study->experiment().target));
}
constexpr std::array theory{
    Figure{"l1", [](const Subject& s) { return s.curvature.l1; }},
    Figure{"l2", [](const Subject& s) { return s.curvature.l2; }},
    Figure{"shallowX", [](const Subject& s) { return s.curvature.shallow.x; }},
    Figure{"shallowY", [](const Subject& s) { return s.curvature.shallow.y; }},
    Figure{"steepX", [](const Subject& s) { return s.curvature.steep.x; }},
    Figure{"steepY", [](const Subject& s) { return s.curvature.steep.y; }},
    Figure{"lr", [](const Subject& s) { return or_nan(s.lr); }},
    Figure{"beta", [](const Subject& s) { return or_nan(s.beta); }},
    Figure{"lrLimit", [](const Subject& s) { return or_nan(s.lr_limit); }},
    Figure{"shallowRegime", regime<&Eigen::l1>},
    Figure{"shallowRadius", radius<&Eigen::l1>},
    Figure{"shallowPeriod", period<&Eigen::l1>},
    Figure{"steepRegime", regime<&Eigen::l2>},
    Figure{"steepRadius", radius<&Eigen::l2>},
    Figure{"steepPeriod", period<&Eigen::l2>},
    Figure{"bestLr", best<&Optimum::lr>},
    Figure{"bestBeta", best<&Optimum::beta>},
    Figure{"bestRate", best<&Optimum::rate>},
    Figure{"predictedSteps", steps_predicted},
};

// What a study is about.
struct Fact {
  std::string_view name;
  double (*of)(const Box& view);
};
constexpr std::array facts{
    Fact{"startX", [](const Box& /*view*/) { return study->cost().start().x; }},
    Fact{"startY", [](const Box& /*view*/) { return study->cost().start().y; }},
    Fact{"viewX0", [](const Box& view) { return view.x0; }},
    Fact{"viewX1", [](const Box& view) { return view.x1; }},
    Fact{"viewY0", [](const Box& view) { return view.y0; }},
    Fact{"viewY1", [](const Box& view) { return view.y1; }},
    Fact{"lowest", [](const Box& /*view*/) { return study->lowest(); }},
    Fact{"minima", [](const Box& /*view*/) { return static_cast<double>(study->valleys().size()); }},
};

// "metrics firstHit settled ...", a line a table.
void add_names(std::string_view table, const auto& named) {
  text += table;
  for (const auto& each : named) text += fmt::format(" {}", each.name);
  text += '\n';
}
void add_name_of_each(std::string_view table, const auto& values) {
  text += table;
  for (const auto value : values) text += fmt::format(" {}", name_of(value));
  text += '\n';
}

class Reader {
 public:
  auto number() -> double { return numbers[at_++]; }

 private:
  std::size_t at_ = 0;
};

// Two numbers a parameter: the value (not a number: what lr, beta or the method's default say; infinite: the
// best), and whether the method owns it.
auto read_method(Reader& in, const Experiment& e) -> MethodSpec {
  const MethodInfo& info = method_infos()[place(in.number())];
  MethodSpec method{std::string(info.name), {}, {}, {}};
  for (const Parameter& parameter : info.parameters) {
    std::optional<double> value = known(in.number());
    if (in.number() != 0) method.own.emplace_back(parameter.name);
    if (!value) {
      value = parameter.shared == Shared::lr     ? e.lr
              : parameter.shared == Shared::beta ? e.beta
                                                 : std::optional(parameter.standard);
    }
    const bool best = !value || std::isinf(*value);
    if (best) method.best.emplace_back(parameter.name);
    method.parameters.push_back(best ? parameter.standard : *value);
  }
  return method;
}

auto read_experiment() -> Experiment {
  Reader in;
  Experiment e;
  for (const Input& input : inputs) input.set(e, in.number());
  if (in.number() != 0) {
    for (double Box::*side : {&Box::x0, &Box::x1, &Box::y0, &Box::y1}) {
      if (!e.view) e.view = Box{};
      (*e.view).*side = in.number();
    }
  }
  const CostInfo& cost = cost_infos()[place(in.number())];
  e.cost.name = cost.name;
  for (std::size_t i = 0; i < cost.parameters.size(); ++i) e.cost.parameters.push_back(in.number());
  if (cost.on_data) e.cost.data = {std::shared_ptr<void>(), &data};  // which it does not own
  for (std::uint64_t n = whole(in.number()); n > 0; --n) e.methods.push_back(read_method(in, e));
  // Where no minimum is known there is no best.
  if (e.cost.cost().minima().empty()) {
    for (MethodSpec& method : e.methods) method.best.clear();
  }
  return e;
}

// Keeps every step of a run.
class Recorder : public RunObserver {
 public:
  explicit Recorder(std::vector<double>& kept) : kept_(kept) {}
  auto step(const Step<double>& step) -> std::uint64_t override {
    for (const Column& column : row_columns) kept_.push_back(column.of(step));
    return step.k + 1;
  }

 private:
  std::vector<double>& kept_;
};

// Fills in where each step is about the minimum that the run came to.
void add_positions(std::vector<double>& kept, Vec2<double> end) {
  if (study->valleys().empty()) return;
  const Valley& valley = study->valley_near(end);
  for (auto row = kept.begin(); row != kept.end(); row += row_columns.size()) {
    const auto u = position(valley, {row[1], row[2]});
    row[across] = u.steep;
    row[along] = u.shallow;
  }
}

// The last cost of a run with exact gradients, above the lowest known, after that many steps; infinite where
// it diverged.
auto final_excess(const MethodSpec& method, double lowest, std::uint64_t steps) -> double {
  class Blind : public RunObserver {
    auto step(const Step<double>& step) -> std::uint64_t override { return ~step.k; }
  } blind;
  const auto outcome = run(method.choice(), study->cost(), study->experiment().start, {steps}, blind);
  if (outcome.stop == Stop::diverged) return std::numeric_limits<double>::infinity();
  return outcome.last.cost - lowest;
}

void set_shared(MethodSpec& method, Shared shared, double value) {
  if (const auto at = position_of(method_info(method.name).parameters, shared))
    method.parameters[*at] = value;
}

// The smaller curvature that counts: one of 0 does not.
auto shallowest() -> double { return curvature.l1 == 0 ? curvature.l2 : curvature.l1; }

}  // namespace

EXPORT("numbers_of_size") auto numbers_of_size(std::size_t size) -> double* {
  numbers.resize(size);
  return numbers.data();
}
EXPORT("numbers_at") auto numbers_at() -> const double* { return numbers.data(); }
EXPORT("numbers_count") auto numbers_count() -> std::size_t { return numbers.size(); }
EXPORT("text_at") auto text_at() -> const char* { return text.data(); }

// Text: a line for each table, its name and the names in it.
EXPORT("names") auto names() -> std::size_t {
  text.clear();
  add_names("inputs", inputs);
  add_names("facts", facts);
  add_names("columns", row_columns);
  add_names("metrics", metrics);
  add_names("theory", theory);
  add_name_of_each("stops", std::array{Stop::diverged, Stop::grad_tol, Stop::max_steps});
  add_name_of_each("regimes", std::array{Regime::monotone, Regime::oscillating, Regime::alternating,
                                         Regime::marginal, Regime::divergent});
  return text.size();
}

// Takes the x of each row of the data, then the y.
EXPORT("take_data") void take_data() {
  const std::span all = numbers;
  const std::size_t half = all.size() / 2;
  data.xs.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(half));
  data.ys.assign(all.begin() + static_cast<std::ptrdiff_t>(half), all.end());
  data.data = {data.xs, data.ys};
}

// Takes the inputs; whether there is a view and, if so, its x0, x1, y0, y1; the cost, as its place in the
// list and its parameters; how many methods, and of each its place in the list and what read_method() takes.
// Runs that. The steps of each method are read with rows_at(), the text is the remarks of the summary, a line
// each. Numbers:
//   the facts; of each minimum x, y, cost
//   of each method: its parameters; stop reason, trial runs; its metrics and its theory
EXPORT("explore") auto explore() -> std::size_t {
  study.emplace(read_experiment());
  study->prepare([](const MethodSpec&, std::uint64_t) {}, true);
  std::vector<Result> results;
  rows.clear();
  for (const MethodSpec& method : study->methods()) {
    Recorder recorder(rows.emplace_back());
    results.push_back(study->run(method, recorder));
    add_positions(rows.back(), results.back().outcome.last.p);
  }
  const auto subjects = subjects_of(*study, results);
  curvature = subjects.front().curvature;
  numbers.clear();
  for (const Fact& fact : facts) numbers.push_back(fact.of(study->view(results)));
  for (const auto& [minimum, about] : study->valleys())
    append(numbers, std::array{minimum.p.x, minimum.p.y, minimum.value});
  for (const Subject& subject : subjects) {
    append(numbers, subject.result->method.parameters);
    numbers.push_back(static_cast<double>(subject.result->outcome.stop));
    numbers.push_back(static_cast<double>(subject.result->method.trial_runs));
    for (const Figure& figure : metrics) numbers.push_back(figure.of(subject));
    for (const Figure& figure : theory) numbers.push_back(figure.of(subject));
  }
  text.clear();
  for (const auto& sentence : remarks(*study, subjects)) text += sentence + "\n";
  return text.size();
}

EXPORT("rows_at") auto rows_at(std::size_t method) -> const double* { return rows[method].data(); }
EXPORT("rows_of") auto rows_of(std::size_t method) -> std::size_t {
  return rows[method].size() / row_columns.size();
}

// Numbers: the x of each row of the batch that an update is made of, then the y.
EXPORT("batch") void batch(double update) {
  const Experiment& experiment = study->experiment();
  Batches batches(data.data, *experiment.batch_size, experiment.seed);
  Data dealt = batches.next();
  for (std::uint64_t k = whole(update); k > 1; --k) dealt = batches.next();
  numbers.clear();
  append(numbers, dealt.x);
  append(numbers, dealt.y);
}

// Takes a box x0, x1, y0, y1. Numbers: the cost at nx times ny points of it, row by row.
EXPORT("surface") void surface_of_box(std::size_t nx, std::size_t ny) {
  numbers = surface(study->cost(), {{numbers[0], numbers[1], numbers[2], numbers[3]}, nx, ny});
}

// Whether the map of a method is its rate by theory (else the measured one).
EXPORT("has_rate") auto has_rate(std::size_t method) -> bool {
  return study->cost().info().quadratic && linear_form(study->methods()[method].name).has_value();
}

// Takes nx values of lr and ny of beta. Numbers: of `count` cells from the first one on, row by row, the rate
// by theory or, where there is none, the last cost above the lowest known after that many steps; infinite
// where it diverged.
EXPORT("map")
void map(std::size_t method, std::size_t nx, std::size_t first, std::size_t count, double steps,
         double lowest) {
  const std::vector<double> axes = std::move(numbers);
  numbers.clear();
  MethodSpec cell = study->methods()[method];
  const auto form = linear_form(cell.name);
  const bool by_theory = has_rate(method);
  for (std::size_t i = first; i < first + count; ++i) {
    const double lr = axes[i % nx];
    const double beta = axes[nx + i / nx];
    if (by_theory) {
      numbers.push_back(rate(form->filter(beta), lr, shallowest(), curvature.l2));
    } else {
      set_shared(cell, Shared::lr, lr);
      set_shared(cell, Shared::beta, beta);
      numbers.push_back(final_excess(cell, lowest, whole(steps)));
    }
  }
}

// Takes nx values of lr and ny of beta. Numbers: for each beta the limit of lr, then for each lr the beta
// that makes the shallow direction critical, then the same of the steep one; not a number where there is
// none.
EXPORT("curves") void curves(std::size_t method, std::size_t nx, std::size_t ny) {
  const std::vector<double> axes = std::move(numbers);
  numbers.assign(ny + 2 * nx, nan);
  const auto form = linear_form(study->methods()[method].name);
  if (!form || !(curvature.l2 > 0)) return;
  for (std::size_t j = 0; j < ny; ++j)
    numbers[j] = lr_limit(form->filter(axes[nx + j]), curvature.l2).value_or(nan);
  if (form->critical_beta == nullptr || !(curvature.l1 > 0)) return;
  for (std::size_t i = 0; i < nx; ++i) {
    numbers[ny + i] = form->critical_beta(axes[i] * curvature.l1);
    numbers[ny + nx + i] = form->critical_beta(axes[i] * curvature.l2);
  }
}

// Takes the curvatures along an angle (in degrees) and across it, the angle, the minimum x, y and the cost
// there. Numbers: the parameters of that quadratic.
EXPORT("quadratic") void quadratic() {
  const Vec2<double> minimum{numbers[3], numbers[4]};
  const auto parameters =
      Quadratic::parameters_about(turned({numbers[0], numbers[1]}, numbers[2]), minimum, numbers[5]);
  numbers.clear();
  append(numbers, parameters);
}

}  // namespace msim
