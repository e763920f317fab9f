#include "draw/gnuplot_script.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "draw/gnuplot_text.hpp"

namespace msim {
namespace {

// Whether it holds what gnuplot would take for markup.
auto has_markup(std::string_view text) -> bool {
  return text.find_first_of("^_@&~{}\\") != std::string_view::npos;
}

// With minus signs, not hyphens.
auto with_minus(std::string text) -> std::string {
  for (auto at = text.find('-'); at != std::string::npos; at = text.find('-')) text.replace(at, 1, "\u2212");
  return text;
}

}  // namespace

void GnuplotScript::head(int delay) {
  line("# Made by momentum-sim {} for gnuplot 5.4 or later.", MOMENTUM_SIM_VERSION);
  if (picture_ == Picture::script) {
    line("#   gnuplot FILE.gp               makes FILE.png");
    line("#   gnuplot < FILE.gp > any.png   as through a pipe: writes to standard output");
  }
  const double size = tick_size * scale_;
  const double points = 0.75;  // a pixel at 96 dpi
  const auto sans = script_text("font 'sans,{:.4g}'", size * points);
  const auto look = script_text("linewidth {:.3g} background rgb '{}'", scale_, theme_.background);
  const auto pixels = script_text("size {},{}", style_.width, style_.height);
  const auto inches = script_text("size {}.0/96 in,{}.0/96 in", style_.width, style_.height);
  const auto terminal = [&]() -> std::string {
    switch (picture_) {
      case Picture::script:
      case Picture::png:
      case Picture::frames:
        break;
      case Picture::svg:
        return script_text("svg {} font 'sans-serif,{:.4g}' {}", pixels, size, look);
      case Picture::pdf:
        return script_text("pdfcairo {} {} fontscale 0.75 {}", inches, sans, look);
      case Picture::gif:
        return script_text("gif animate delay {} loop 0 optimize {} {} {}", delay, pixels, sans, look);
    }
    return script_text("pngcairo {} {} {}", pixels, sans, look);
  };
  line("set encoding utf8");
  line("set terminal {}", terminal());
  if (picture_ != Picture::script) return;
  line(
      "if (exists('ARG0')) if (strlen(ARG0) > 0) set output (ARG0[strlen(ARG0)-2:] eq '.gp' ? "
      "ARG0[:strlen(ARG0)-3] : ARG0).'.png'");
}

void GnuplotScript::label(std::string_view tag, std::string_view text, Place place, std::string_view color,
                          double size, std::string_view more) {
  line("set label {} {} at {} {} noenhanced textcolor rgb '{}' {}", tag, gnuplot_string(text), at(place),
       more, color, font(size));
}

void GnuplotScript::points(std::string_view name, const std::vector<Vec2<double>>& places) {
  line("${} << EOD", name);
  for (const auto& [x, y] : places) line("{:.12g} {:.12g}", x, y);
  line("EOD");
}

void GnuplotScript::title(const Layout& layout) {
  if (layout.title_text.empty()) return;
  line("set label title at {} left noenhanced textcolor rgb '{}' {} front", at(layout.title), theme_.ink,
       font(title_size));
}

void GnuplotScript::edges(const Frame& frame) {
  line("");
  line(
      "set lmargin at screen {:.5f}; set rmargin at screen {:.5f}; set bmargin at screen {:.5f}; set "
      "tmargin at screen {:.5f}",
      frame.left / style_.width, frame.right / style_.width, frame.bottom / style_.height,
      frame.top / style_.height);
}

void GnuplotScript::caption(const Frame& frame, std::string_view text) {
  label("99", fitted(text, frame.width() / (tick_size * scale_)), {frame.left, frame.top + 13 * scale_},
        theme_.muted, tick_size);
}

void GnuplotScript::caption_of(const Frame& frame, const std::vector<std::string>& texts) {
  const auto fits = [&](const std::string& text) {
    return text_width(text) <= frame.width() / (tick_size * scale_);
  };
  const auto found = std::find_if(texts.begin(), texts.end(), fits);
  caption(frame, found == texts.end() ? texts.back() : *found);
}

void GnuplotScript::axis(char name, Span range, const std::vector<Tick>& ticks, bool shown) {
  std::vector<std::string> texts;
  for (const Tick& tick : ticks)
    texts.push_back(script_text("'{}' {}", shown ? with_minus(tick.text) : "", tick.at));
  line("set {}range [{}:{}]", name, range.low, range.high);
  if (texts.empty()) texts.push_back(script_text("'' {}", range.low));  // "()" would be gnuplot's own choice
  line("set {}tics ({}) {}", name, fmt::join(texts, ", "), font(tick_size));
}

void GnuplotScript::axis_names(std::string_view x, std::string_view y) {
  const auto name = [&](char axis, std::string_view text, std::string_view more) {
    if (text.empty())
      line("unset {}label", axis);
    else
      line("set {}label {} textcolor rgb '{}' {} {}{}", axis, gnuplot_string(text), theme_.muted,
           font(tick_size), more, has_markup(text) ? " noenhanced" : "");
  };
  name('x', x, "offset 0,0.3");
  name('y', y, "rotate offset 1,0");
}

void GnuplotScript::plot(const std::vector<std::string>& parts) {
  line("plot {}", fmt::join(parts, ", \\\n     "));
}

auto GnuplotScript::dots(std::string_view name, std::size_t count, std::string_view ink) const
    -> std::string {
  constexpr double few = 60;
  const double share = std::sqrt(std::min(1.0, few / static_cast<double>(std::max<std::size_t>(1, count))));
  return script_text("${} with points pointtype 7 {} linecolor rgb '{}'", name, pointsize(0.6 + 0.4 * share),
                     translucent(ink, 0.3 + 0.5 * share));
}

auto GnuplotScript::at(Place place) const -> std::string {
  return script_text("screen {:.5f},{:.5f}", place.x / style_.width, place.y / style_.height);
}

auto GnuplotScript::font(double size) const -> std::string {
  const double points = picture_ == Picture::svg ? 1 : 0.75;
  return script_text("font ',{:.4g}'", size * points * scale_);
}

auto GnuplotScript::pointsize(double size) const -> std::string {
  return script_text("pointsize {:.3g}", size * scale_ * (picture_ == Picture::svg ? 0.75 : 1));
}

auto GnuplotScript::room_x(const Frame& frame) const -> double {
  return std::min(10.0, frame.width() / (90 * scale_));
}

auto GnuplotScript::room_y(const Frame& frame) const -> double {
  return std::min(9.0, frame.height() / (38 * scale_));
}

}  // namespace msim
