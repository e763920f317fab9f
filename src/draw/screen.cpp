#include "draw/screen.hpp"

#include <fmt/format.h>

#include <iterator>

namespace msim {
namespace {

void append_utf8(std::string& text, char32_t c) {
  const auto byte = [&](char32_t bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
  const auto rest = [&](unsigned shift) { byte(0x80U | ((c >> shift) & 0x3FU)); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0U | (c >> 6U));
    rest(0);
  } else {
    byte(0xE0U | (c >> 12U));
    rest(6);
    rest(0);
  }
}

auto is_blank(const Tile& cell) -> bool { return cell.glyph == U' ' && cell.paper == own_color; }

// ";38;5;75", the part of an escape sequence that sets ink (38) or paper (48); 39 and 49 are the terminal's
// own.
void append_color(std::string& codes, Colors colors, int layer, Color color) {
  const auto out = std::back_inserter(codes);
  const auto rgb = static_cast<unsigned>(color);
  if (color == own_color) {
    fmt::format_to(out, ";{}", layer + 1);
  } else if (colors == Colors::truecolor) {
    fmt::format_to(out, ";{};2;{};{};{}", layer, rgb >> 16U, (rgb >> 8U) & 0xFFU, rgb & 0xFFU);
  } else {
    fmt::format_to(out, ";{};5;{}", layer, color);
  }
}

// Writes what changes from one cell to the next. `pen` is how the terminal writes now.
void append_tile(std::string& text, Colors colors, Tile& pen, const Tile& cell) {
  constexpr int ink = 38;
  constexpr int paper = 48;
  if (colors != Colors::none) {
    std::string codes;
    if (cell.glyph != U' ' && cell.bold != pen.bold) {
      codes += cell.bold ? ";1" : ";22";
      pen.bold = cell.bold;
    }
    if (cell.glyph != U' ' && cell.ink != pen.ink) {
      append_color(codes, colors, ink, cell.ink);
      pen.ink = cell.ink;
    }
    if (cell.paper != pen.paper) {
      append_color(codes, colors, paper, cell.paper);
      pen.paper = cell.paper;
    }
    if (!codes.empty()) text += "\x1b[" + codes.substr(1) + "m";
  }
  append_utf8(text, cell.glyph);
}

}  // namespace

void Screen::write(int column, int row, std::u32string_view text, Color ink, bool bold) {
  for (const char32_t glyph : text) {
    if (column >= columns_) return;
    at(column++, row) = {glyph, ink, own_color, bold};
  }
}

void Screen::write(int column, int row, std::string_view ascii, Color ink, bool bold) {
  write(column, row, std::u32string(ascii.begin(), ascii.end()), ink, bold);
}

auto Screen::text(Colors colors) const -> std::string {
  std::string text;
  for (int row = 0; row < rows_; ++row) {
    int end = columns_;
    while (end > 0 && is_blank(at(end - 1, row))) --end;
    Tile pen;
    for (int column = 0; column < end; ++column) append_tile(text, colors, pen, at(column, row));
    if (pen.bold || pen.ink != own_color || pen.paper != own_color) text += "\x1b[0m";
    text += '\n';
  }
  return text;
}

}  // namespace msim
