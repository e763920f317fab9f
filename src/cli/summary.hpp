#pragma once

#include <string>
#include <vector>

#include "study/study.hpp"

namespace msim {

// A comparison for people: a table with a row a method, and what is to be learnt from it.
auto summary(const Study& study, const std::vector<Result>& results) -> std::string;

}  // namespace msim
