#include "draw/gradients_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "draw/title.hpp"
#include "spec/brief.hpp"

namespace msim {
namespace {

// "batches of 16 rows"
auto cloud_text(const Noise& noise) -> std::string {
  std::string text;
  if (noise.batch_size > 0)
    text = noise.batch_size == 1 ? "single rows" : fmt::format("batches of {} rows", noise.batch_size);
  if (noise.sigma > 0)
    text += fmt::format("{}noise of {}", text.empty() ? "" : " and ", short_number(noise.sigma));
  return text;
}

}  // namespace

void draw_gradients(const GradientCloud& cloud, const std::array<std::string_view, 2>& axes,
                    const Frame& frame, std::string_view color, GnuplotScript& script) {
  // No figure tells numbers beyond from these; their differences are finite.
  constexpr double most = 1e300;
  Box box{0, 0, 0, 0};
  const auto include = [&](Vec2<double> g) {
    if (!(std::abs(g.x) < most && std::abs(g.y) < most)) return;
    box = {std::min(box.x0, g.x), std::max(box.x1, g.x), std::min(box.y0, g.y), std::max(box.y1, g.y)};
  };
  include(cloud.full);
  for (const auto& g : cloud.drawn) include(g);
  const auto range = [](double low, double high) {
    const double room = high > low ? 0.08 * (high - low) : 1;
    return Span{low - room, high + room};
  };
  const Span x = range(box.x0, box.x1);
  const Span y = range(box.y0, box.y1);
  script.axis('x', x, ticks(x.low, x.high, script.room_x(frame)));
  script.axis('y', y, ticks(y.low, y.high, script.room_y(frame)));
  script.axis_names(fmt::format("\u2202f/\u2202{}", axes[0]), "");
  const auto about = [&](std::string_view text) {
    return fmt::format("\u2202f/\u2202{}: {}{}, step {}", axes[1], cloud_text(cloud.noise), text, cloud.step);
  };
  script.caption_of(frame, {about(", the arrow the full gradient"), about("")});
  const auto [full_x, full_y] = cloud.full;
  script.line("set arrow 97 from 0,0 to {},{} filled linecolor rgb '{}' linewidth 2 front", full_x, full_y,
              script.theme().ink);
  script.line("set zeroaxis linetype 1 linecolor rgb '{}' linewidth 1", script.theme().muted);
  script.plot({script.dots("gradients", cloud.drawn.size(), color)});
  script.line("unset zeroaxis; unset arrow");
}

}  // namespace msim
