#include "draw/theme.hpp"

namespace msim {
namespace {

constexpr Theme unicode{U"●■▲◆▼★○□", {}, U'◉', U'✚', U'·', U"←→↑↓", U"▁▂▃▄▅▆▇", U'…', 0, {}, 0, 0};
constexpr Theme ascii{U"OXVAHDNZ", U"oxvahdnz", U'S', U'+', U'.', U"<>^v", U"_.-=+*#", U'~', 0, {}, 0, 0};

}  // namespace

auto theme(const TerminalStyle& style) -> Theme {
  Theme theme = style.unicode ? unicode : ascii;
  // The colours tell paths apart for colour-blind readers too: after Okabe and Ito, brighter, so that they
  // are seen on the dark map and on white.
  switch (style.colors) {
    case Colors::truecolor:
      theme.bands = 16;
      theme.colors = {0x5AA9FF, 0xFF6F4B, 0x2FC08D, 0xE3B92E, 0xE48AC0, 0xA08CFF, 0x3CC6DC, 0xC0C0C0};
      theme.landmark = 0xFFFFFF;
      theme.faint = 0x808080;
      break;
    case Colors::palette256:
      theme.bands = 12;
      theme.colors = {75, 209, 79, 179, 176, 141, 80, 250};
      theme.landmark = 231;
      theme.faint = 244;
      break;
    case Colors::none:
      theme.bands = 7;  // isolines need more room than bands
      theme.colors.fill(own_color);
      theme.landmark = theme.faint = own_color;
  }
  return theme;
}

auto band_color(Colors colors, int band, int bands) -> Color {
  constexpr int first_grey = 232;
  if (colors == Colors::palette256) return first_grey + band;
  constexpr std::array dark{0x0B, 0x0E, 0x13};
  constexpr std::array light{0x55, 0x63, 0x78};
  Color color = 0;
  for (std::size_t i = 0; i < dark.size(); ++i)
    color = color * 256 + dark[i] + (light[i] - dark[i]) * band / (bands - 1);
  return color;
}

auto mean_color(Colors colors, Color a, Color b) -> Color {
  if (colors == Colors::palette256) return (a + b) / 2;  // bands are greys in a row
  Color color = 0;
  for (const int byte : {0x10000, 0x100, 1}) color = color * 256 + (a / byte % 256 + b / byte % 256) / 2;
  return color;
}

}  // namespace msim
