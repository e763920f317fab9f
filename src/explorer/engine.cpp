#include <array>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analysis/metrics.hpp"
#include "analysis/theory.hpp"
#include "cli/remarks.hpp"
#include "cli/wandering.hpp"
#include "core/turned.hpp"
#include "costs/quadratic.hpp"
#include "sim/infos.hpp"
#include "sim/run.hpp"
#include "sim/surface.hpp"
#include "spec/json.hpp"
#include "spec/spec.hpp"

// What the page calls. Numbers go in and out through `numbers`, texts come out as `text`; each function says
// what it takes and gives there. Both may move whenever a function runs.
//
// Numbers of an experiment, as explore() takes them:
//   cost: its place in the list, its parameters
//   start x, y
//   lr, beta (not a number: the best), steps, grad_tol (not a number: off), target
//   batch size, noise (not a number: off), seed
//   whether there is a view, x0, x1, y0, y1
//   how many methods; of each its place in the list, then two numbers a parameter: the value (not a number:
//   what lr, beta or the method's default say; infinite: the best), and whether the method owns it

#define EXPORT(name) extern "C" __attribute__((export_name(name)))

namespace msim {
namespace {

std::vector<double> numbers;
std::string text;
Experiment experiment;
DataSet data;
Eigen curvature;
std::vector<MethodSpec> methods;  // those of the experiment, the best values found
// Of each method every step: k, x, y, cost, gradient x, y, velocity x, y, epoch, batch gradient x, y, and the
// position across and along the valley.
std::vector<std::vector<double>> rows;
constexpr std::size_t columns = 13;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

auto whole(double value) -> std::uint64_t { return static_cast<std::uint64_t>(value); }
auto place(double value) -> std::size_t { return static_cast<std::size_t>(value); }

class Reader {
 public:
  auto number() -> double { return numbers[at_++]; }
  auto point() -> Vec2<double> {
    const double x = number();
    return {x, number()};
  }
  auto optional() -> std::optional<double> {
    const double value = number();
    return std::isnan(value) ? std::nullopt : std::optional(value);
  }

 private:
  std::size_t at_ = 0;
};

auto read_method(Reader& in, const Experiment& e, bool can_tune) -> MethodSpec {
  const MethodInfo& info = method_infos()[place(in.number())];
  MethodSpec method{std::string(info.name), {}, {}, {}};
  for (const Parameter& parameter : info.parameters) {
    std::optional<double> value = in.optional();
    if (in.number() != 0) method.own.emplace_back(parameter.name);
    const bool follows = !value;
    if (follows && parameter.shared == Shared::lr) value = e.lr;
    if (follows && parameter.shared == Shared::beta) value = e.beta;
    if (follows && parameter.shared == Shared::none) value = parameter.standard;
    const bool best = !value || std::isinf(*value);
    if (best && can_tune) method.best.emplace_back(parameter.name);
    method.parameters.push_back(best ? parameter.standard : *value);
  }
  return method;
}

auto read_experiment() -> Experiment {
  Reader in;
  Experiment e;
  const CostInfo& cost = cost_infos()[place(in.number())];
  e.cost.name = cost.name;
  for (std::size_t i = 0; i < cost.parameters.size(); ++i) e.cost.parameters.push_back(in.number());
  if (cost.on_data) e.cost.data = {std::shared_ptr<void>(), &data};  // which it does not own
  e.start = in.point();
  e.lr = in.optional();
  e.beta = in.optional();
  e.steps = whole(in.number());
  e.grad_tol = in.optional();
  e.target = in.number();
  if (const auto size = in.optional()) e.batch_size = whole(*size);
  e.noise = in.optional();
  e.seed = whole(in.number());
  const bool has_view = in.number() != 0;
  const Vec2<double> x = in.point();
  const Vec2<double> y = in.point();
  if (has_view) e.view = Box{x.x, x.y, y.x, y.y};
  const bool can_tune = !valleys(e.cost.choice()).empty();
  for (std::uint64_t n = whole(in.number()); n > 0; --n) e.methods.push_back(read_method(in, e, can_tune));
  return e;
}

void append(std::vector<double>& to, std::span<const double> values) {
  for (const double value : values) to.push_back(value);
}

// Keeps every step of a run.
class Recorder : public RunObserver {
 public:
  Recorder(std::vector<double>& rows, ViewObserver& view, MetricsObserver& metrics)
      : rows_(rows), view_(view), metrics_(metrics) {}
  auto step(const Step<double>& s) -> std::uint64_t override {
    metrics_.step(s);
    view_.step(s);
    const std::array row{static_cast<double>(s.k),
                         s.p.x,
                         s.p.y,
                         s.cost,
                         s.gradient.x,
                         s.gradient.y,
                         s.velocity.x,
                         s.velocity.y,
                         static_cast<double>(s.epoch),
                         s.used.x,
                         s.used.y,
                         nan,
                         nan};
    append(rows_, row);
    return s.k + 1;
  }

