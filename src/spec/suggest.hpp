#pragma once

#include <span>
#include <string>
#include <string_view>

namespace msim {

// The candidate nearest to `name` by the number of letters to insert, delete, replace or swap with their
// neighbour, upper and lower case alike, at most a third of the letters, and one; else one that starts with
// `name` (three letters at least); else empty.
auto nearest(std::string_view name, std::span<const std::string_view> candidates) -> std::string_view;

// "; did you mean 'b'?" where a candidate is near, else empty.
auto did_you_mean(std::string_view name, std::span<const std::string_view> candidates) -> std::string;

// "must be one of a, b, c; did you mean 'b'?"; of many candidates only the first are listed.
auto must_be_one_of(std::string_view name, std::span<const std::string_view> candidates) -> std::string;

}  // namespace msim
