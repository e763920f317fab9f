#include "draw/data_panel.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>

#include "draw/animation.hpp"
#include "draw/gnuplot_text.hpp"
#include "sim/infos.hpp"

namespace msim {
namespace {

// The size of a row that is drawn, in pixels at scale 1.
constexpr double dot_room = 9;

}  // namespace

DataPanel::DataPanel(const Scene& scene, const Frame& frame, std::vector<std::string_view> colors,
                     GnuplotScript& script)
    : scene_(scene),
      frame_(frame),
      colors_(std::move(colors)),
      script_(script),
      view_(data_view(scene)),
      classes_(scene.experiment.cost.info().classes),
      steps_(script.animated() ? frames_of(scene) : steps_of_fits(scene)) {
  const double room = dot_room * script.scale();
  if (classes_) stack_classes(view_, frame.width() / room, frame.height() / room);
}

void DataPanel::data() {
  script_.points("rows", view_.rows);
  const auto array = [&](std::string_view name, std::size_t path, const auto& value) {
    std::vector<std::string> values;
    for (const std::uint64_t step : steps_) values.push_back(value(point_at(scene_.paths[path], step)));
    script_.line("array {}{}[{}] = [{}]", name, path + 1, values.size(), fmt::join(values, ", "));
  };
  for (std::size_t i = 0; i < scene_.paths.size(); ++i) {
    array("step", i, [](const PathPoint& point) { return fmt::format("{}", point.k); });
    array("weight", i, [](const PathPoint& point) { return script_text("{}", point.p.x); });
    array("bias", i, [](const PathPoint& point) { return script_text("{}", point.p.y); });
  }
}

void DataPanel::functions() {
  const DataSet& set = *scene_.experiment.cost.data;
  script_.line("linear(x, weight, bias) = weight*{} + bias",
               set.standardize ? script_text("(x - ({}))/{}", set.centre, set.scale) : "x");
  // The logistic function, in a form that does not overflow.
  script_.line("fitted(x, weight, bias) = {}",
               classes_ ? "0.5 + 0.5*tanh(linear(x, weight, bias)/2)" : "linear(x, weight, bias)");
}

void DataPanel::choose_fit() { script_.line("now = i < {0} ? i : {0}", steps_.size()); }

auto DataPanel::last_fit() const -> std::string {
  return script_.animated() ? "now" : fmt::format("{}", steps_.size());
}

void DataPanel::draw() {
  const FigureTheme& theme = script_.theme();
  const DataSet& set = *scene_.experiment.cost.data;
  const auto& x = view_.x;
  const auto& y = view_.y;
  script_.axis('x', x, ticks(x.low, x.high, script_.room_x(frame_)));
  script_.axis('y', y, ticks(y.low, y.high, script_.room_y(frame_)));
  script_.axis_names(fitted(plain_text(set.x), width_for_text()), "");
  script_.caption_of(frame_, captions());
  script_.line("set samples 500");
  std::vector<std::string> parts{script_.dots("rows", view_.rows.size(), theme.muted)};
  const auto fit = [&](std::size_t path, const std::string& which, double opaque, double width) {
    parts.push_back(script_text(
        "fitted(x, weight{0}[{1}], bias{0}[{1}]) with lines linetype 1 linecolor rgb '{2}' linewidth "
        "{3:.3g}",
        path + 1, which, translucent(which == "1" ? theme.muted : colors_.at(path), opaque), width));
  };
  const std::size_t last = steps_.size();
  for (std::size_t j = 1; j < last && !script_.animated(); ++j) {
    const double share = static_cast<double>(j) / static_cast<double>(last);
    for (std::size_t i = 0; i < (j == 1 ? 1 : scene_.paths.size()); ++i)
      fit(i, fmt::format("{}", j), 0.15 + 0.65 * share, 1.1 + 0.5 * share);
  }
  // Where they coincide, each still shows beside the next.
  for (std::size_t i = 0; i < scene_.paths.size(); ++i)
    fit(i, last_fit(), 1, 2 + 2 * static_cast<double>(scene_.paths.size() - 1 - i));
  if (!scene_.valleys.empty()) {
    const auto& best = scene_.valleys.front().minimum.p;
    parts.push_back(script_text(
        "fitted(x, {}, {}) with lines linetype 1 dashtype (12, 10) linecolor rgb '{}' linewidth 1.5", best.x,
        best.y, theme.ink));
  }
  key();
  script_.plot(parts);
  script_.line("unset label");
}

// "waiting, the fit at steps 0, 5, 1500, 2000 of 10000 rows", or less.
auto DataPanel::captions() const -> std::vector<std::string> {
  const auto name = fitted(plain_text(scene_.experiment.cost.data->y), width_for_text() / 2);
  const auto rows =
      view_.rows.size() < view_.all ? fmt::format(", {} of {} rows", view_.rows.size(), view_.all) : "";
  if (script_.animated()) return {name + rows};
  const auto steps = fmt::format("step{} {}", steps_.size() > 1 ? "s" : "", fmt::join(steps_, ", "));
  return {fmt::format("{}, the fit at {}{}", name, steps, rows), fmt::format("{} at {}{}", name, steps, rows),
          name + rows};
}

void DataPanel::key() {
  constexpr std::size_t most = 4;
  if (scene_.paths.size() > most) return;
  const auto& names = scene_.experiment.cost.info().axes;
  const auto numbers = fmt::format("{} = %.4g, {} = %.4g", names[0], names[1]);
  const bool best = !scene_.valleys.empty();
  const double scale = script_.scale();
  const double line_height = 1.3 * tick_size * scale;
  const Vec2<double> size{0.85 * text_width("best fit, dashed: w = -0.1234, b = -0.1234") * tick_size * scale,
                          static_cast<double>(scene_.paths.size() + (best ? 1 : 0)) * line_height};
  const double inset = 10 * scale;
  if (size.x + 2 * inset > frame_.width() || size.y + 2 * inset > frame_.height()) return;
  const auto place = emptiest_place(size, inset);
  const Place corner = place.first;
  const bool right = place.second;
  double y = frame_.bottom + corner.y + size.y - line_height / 2;
  const auto row = [&](std::size_t tag, const std::string& text, std::string_view ink) {
    script_.line("set label {} {} at {} {} noenhanced textcolor rgb '{}' {} front", tag, text,
                 script_.at({frame_.left + corner.x + (right ? size.x : 0), y}), right ? "right" : "left",
                 ink, script_.font(tick_size));
    y -= line_height;
  };
  constexpr std::size_t first_tag = 60;
  const auto which = last_fit();
  for (std::size_t i = 0; i < scene_.paths.size(); ++i) {
    row(first_tag + i,
        fmt::format("sprintf('step %.0f: {0}', step{1}[{2}], weight{1}[{2}], bias{1}[{2}])", numbers, i + 1,
                    which),
        colors_.at(i));
  }
  if (!best) return;
  const auto& p = scene_.valleys.front().minimum.p;
  row(first_tag + most, script_text("sprintf('best fit, dashed: {}', {}, {})", numbers, p.x, p.y),
      script_.theme().ink);
}

auto DataPanel::emptiest_place(Vec2<double> size, double inset) const -> std::pair<Place, bool> {
  const Span x = view_.x;
  const Span y = view_.y;
  constexpr std::size_t samples = 200;  // of a line: one through the place is worse than some rows in it
  struct Taken {
    Place place;
    std::size_t weight;
  };
  std::vector<Taken> taken;
  const auto take = [&](double at_x, double at_y, std::size_t weight) {
    taken.push_back({{(at_x - x.low) / (x.high - x.low) * frame_.width(),
                      (at_y - y.low) / (y.high - y.low) * frame_.height()},
                     weight});
  };
  for (const auto& row : view_.rows) take(row.x, row.y, 1 + samples / view_.rows.size());
  for (const Path& path : scene_.paths) {
    for (const std::uint64_t step : steps_of_fits(scene_)) {
      for (std::size_t i = 0; i <= samples; ++i) {
        const double at_x = x.low + (x.high - x.low) * static_cast<double>(i) / samples;
        take(at_x, fitted_value(scene_.experiment.cost, point_at(path, step).p, at_x), 1);
      }
    }
  }
  std::pair<Place, bool> best{};
  auto fewest = std::numeric_limits<std::size_t>::max();
  const auto consider = [&](Place corner, bool right) {
    std::size_t inside = 0;
    for (const auto& [p, weight] : taken) {
      if (p.x > corner.x - inset && p.x < corner.x + size.x + inset && p.y > corner.y - inset &&
          p.y < corner.y + size.y + inset)
        inside += weight;
    }
    if (inside >= fewest) return;
    fewest = inside;
    best = {corner, right};
  };
  constexpr int places = 8;  // above each other; the corners first
  const double height = frame_.height() - size.y - 2 * inset;
  for (const int i : {0, 8, 7, 1, 6, 2, 5, 3, 4}) {
    consider({frame_.width() - inset - size.x, inset + height * i / places}, true);
    consider({inset, inset + height * i / places}, false);
  }
  return best;
}

}  // namespace msim
