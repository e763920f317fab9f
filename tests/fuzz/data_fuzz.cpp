// A CSV file is refused with one line, or gives two columns that give themselves again when they are written.

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

#include "fuzz/one_line.hpp"
#include "spec/data_set.hpp"
#include "spec/error.hpp"

extern "C" auto LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) -> int {
  const auto read = [](std::string_view text) {
    std::ofstream("table.csv", std::ios::binary)
        .write(text.data(), static_cast<std::streamsize>(text.size()));
    return msim::read_data_set("table.csv", "x", "y", false, "--cost");
  };
  std::shared_ptr<const msim::DataSet> first;
  try {
    first = read({reinterpret_cast<const char*>(data), size});
  } catch (const msim::UserError& error) {
    msim::test::require_one_line(error.what());
    return 0;
  }
  std::string text = "y,x\r\n";
  for (std::size_t i = 0; i < first->data.size(); ++i)
    text += fmt::format("\"{}\",{}\r\n", first->ys[i], first->xs[i]);
  const auto again = read(text);
  if (again->xs != first->xs || again->ys != first->ys) std::abort();
  return 0;
}
