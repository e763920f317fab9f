#include "study/remarks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "spec/brief.hpp"

namespace msim {
namespace {

using Sentence = std::optional<std::string>;
using Subjects = std::vector<Subject>;

struct Context {
  const Study& study;
  const Subjects& subjects;

  auto experiment() const -> const Experiment& { return study.experiment(); }
  auto quadratic() const -> bool { return study.cost().info().quadratic; }
  auto noisy() const -> bool { return experiment().noise_of_gradients().any(); }
  // How a method would have fared in as many steps had its gradients been exact.
  auto without_noise(const Subject& s) const -> Result {
    return noisy() ? study.run_without_noise(s.result->method, s.result->outcome.last.k) : *s.result;
  }
};

auto label(const Subject& subject) -> std::string { return subject.result->method.label(); }

auto is_above_limit(const Subject& s) -> bool {
  return s.lr_limit && !converges(s.linear->filter, *s.lr, s.curvature.l2);
}

auto diverged(const Subject& s) -> bool { return s.result->outcome.stop == Stop::diverged; }

auto diverged_by_noise(const Context& c, const Subject& s) -> bool {
  return c.noisy() && diverged(s) && c.without_noise(s).outcome.stop != Stop::diverged;
}

// Where it started within bounds, and not on a slope that falls without end: there every lr diverges.
auto diverged_by_lr(const Context& c, const Subject& s) -> bool {
  return diverged(s) && s.result->outcome.last.k > 0 && !(s.curvature.l1 < 0) && !diverged_by_noise(c, s);
}

auto no_minimum(const Context& c) -> Sentence {
  if (!c.study.valleys().empty() || !std::isfinite(c.study.lowest())) return {};
  std::string_view reason = "No minimum of this cost is known";
  if (const auto& set = c.experiment().cost.data) {
    const bool one_class = set->data.slope == 0 && set->data.residual == 0;
    reason = one_class ? "The data have one class, so that there is no minimum"
                       : "The data are separable, so that there is no minimum without a ridge";
  }
  return fmt::format("{}: steps to {} count from the lowest cost seen, {}.", reason, c.experiment().target,
                     brief(c.study.lowest()));
}

// What stationary point p is near to, by Newton's step; none where that is not short.
auto kind_of_point(const Eigen& here, Vec2<double> gradient, Vec2<double> p, Vec2<double> path)
    -> std::string_view {
  const double distance = norm({dot(here.shallow, gradient) / here.l1, dot(here.steep, gradient) / here.l2});
  const double near = std::max(0.05 * norm(path), 1e-3 * norm(p));
  if (!(distance <= near) || here.l2 == 0) return "";
  return here.l2 > 0 ? ": a saddle" : ": a maximum";
}

auto saddle(const Context& c) -> Sentence {
  for (const Subject& s : c.subjects) {
    if (s.result->outcome.stop != Stop::grad_tol) continue;
    const auto& last = s.result->outcome.last;
    const Eigen here = curvature_at(c.study.cost(), last.p);
    if (!(here.l1 < 0)) continue;
    return fmt::format(
        "{} stopped at {}, where the gradient is within --grad-tol but the cost curves down along {}{}.",
        label(s), brief(last.p), brief(here.shallow),
        kind_of_point(here, last.gradient, last.p, last.p - c.experiment().start));
  }
  return {};
}

auto rests(const Subject& s) -> bool {
  const auto& [stop, last] = s.result->outcome;
  return stop == Stop::grad_tol || (last.gradient.x == 0 && last.gradient.y == 0);
}

// What comes of a learning rate at or above the limit.
auto consequence(const Context& c, const Subject& s) -> std::string_view {
  const auto& o = s.result->metrics.oscillation;
  const bool marginal = motion(s.linear->filter, *s.lr, s.curvature.l2).regime == Regime::marginal;
  if (diverged(s)) return diverged_by_lr(c, s) ? ": it diverges" : "";
  if (!c.quadratic()) return marginal || rests(s) ? "" : ": there it cannot come to rest";
  if (!o || o->crossings.steep == 0) return "";
  if (marginal) return c.noisy() ? "" : ": it swings for ever";
  return o->rate && *o->rate > 1 ? ": it grows" : "";
}

auto limit_of(const Subject& s) -> std::string {
  const auto name = label(s);
  return name.find(' ') == std::string::npos ? fmt::format("{}'s limit", name)
                                             : fmt::format("the limit of {}", name);
}

auto above_limit(const Context& c) -> Sentence {
  if (!c.quadratic() && c.study.valleys().empty()) return {};  // the limit is that of the start alone
  const auto first = std::find_if(c.subjects.begin(), c.subjects.end(), is_above_limit);
  if (first == c.subjects.end()) return {};
  const auto below_gds = [](const Subject& s) { return s.linear->filter.gain_on_alternating() > 1; };
  std::string text = fmt::format("lr {} is {} {}{}{} {}", brief(*first->lr),
                                 brief(*first->lr) == brief(*first->lr_limit) ? "not below" : "above",
                                 limit_of(*first), label(*first).find(' ') == std::string::npos ? "" : ",",
                                 c.quadratic() ? "" : " near the minimum", brief(*first->lr_limit));
  text += fmt::format("{}{}", below_gds(*first) ? ", smaller even than gd's" : "", consequence(c, *first));
  constexpr int most = 2;
  int others = 0;
  const auto name_other = [&](const Subject& s, std::string_view what_follows) {
    if (&s != &*first && s.lr_limit && others++ < most)
      text += fmt::format("; {} is {}{}", limit_of(s), brief(*s.lr_limit), what_follows);
  };
  for (const Subject& s : c.subjects) {
    if (is_above_limit(s)) name_other(s, diverged_by_lr(c, s) ? ": it diverges" : "");
  }
  for (const Subject& s : c.subjects) {
    if (!is_above_limit(s)) name_other(s, "");
  }
  return text + ".";
}

auto thrown_out_by_noise(const Context& c) -> Sentence {
  for (const Subject& s : c.subjects) {
    if (!diverged_by_noise(c, s)) continue;
    const auto steps = s.result->outcome.last.k;
    return fmt::format("The noise throws {} out: with exact gradients it does not diverge in {} step{}.",
                       label(s), steps, steps == 1 ? "" : "s");
  }
  return {};
}

// Looks for a place on the way of a run that is too steep for its lr, other than where it diverged.
class TooSteep : public RunObserver {
 public:
  TooSteep(const AnyCost& cost, const Subject& subject) : cost_(cost), subject_(subject) {}

