#pragma once

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "draw/figure_theme.hpp"
#include "draw/layout.hpp"
#include "draw/ranges.hpp"
#include "draw/ticks.hpp"

namespace msim {

// A number as it stands in a script, whatever it is: what is not finite is a gap.
struct GnuplotNumber {
  double value;
};

}  // namespace msim

template <>
struct fmt::formatter<msim::GnuplotNumber> : fmt::formatter<double> {
  template <class Context>
  auto format(msim::GnuplotNumber number, Context& context) const {
    if (!std::isfinite(number.value)) return fmt::format_to(context.out(), "NaN");
    return fmt::formatter<double>::format(number.value, context);
  }
};

namespace msim {

template <class T>
auto for_gnuplot(const T& value) -> const T& {
  return value;
}
inline auto for_gnuplot(double value) -> GnuplotNumber { return {value}; }

// Every piece of a script that holds a number is written by this: fmt::format() with such numbers.
template <class... Arguments>
auto script_text(fmt::format_string<Arguments...> format, const Arguments&... arguments) -> std::string {
  return fmt::vformat(format, fmt::make_format_args(for_gnuplot(arguments)...));
}

// A script for gnuplot 5.4 that grows line by line, and what the panels of every figure have in common.
// Places are in pixels from the lower left corner, sizes in pixels at scale 1.
class GnuplotScript {
 public:
  GnuplotScript(const FigureStyle& style, Picture picture, double scale)
      : style_(style), picture_(picture), scale_(scale), theme_(style.dark ? dark_theme : light_theme) {}

  template <class... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    script_ += script_text<Arguments...>(format, std::forward<Arguments>(arguments)...);
    script_ += '\n';
  }

  // The first lines: what it is, and the terminal. delay: of the frames of an animation.
  void head(int delay);
  // Text on the figure, with more of gnuplot's words behind it.
  void label(std::string_view tag, std::string_view text, Place place, std::string_view color, double size,
             std::string_view more = "left");
  // A datablock.
  void points(std::string_view name, const std::vector<Vec2<double>>& places);
  // The title of the figure, where it has one.
  void title(const Layout& layout);
  // What follows is drawn between these edges.
  void edges(const Frame& frame);
  void caption(const Frame& frame, std::string_view text);
  // The longest of captions that fits, the last where none does.
  void caption_of(const Frame& frame, const std::vector<std::string>& texts);
  void axis(char name, Span range, const std::vector<Tick>& ticks, bool shown = true);
  void axis_names(std::string_view x, std::string_view y);
  void plot(const std::vector<std::string>& parts);
  // The part of a plot that draws a datablock of so many points: the smaller and the paler the more there
  // are.
  auto dots(std::string_view name, std::size_t count, std::string_view ink) const -> std::string;

  auto at(Place place) const -> std::string;
  auto font(double size) const -> std::string;
  // The size of a marker that is `size` in a PNG: gnuplot draws them larger in an SVG.
  auto pointsize(double size) const -> std::string;
  // How many numbers an axis has room for.
  auto room_x(const Frame& frame) const -> double;
  auto room_y(const Frame& frame) const -> double;
  auto animated() const -> bool { return picture_ == Picture::gif || picture_ == Picture::frames; }

  auto scale() const -> double { return scale_; }
  auto theme() const -> const FigureTheme& { return theme_; }
  auto text() && -> std::string { return std::move(script_); }

 protected:
  const FigureStyle& style_;
  Picture picture_;
  double scale_;  // of fonts, lines and markers
  const FigureTheme& theme_;
  std::string script_;
};

// The style of a path's casing, behind that of the path.
inline constexpr std::size_t casing_styles = 10;

}  // namespace msim
