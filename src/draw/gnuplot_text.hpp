#pragma once

#include <string>
#include <string_view>

namespace msim {

// The text as any picture may hold it, SVG among them: control characters become blanks, what is not UTF-8
// question marks. In "]]>", which XML forbids and gnuplot writes as it is, a joiner of no width stands before
// the last.
auto plain_text(std::string_view text) -> std::string;

// A plain text as a string expression of gnuplot's: whatever it holds, it is nothing but these characters.
auto gnuplot_string(std::string_view plain) -> std::string;

// About how wide a plain text is, in units of the font's size.
auto text_width(std::string_view text) -> double;

// A plain text, cut and ended with an ellipsis where it is wider.
auto fitted(std::string_view text, double width) -> std::string;

}  // namespace msim
