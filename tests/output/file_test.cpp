#include "output/file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "output/error.hpp"
#include "support/temporary_folder.hpp"

namespace msim::test {
namespace {

namespace fs = std::filesystem;

class FileTest : public ::testing::Test {
 protected:
  static auto content(const fs::path& path) -> std::string {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  auto entries() const -> std::ptrdiff_t { return std::distance(fs::directory_iterator(folder.path()), {}); }

  TemporaryFolder folder;
};

TEST_F(FileTest, AppearsWholeAtCommit) {
  const auto path = folder / "a.csv";
  std::string text;
  {
    auto file = File::create(path, "--output");
    for (int i = 0; i < 100'000; ++i) {
      const auto line = std::to_string(i) + "\n";
      text += line;
      file.write(line);
    }
    EXPECT_FALSE(fs::exists(path));
    file.finish();
    EXPECT_FALSE(fs::exists(path));
    file.commit();
  }
  EXPECT_EQ(content(path), text);
  EXPECT_EQ(entries(), 1);
}

TEST_F(FileTest, LeavesNothingWithoutCommit) {
  const auto path = folder / "a.csv";
  std::ofstream(path) << "before";
  {
    auto file = File::create(path, "--output");
    file.write(std::string(2 * File::buffer_size, 'x'));
    file.finish();
  }
  EXPECT_EQ(content(path), "before");
  EXPECT_EQ(entries(), 1);
}

TEST_F(FileTest, GoesBackWhenPlacedAndNotCommitted) {
  const auto renamed = folder / "a.csv";
  const auto written_over = folder / "b.csv";
  const auto fresh = folder / "c.csv";
  std::ofstream(renamed) << "before";
  std::ofstream(written_over) << "before";
  fs::create_hard_link(written_over, folder / "link");
  for (const auto& path : {renamed, written_over, fresh}) {
    auto file = File::create(path, "--output");
    file.write("after");
    file.finish();
    file.place();
    EXPECT_EQ(content(path), "after");
  }
  EXPECT_EQ(content(renamed), "before");
  EXPECT_EQ(content(folder / "link"), "before");
  EXPECT_FALSE(fs::exists(fresh));
  EXPECT_EQ(entries(), 3);
}

TEST_F(FileTest, KeepsPermissionsAndFollowsLinks) {
  const auto target = folder / "target";
  const auto link = folder / "link";
  std::ofstream(target) << "before";
  fs::permissions(target, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink(target, link);
  auto file = File::create(link, "--output");
  file.write("after");
  file.finish();
  file.commit();
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(content(target), "after");
  EXPECT_EQ(fs::status(target).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(FileTest, AMoveTakesTheFileAlong) {
  const auto path = folder / "a.csv";
  auto first = File::create(path, "--output");
  first.write("one ");
  File second = std::move(first);
  second.write("two");
  auto third = File::create(folder / "b.csv", "--output");
  third = std::move(second);
  third.finish();
  third.commit();
  EXPECT_EQ(content(path), "one two");
}

TEST_F(FileTest, SaysWhyItCannotWrite) {
  const auto reason = [](const std::string& path) -> std::string {
    try {
      auto file = File::create(path, "--output");
      file.write("x");
      file.finish();
    } catch (const OutputError& error) {
      return error.what();
    }
    return "";
  };
  EXPECT_EQ(reason("no/such/folder"), "--output = 'no/such/folder': cannot write: No such file or directory");
  EXPECT_EQ(reason("/dev"), "--output = '/dev': cannot write: Is a directory");
  EXPECT_EQ(reason("/dev/full"), "--output = '/dev/full': cannot write: No space left on device");
}

}  // namespace
}  // namespace msim::test
