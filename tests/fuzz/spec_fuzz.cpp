// A spec is refused with one line, or it is an experiment whose own JSON reads back to itself.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "fuzz/one_line.hpp"
#include "spec/error.hpp"
#include "spec/resolve.hpp"

extern "C" auto LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) -> int {
  const auto read = [](std::string_view text) {
    return msim::json(msim::resolve(msim::spec_fields(msim::parse_json(text, "--spec"), "--spec"))).text;
  };
  std::string first;
  try {
    first = read({reinterpret_cast<const char*>(data), size});
  } catch (const msim::UserError& error) {
    msim::test::require_one_line(error.what());
    return 0;
  }
  if (read(first) != first) std::abort();
  return 0;
}
