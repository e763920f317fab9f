#pragma once

#include <functional>
#include <optional>
#include <string_view>

namespace msim {

enum class Colors {
  truecolor,   // 24 bits
  palette256,  // xterm's 256 colours
  none,        // isolines and shapes tell what colours would
};

struct WindowSize {
  int columns, rows;
};

// What the terminal can show.
struct TerminalStyle {
  Colors colors;
  bool unicode;  // false: ASCII only
  int columns, rows;
};

// Chooses the style from facts: the option --color (auto, always or never), whether the output is a terminal,
// environment variables by name (null: not set), and the size of the window where it has one.
//   colours  with auto only on a terminal that is not TERM=dumb, and not when NO_COLOR is set to anything;
//            24 bits when COLORTERM is truecolor or 24bit
//   unicode  when LC_ALL, LC_CTYPE or LANG, the first of them that is set, names UTF-8; never with TERM=dumb
//   size     COLUMNS and LINES, else that of the window, else 80 x 24; within 20 x 8 to 500 x 200
auto terminal_style(std::string_view color_option, bool is_terminal,
                    const std::function<const char*(const char*)>& environment,
                    std::optional<WindowSize> window) -> TerminalStyle;

}  // namespace msim
