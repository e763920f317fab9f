#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace msim {

// A message as one line of at most 500 bytes with the program's name: a longer one loses its middle, so that
// what is named in front and what is asked at the end stay.
auto bounded(std::string_view message) -> std::string;

// A mistake of the user's: what() is the whole line that is shown, without the program's name. Status 2.
class UserError : public std::runtime_error {
 public:
  explicit UserError(std::string_view message) : std::runtime_error(bounded(message)) {}
};

// `text` as it may stand in a one-line message: control characters and bytes outside ASCII escaped, cut after
// 60 characters.
auto shown(std::string_view text) -> std::string;

// The same in single quotes.
auto in_quotes(std::string_view text) -> std::string;

}  // namespace msim
