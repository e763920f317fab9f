#pragma once

#include <string>
#include <vector>

namespace msim {

// Rows of cells, the first row the heading, as an aligned Markdown table that also reads well in a terminal.
auto table(const std::vector<std::vector<std::string>>& rows) -> std::string;

}  // namespace msim
