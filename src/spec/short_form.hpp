#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "spec/json.hpp"

namespace msim {

// "name:key=value,key=value" as the object {name_field: name, key: value, ...}. `source` names the option in
// messages.
auto parse_named(std::string_view text, std::string_view name_field, const std::string& source) -> Json;

// "gd,momentum:beta=0.99,lr=0.5" as the texts of its methods, "gd" and "momentum:beta=0.99,lr=0.5": a word
// with '=' and without ':' belongs to the method before it.
auto split_methods(std::string_view text, const std::string& source) -> std::vector<std::string>;

// The pieces of `text` between separators, numbers as numbers: "-9,3" as the array [-9, 3].
auto parse_list(std::string_view text, char separator) -> Json;

}  // namespace msim
