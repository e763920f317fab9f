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
};

auto label(const Subject& subject) -> std::string { return subject.result->method.label(); }

auto is_above_limit(const Subject& s) -> bool {
  if (!s.lr_limit) return false;
  const Regime across = motion(s.linear->filter, *s.lr, s.curvature.l2).regime;
  return across == Regime::marginal || across == Regime::divergent;
}

auto diverged(const Subject& s) -> bool { return s.result->outcome.stop == Stop::diverged; }

auto no_minimum(const Context& c) -> Sentence {
  if (!c.study.valleys().empty()) return {};
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
  const double distance =
      std::hypot(dot(here.shallow, gradient) / here.l1, dot(here.steep, gradient) / here.l2);
  const double near = std::max(0.05 * std::hypot(path.x, path.y), 1e-3 * std::hypot(p.x, p.y));
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

// What comes of a learning rate at or above the limit.
auto consequence(const Subject& s, bool quadratic) -> std::string_view {
  const auto& o = s.result->metrics.oscillation;
  if (diverged(s)) return ": it diverges";
  if (!quadratic) return ": there it cannot come to rest";
  if (!o || o->crossings.steep == 0) return "";
  if (motion(s.linear->filter, *s.lr, s.curvature.l2).regime == Regime::marginal)
    return ": it swings for ever";
  return o->rate && *o->rate > 1 ? ": it grows" : "";
}

auto limit_of(const Subject& s) -> std::string {
  const auto name = label(s);
  return name.find(' ') == std::string::npos ? fmt::format("{}'s limit", name)
                                             : fmt::format("the limit of {}", name);
}

auto above_limit(const Context& c) -> Sentence {
  const auto first = std::find_if(c.subjects.begin(), c.subjects.end(), is_above_limit);
  if (first == c.subjects.end()) return {};
  const auto below_gds = [](const Subject& s) { return s.linear->filter.gain_on_alternating() > 1; };
  std::string text = fmt::format("lr {} is {} {}{}{} {}", brief(*first->lr),
                                 brief(*first->lr) == brief(*first->lr_limit) ? "not below" : "above",
                                 limit_of(*first), label(*first).find(' ') == std::string::npos ? "" : ",",
                                 c.quadratic() ? "" : " near the minimum", brief(*first->lr_limit));
  text += fmt::format("{}{}", below_gds(*first) ? ", smaller even than gd's" : "",
                      consequence(*first, c.quadratic()));
  constexpr int most = 2;
  int others = 0;
  const auto name_other = [&](const Subject& s, std::string_view what_follows) {
    if (&s != &*first && s.lr_limit && others++ < most)
      text += fmt::format("; {} is {}{}", limit_of(s), brief(*s.lr_limit), what_follows);
  };
  for (const Subject& s : c.subjects) {
    if (is_above_limit(s)) name_other(s, diverged(s) ? ": it diverges" : "");
  }
  for (const Subject& s : c.subjects) {
    if (!is_above_limit(s)) name_other(s, "");
  }
  return text + ".";
}

auto diverged_below_limit(const Context& c) -> Sentence {
  if (c.quadratic()) return {};
  for (const Subject& s : c.subjects) {
    if (!diverged(s) || is_above_limit(s) || !s.lr_limit || c.study.valleys().empty()) continue;
    // What starts out of bounds, or is thrown out by bias correction, says nothing of the cost.
    if (s.result->outcome.last.k == 0 || s.linear->filter.in_the_long_run) continue;
    return fmt::format(
        "{} diverges although lr {} is below its limit {} near the minimum: the cost is steeper "
        "on the way there.",
        label(s), brief(*s.lr), brief(*s.lr_limit));
  }
  return {};
}

auto bias_correction(const Context& c) -> Sentence {
  for (const Subject& s : c.subjects) {
    const auto& o = s.result->metrics.oscillation;
    if (!s.linear || !s.linear->filter.in_the_long_run || is_above_limit(s) || !o) continue;
    const double h = *s.lr * s.curvature.l2;
    if (!(h > 2)) continue;
    const auto start = position(c.study.valley_near(s.result->outcome.last.p), c.experiment().start);
    const double thrown = o->overshoot / std::hypot(start.steep, start.shallow);
    if (!(thrown > 1)) continue;
    return fmt::format(
        "Bias correction makes the first steps of {} as long as gd's, and lr times the steepest "
        "curvature is {}, above 2: it is thrown out to {} times the start's distance.",
        label(s), brief(h), brief(thrown));
  }
  return {};
}

auto same_lr(const Context& c) -> Sentence {
  const auto equivalent = [](const Subject& s) { return equivalent_heavy_ball_lr(s.linear->filter, *s.lr); };
  for (const Subject& sum : c.subjects) {
    for (const Subject& average : c.subjects) {
      if (!sum.linear || !average.linear || !sum.beta || sum.beta != average.beta || sum.lr != average.lr)
        continue;
      const double ratio = equivalent(sum) / equivalent(average);
      if (!(ratio > 1.5)) continue;
      return fmt::format("The same number lr in {} is a {} times larger step than in {}.", label(sum),
                         brief(ratio), label(average));
    }
  }
  return {};
}

auto nothing_settled(const Context& c) -> Sentence {
  for (const Subject& s : c.subjects) {
    const auto trials = s.result->method.trial_runs;
    if (trials == 0 || s.result->metrics.settled) continue;
    return fmt::format(
        "None of the {} trial runs of {} settled within {} steps: the best is the one that ended lowest.",
        trials, label(s), c.experiment().steps);
  }
  return {};
}

auto at_their_best(const Context& c) -> Sentence {
  const auto tuned = [](const Subject& s) { return !s.result->method.best.empty(); };
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
  for (const Subject& gd : c.subjects) {
    if (gd.result->method.name != "gd" || !wandering(gd) || !wandering(gd)->expected) continue;
    for (const Subject& other : c.subjects) {
      const auto w = wandering(other);
      if (other.result->method.name == "gd" || other.lr != gd.lr || !w || !w->expected ||
          w->expected->steep == 0)
        continue;
      return fmt::format(
          "The noise keeps {} {} off the minimum across the valley, {} {}: a ratio of {:.3g}, {:.3g} "
          "predicted.",
          label(gd), brief(wandering(gd)->spread.steep), label(other), brief(w->spread.steep),
          wandering(gd)->spread.steep / w->spread.steep, wandering(gd)->expected->steep / w->expected->steep);
    }
  }
  return {};
}

// A beta so large that the motion along the valley oscillates is slower than the best one for this lr.
auto better_beta(const Context& c) -> Sentence {
  if (!c.quadratic()) return {};
  for (const Subject& s : c.subjects) {
    const double l1 = s.curvature.l1;
    const double l2 = s.curvature.l2;
    if (!s.linear || s.linear->form.critical_beta == nullptr || !(l1 > 0) || is_above_limit(s)) continue;
    const double now = rate(s.linear->filter, *s.lr, l1, l2);
    const auto found = best_beta(s.linear->form, *s.lr, l1, l2);
    if (!found) continue;
    const double beta = *found;
    const double best = rate(s.linear->form.filter(beta), *s.lr, l1, l2);
    const double ratio = std::log(best) / std::log(now);
    if (!(ratio > 1.2) || !(best > 0) || brief(best) == brief(now)) continue;
    return fmt::format(
        "With lr {} {} is fastest at beta {}: a step then leaves {} of the distance, here it leaves {}.",
        brief(*s.lr), label(s), brief(beta), brief(best), brief(now));
  }
  return {};
}

constexpr std::array sentences{no_minimum,           saddle,          above_limit,   nothing_settled,
                               diverged_below_limit, bias_correction, at_their_best, same_lr,
                               noise_floor,          crossings,       better_beta};

}  // namespace

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