 private:
  std::vector<double>& rows_;
  ViewObserver& view_;
  MetricsObserver& metrics_;
};

void add(std::initializer_list<double> values) { append(numbers, {values.begin(), values.size()}); }
auto or_nan(const auto& value) -> double { return value ? static_cast<double>(*value) : nan; }

void add(const Metrics& m) {
  add({or_nan(m.first_hit), or_nan(m.settled), m.final_cost, m.lowest_cost,
       static_cast<double>(m.lowest_step), m.path_length, m.efficiency});
  const Oscillation o = m.oscillation.value_or(Oscillation{});
  add({static_cast<double>(o.crossings.steep), static_cast<double>(o.crossings.shallow), o.travel.steep,
       o.travel.shallow, o.overshoot, or_nan(o.rate)});
  const auto& seen = m.lowest_seen;
  add({seen ? or_nan(seen->first_hit) : nan, seen ? or_nan(seen->settled) : nan});
  const auto& w = m.wandering;
  add({w ? w->spread.steep : nan, w && w->expected ? w->expected->steep : nan});
}

// What theory says of a method on the quadratic that the cost is, or resembles at the minimum.
void add(const Subject& subject, const Experiment& e, const Study& study) {
  const auto& [l1, l2, shallow, steep] = subject.curvature;
  add({l1, l2, shallow.x, shallow.y, steep.x, steep.y, or_nan(subject.lr), or_nan(subject.beta)});
  if (!subject.linear) return add({nan, nan, nan, nan, nan, nan, nan, nan, nan, nan, nan});
  const auto& [form, filter, lr] = *subject.linear;
  const Motion slow = motion(filter, lr, l1);
  const Motion fast = motion(filter, lr, l2);
  const Optimum optimum = l1 > 0 ? form.optimum(l1, l2) : Optimum{nan, nan, nan};
  std::optional<std::uint64_t> steps;
  if (!study.valleys.empty()) {
    const auto& valley =
        study.valleys[nearest_valley(study.valleys, subject.result->outcome.last.p, e.start)];
    const auto u = position(valley, e.start);
    steps = predicted_steps(filter, lr, {Mode{l1, u.shallow}, Mode{l2, u.steep}}, e.target);
  }
  add({or_nan(subject.lr_limit), static_cast<double>(slow.regime), slow.spectral_radius, or_nan(slow.period),
       static_cast<double>(fast.regime), fast.spectral_radius, or_nan(fast.period), optimum.lr, optimum.beta,
       optimum.rate, or_nan(steps)});
}

// The last cost of a run with exact gradients, above the lowest known, after that many steps; infinite where
// it diverged.
auto final_excess(const MethodSpec& method, double lowest, std::uint64_t steps) -> double {
  class Blind : public RunObserver {
    auto step(const Step<double>& step) -> std::uint64_t override { return ~step.k; }
  } blind;
  const auto outcome = run(method.choice(), experiment.cost.choice(), experiment.start, {steps}, blind);
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

// Takes the x of each row of the data, then the y.
EXPORT("take_data") void take_data() {
  const std::span all = numbers;
  const std::size_t half = all.size() / 2;
  data.xs.clear();
  data.ys.clear();
  append(data.xs, all.first(half));
  append(data.ys, all.subspan(half));
  data.data = {data.xs, data.ys};
}

// Takes an experiment and runs it. The steps of each method are read with rows_at(), the text is the remarks
// of the summary, a line each. Numbers:
//   the cost's own start x, y and view x0, x1, y0, y1; the box to show; the lowest cost known
//   how many minima; of each x, y, cost
//   of each method: its parameters; stop reason, trial runs; then as add() puts them: metrics, theory
EXPORT("explore") auto explore() -> std::size_t {
  experiment = read_experiment();
  Study study = msim::study(experiment);
  complete(
      study, experiment, [](const MethodSpec&, std::uint64_t) {}, true);
  methods = std::move(study.methods);
  const auto cost = experiment.cost.choice();
  const auto [start, own] = with_cost(cost, [](const auto& f) { return std::pair(f.start(), f.view()); });
  ViewObserver view(own, experiment.start);
  std::vector<Result> results;
  rows.clear();
  for (const MethodSpec& method : methods) {
    MetricsObserver metrics(study.valleys, study.lowest, experiment.target);
    auto& steps = rows.emplace_back();
    Recorder recorder(steps, view, metrics);
    const auto outcome =
        run(method.choice(), cost, experiment.start, study.limits, recorder, experiment.noise_of_gradients());
    results.push_back({method, outcome, metrics.result(), {}});
    add_wandering(results.back().metrics, method, outcome, experiment, study);
    if (study.valleys.empty()) continue;
    const auto& valley = study.valleys[nearest_valley(study.valleys, outcome.last.p, experiment.start)];
    for (std::size_t i = 0; i < steps.size(); i += columns) {
      const auto u = position(valley, {steps[i + 1], steps[i + 2]});
      steps[i + columns - 2] = u.steep;
      steps[i + columns - 1] = u.shallow;
    }
  }
  const auto subjects = subjects_of(experiment, study, results);
  curvature = subjects.front().curvature;
  const Box box = experiment.view ? *experiment.view : view.view();
  numbers.clear();
  add({start.x, start.y, own.x0, own.x1, own.y0, own.y1, box.x0, box.x1, box.y0, box.y1, study.lowest});
  add({static_cast<double>(study.valleys.size())});
  for (const Valley& v : study.valleys) add({v.minimum.p.x, v.minimum.p.y, v.minimum.value});
  for (const Subject& subject : subjects) {
    const Result& result = *subject.result;
    append(numbers, result.method.parameters);
    add({static_cast<double>(result.outcome.stop), static_cast<double>(result.method.trial_runs)});
    add(result.metrics);
    add(subject, experiment, study);
  }
  text.clear();
  for (const auto& sentence : remarks(experiment, study, subjects)) text += sentence + "\n";
  return text.size();
}

EXPORT("rows_at") auto rows_at(std::size_t method) -> const double* { return rows[method].data(); }
EXPORT("rows_of") auto rows_of(std::size_t method) -> std::size_t { return rows[method].size() / columns; }

// Numbers: the x of each row of the batch that an update is made of, then the y.
EXPORT("batch") void batch(double update) {
  Batches batches(data.data, *experiment.batch_size, experiment.seed);
  Data rows = batches.next();
  for (std::uint64_t k = whole(update); k > 1; --k) rows = batches.next();
  numbers.clear();
  append(numbers, rows.x);
  append(numbers, rows.y);
}

// Takes a box x0, x1, y0, y1. Numbers: the cost at nx times ny points of it, row by row.
EXPORT("surface") void surface(std::size_t nx, std::size_t ny) {
  const Grid grid{{numbers[0], numbers[1], numbers[2], numbers[3]}, nx, ny};
  numbers.clear();
  for (std::size_t j = 0; j < ny; ++j) {
    append(numbers, surface_row(experiment.cost.choice(), grid, j));
  }
}

// Whether the map of a method is its rate by theory (else the measured one).
EXPORT("has_rate") auto has_rate(std::size_t method) -> bool {
  return cost_info(experiment.cost.name).quadratic && linear_form(methods[method].name).has_value();
}

// Takes nx values of lr and ny of beta. Numbers: of `count` cells from the first one on, row by row, the rate
// by theory or, where there is none, the last cost above the lowest known after that many steps; infinite
// where it diverged.
EXPORT("map")
void map(std::size_t method, std::size_t nx, std::size_t first, std::size_t count, double steps,
         double lowest) {
  const std::vector<double> axes = std::move(numbers);
  numbers.clear();
  MethodSpec cell = methods[method];
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
  const auto form = linear_form(methods[method].name);
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