  auto step(const Step<double>& step) -> std::uint64_t override {
    if (step.k < subject_.result->outcome.last.k) {
      const double steepest = curvature_at(cost_, step.p).l2;
      found_ = found_ || (steepest > 0 && !converges(subject_.linear->filter, *subject_.lr, steepest));
    }
    return step.k + 1;
  }
  auto found() const -> bool { return found_; }

 private:
  const AnyCost& cost_;
  const Subject& subject_;
  bool found_ = false;
};

auto diverged_below_limit(const Context& c) -> Sentence {
  if (c.quadratic() || c.study.valleys().empty()) return {};
  for (const Subject& s : c.subjects) {
    if (!diverged(s) || is_above_limit(s) || !s.lr_limit || diverged_by_noise(c, s)) continue;
    // What is thrown out by bias correction says nothing of the cost.
    if (s.linear->filter.in_the_long_run) continue;
    TooSteep too_steep(c.study.cost(), s);
    c.study.run(s.result->method, too_steep);
    if (!too_steep.found()) continue;
    return fmt::format(
        "{} diverges although lr {} is below its limit {} near the minimum: the cost is steeper "
        "on the way there.",
        label(s), brief(*s.lr), brief(*s.lr_limit));
  }
  return {};
}

auto bias_correction(const Context& c) -> Sentence {
  for (const Subject& s : c.subjects) {
    if (!s.linear || !s.linear->filter.in_the_long_run || is_above_limit(s)) continue;
    const double h = *s.lr * s.curvature.l2;
    if (!(h > 2)) continue;
    const auto& o = s.result->metrics.oscillation;
    if (!o) continue;
    const double by_itself = c.without_noise(s).metrics.oscillation->overshoot;
    if (std::abs(o->overshoot - by_itself) > 0.1 * by_itself) continue;  // the noise has a part in it
    const auto start = position(c.study.valley_near(s.result->outcome.last.p), c.experiment().start);
    const double thrown = o->overshoot / norm({start.steep, start.shallow});
    if (!(thrown > 1) || !std::isfinite(thrown)) continue;
    return fmt::format(
        "Bias correction makes the first steps of {} as long as gd's, and lr times the steepest "
        "curvature is {}, above 2: it is thrown out to {} times the start's distance.",
        label(s), brief(h), brief(thrown));
  }
  return {};
}

auto same_lr(const Context& c) -> Sentence {
  const auto equivalent = [](const Subject& s) { return equivalent_heavy_ball_lr(s.linear->filter, 1); };
  const auto where = [](const Filter& a, const Filter& b) {
    return a.before != b.before                     ? " along a valley"
           : a.in_the_long_run || b.in_the_long_run ? " in the long run"
                                                    : "";
  };
  for (const Subject& sum : c.subjects) {
    for (const Subject& average : c.subjects) {
      if (!sum.linear || !average.linear || !sum.beta || sum.beta != average.beta || sum.lr != average.lr)
        continue;
      const double ratio = equivalent(sum) / equivalent(average);
      if (!(ratio > 1.5)) continue;
      return fmt::format("The same number lr in {} is{} a {} times larger step than in {}.", label(sum),
                         where(sum.linear->filter, average.linear->filter), brief(ratio), label(average));
    }
  }
  return {};
}

auto nothing_settled(const Context& c) -> Sentence {
  for (const Subject& s : c.subjects) {
    const auto& [name, parameters, own, best, trials, found] = s.result->method;
    if (found != Found::lowest) continue;
    return fmt::format(
        "None of the {} trial runs of {} settled within {} steps: the best is the one that ended lowest.",
        trials, label(s), c.experiment().steps);
  }
  return {};
}

auto no_best(const Context& c) -> Sentence {
  for (const Subject& s : c.subjects) {
    const auto& method = s.result->method;
    if (method.best.empty() || method.found != Found::nowhere) continue;
    std::vector<std::string> values;
    if (method.is_best(Shared::lr)) values.push_back("lr " + brief(s.lr));
    if (method.is_best(Shared::beta)) values.push_back("beta " + near_one(*s.beta));
    return fmt::format("There is no best {} for {}: {}. It runs with {}.", fmt::join(method.best, " and "),
                       label(s), why_no_best(method, s.curvature.l2), fmt::join(values, " and "));
  }
  return {};
}

auto at_their_best(const Context& c) -> Sentence {
  const auto tuned = [](const Subject& s) {
    return !s.result->method.best.empty() && s.result->method.found != Found::nowhere;
  };
  std::vector<const Subject*> best;
  for (const Subject& s : c.subjects) {
    if (tuned(s) && s.result->metrics.settled) best.push_back(&s);
  }
  if (best.size() < 2) return {};
  const auto settled = [](const Subject* s) { return *s->result->metrics.settled; };
  const auto only = [&](std::string_view parameter) {
    return std::all_of(best.begin(), best.end(), [&](const Subject* s) {
      const auto& names = s->result->method.best;
      return std::all_of(names.begin(), names.end(),
                         [&](const auto& name) { return name.starts_with(parameter); });
    });
  };
  const auto* const found = only("lr") ? " lr" : only("beta") ? " beta" : "";
  const auto [fast, slow] = std::minmax_element(best.begin(), best.end(),
                                                [&](auto* a, auto* b) { return settled(a) < settled(b); });
  const double ratio = static_cast<double>(settled(*slow)) / static_cast<double>(settled(*fast));
  if (!(ratio > 1.1) || settled(*fast) == 0) return {};
  return fmt::format("Each at its best{}, {} settles {} times as fast as {}: {} steps against {}.", found,
                     label(**fast), ratio < 10 ? fmt::format("{:.2g}", ratio) : fmt::format("{:.0f}", ratio),
                     label(**slow), settled(*fast), settled(*slow));
}

auto crossings(const Context& c) -> Sentence {
  std::vector<std::string> parts;
  std::uint64_t most = 0;
  constexpr std::size_t shown = 3;
  for (const Subject& s : c.subjects) {
    const auto& o = s.result->metrics.oscillation;
    const bool valley = s.curvature.l2 > 2 * s.curvature.l1;
    if (!o || !valley || parts.size() == shown) continue;
    most = std::max(most, o->crossings.steep);
    parts.push_back(fmt::format("{} {}on {} of {}{}", label(s), parts.empty() ? "crosses the valley " : "",
                                o->crossings.steep, s.result->outcome.last.k, parts.empty() ? " steps" : ""));
  }
  if (most == 0) return {};
  return fmt::format("{}.", fmt::join(parts, ", "));
}

// How far noise keeps gd and another method, with the same lr, from the minimum.
auto noise_floor(const Context& c) -> Sentence {
  const auto wandering = [](const Subject& s) { return s.result->metrics.wandering; };
  const auto kept_off = [&](const Subject& s) {
    return wandering(s) && wandering(s)->is_explained(&Directions<double>::steep);
  };
  for (const Subject& gd : c.subjects) {
    if (gd.result->method.name != "gd" || !kept_off(gd)) continue;
    for (const Subject& other : c.subjects) {
      const auto w = wandering(other);
      if (other.result->method.name == "gd" || other.lr != gd.lr || !kept_off(other)) continue;
      return fmt::format(
          "The noise keeps {} {} off the minimum across the valley, {} {}: a ratio of {:.3g}, {:.3g} "
          "predicted.",
          label(gd), brief(wandering(gd)->spread.steep), label(other), brief(w->spread.steep),
          wandering(gd)->spread.steep / w->spread.steep, wandering(gd)->expected->steep / w->expected->steep);
    }
  }
  return {};
}

// Where batches keep a method farther off than expected.
auto curvatures_of_batches(const Context& c) -> Sentence {
  if (!c.experiment().batch_size || c.experiment().noise.value_or(0) > 0) return {};
  constexpr std::array<std::pair<Wandering::Direction, std::string_view>, 2> directions{
      std::pair{&Directions<double>::steep, "across"}, std::pair{&Directions<double>::shallow, "along"}};
  for (const Subject& s : c.subjects) {
    const auto& w = s.result->metrics.wandering;
    for (const auto& [direction, where] : directions) {
      if (!w || !w->is_beyond(direction)) continue;
      return fmt::format(
          "{} is kept {} off the minimum {} the valley, {} predicted: the prediction leaves out that small "
          "batches have curvatures of their own.",
          label(s), brief(w->spread.*direction), where, brief((*w->expected).*direction));
    }
  }
  return {};
}

// A beta so large that the motion along the valley oscillates is slower than the best one for this lr.
auto better_beta(const Context& c) -> Sentence {
  if (!c.quadratic()) return {};
  for (const Subject& s : c.subjects) {
    if (!s.linear || s.linear->form.critical_beta == nullptr || !(s.curvature.l1 > 0) || is_above_limit(s))
      continue;
    // A direction that is at the minimum from the start has no pace.
    const auto start = position(c.study.valleys().front(), c.experiment().start);
    if (!c.noisy() && start.steep == 0 && start.shallow == 0) continue;
    const double l1 = start.shallow != 0 || c.noisy() ? s.curvature.l1 : s.curvature.l2;
    const double l2 = start.steep != 0 || c.noisy() ? s.curvature.l2 : s.curvature.l1;
    const double now = rate(s.linear->filter, *s.lr, l1, l2);
    const auto found = best_beta(s.linear->form, *s.lr, l1, l2);
    if (!found) continue;
    const double beta = *found;
    const double best = rate(s.linear->form.filter(beta), *s.lr, l1, l2);
    const double ratio = log(best) / log(now);
    if (!(ratio > 1.2) || !(best > 0) || near_one(best) == near_one(now)) continue;
    return fmt::format(
        "With lr {} {} is fastest at beta {}: a step then leaves {} of the distance, here it leaves {}.",
        brief(*s.lr), label(s), near_one(beta), near_one(best), near_one(now));
  }
  return {};
}

constexpr std::array sentences{no_minimum,
                               saddle,
                               above_limit,
                               nothing_settled,
                               no_best,
                               thrown_out_by_noise,
                               diverged_below_limit,
                               bias_correction,
                               at_their_best,
                               same_lr,
                               noise_floor,
                               curvatures_of_batches,
                               crossings,
                               better_beta};

}  // namespace

auto why_no_best(const MethodSpec& method, double steepest) -> std::string {
  if (method.trial_runs > 0) return fmt::format("all {} trial runs diverged", method.trial_runs);
  return steepest == 0 ? "the cost is flat" : "none converges";
}

auto remarks(const Study& study, const std::vector<Subject>& subjects) -> std::vector<std::string> {
  const Context context{study, subjects};
  std::vector<std::string> result;
  constexpr std::size_t most = 3;
  for (const auto sentence : sentences) {
    if (result.size() == most) break;
    if (auto text = sentence(context)) result.push_back(*std::move(text));
  }
  return result;
}

}  // namespace msim
