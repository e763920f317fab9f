#pragma once

#include <string>

#include "spec/json.hpp"

namespace msim {

// The JSON in a file, or on standard input for "-". `option` names it in messages ("--spec"). Only regular
// files are read, and at most 1 MiB of each. A path to data in a file is relative to that file, and comes out
// as one that can be opened from here.
auto read_json(const std::string& path, const std::string& option) -> Json;

// The value of --cost: JSON itself, a path or "-" (an experiment there gives its cost), or the short form
// "name:key=value", left as a string.
auto read_cost_argument(const std::string& argument, const std::string& option) -> Json;

}  // namespace msim
