#include "output/rows.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string>

#include "output/error.hpp"
#include "support/temporary_folder.hpp"

namespace msim::test {
namespace {

constexpr std::uint64_t endless = 1'000'000;  // far beyond what any buffer holds

auto step(std::uint64_t k) -> Step<double> {
  const double t = static_cast<double>(k);
  return {k, {1 / (t + 1), -9}, t, {t / 3, 1 / (t + 2)}, {1 / (t + 1), 1e-300 * t}};
}

auto format() { return json_array_row(step_columns(false)); }

void add(Rows& rows, std::uint64_t from, std::uint64_t to) {
  for (std::uint64_t k = from; k < to; ++k) rows.add(step(k));
}

TEST(Rows, AreWrittenInOrderHoweverMany) {
  const TemporaryFolder folder;
  const auto path = folder / "rows";
  for (const std::uint64_t count :
       std::initializer_list<std::uint64_t>{1, 255, 256, 257, 5'000, 10'240, 10'241, 20'481}) {
    std::string expected;
    std::array<char, 1000> room{};
    NumberText numbers;
    auto file = File::create(path, "--output");
    Rows rows(file);
    for (const std::string run : {"one", "two"}) {
      file.write(run);
      expected += run;
      rows.begin(format(), ";\n");
      add(rows, 0, count);
      rows.end();
      for (std::uint64_t k = 0; k < count; ++k) {
        expected += k == 0 ? "" : ";\n";
        expected.append(room.data(), format().write(room.data(), numbers, step(k)));
      }
    }
    file.finish();
    file.commit();
    std::ifstream in(path, std::ios::binary);
    EXPECT_TRUE(std::string(std::istreambuf_iterator<char>(in), {}) == expected) << count;
  }
}

TEST(Rows, FullDiskIsAnError) {
  for (const std::uint64_t count : std::initializer_list<std::uint64_t>{300, 10'000, 100'000}) {
    auto file = File::create("/dev/full", "--output");
    Rows rows(file);
    rows.begin(format());
    const auto all = [&] {
      add(rows, 0, count);
      rows.end();
      file.finish();
    };
    EXPECT_THROW(all(), OutputError) << count;
  }
}

TEST(Rows, ReaderThatLeavesEndsThem) {
  static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
  const TemporaryFolder folder;
  const auto path = folder / "rows";
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  for (const std::uint64_t read_first : std::initializer_list<std::uint64_t>{0, 5'000, 20'000}) {
    const int reader = open(path.c_str(), O_RDONLY | O_NONBLOCK);
    auto file = File::create(path, "--output");
    Rows rows(file);
    rows.begin(format());
    std::array<char, 1 << 16> room{};
    for (std::uint64_t k = 0; k < read_first; ++k) {
      rows.add(step(k));
      while (read(reader, room.data(), room.size()) > 0) {
      }
    }
    close(reader);
    EXPECT_THROW(add(rows, read_first, endless), PipeClosed) << read_first;
  }
}

}  // namespace
}  // namespace msim::test
