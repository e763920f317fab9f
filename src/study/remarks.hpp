#pragma once

#include <string>
#include <vector>

#include "study/subject.hpp"

namespace msim {

// At most three sentences for a student, each earned by the numbers: what went wrong comes first.
auto remarks(const Study& study, const std::vector<Subject>& subjects) -> std::vector<std::string>;

// Of a method whose best was found nowhere, by the steepest curvature of the cost: "the cost is flat".
auto why_no_best(const MethodSpec& method, double steepest) -> std::string;

}  // namespace msim
