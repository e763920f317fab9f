#pragma once

#include <string>

#include "study/explanation.hpp"

namespace msim {

// A JSON document.
auto explanation_json(const Explanation& explanation) -> std::string;

// For a terminal of 80 columns.
auto explanation_text(const Explanation& explanation) -> std::string;

}  // namespace msim
