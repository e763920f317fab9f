#pragma once

#include <stdexcept>

namespace msim {

// Something failed while running: what() is the whole line that is shown, without the program's name.
// Status 1.
class OutputError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The reader of a pipe has gone. Not an error: there is nobody left to write for.
class PipeClosed : public std::exception {};

}  // namespace msim
