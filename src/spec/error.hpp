#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace msim {

// A mistake of the user's: what() is the whole line that is shown, without the program's name. Status 2.
class UserError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// `text` as it may stand in a one-line message: control characters and bytes outside ASCII escaped, cut after
// 60 characters.
auto shown(std::string_view text) -> std::string;

// The same in single quotes.
auto in_quotes(std::string_view text) -> std::string;

}  // namespace msim
