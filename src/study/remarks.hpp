#pragma once

#include <string>
#include <vector>

#include "study/subject.hpp"

namespace msim {

// At most three sentences for a student, each earned by the numbers: what went wrong comes first.
auto remarks(const Study& study, const std::vector<Subject>& subjects) -> std::vector<std::string>;

}  // namespace msim
