#pragma once

#include <array>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "core/step.hpp"
#include "output/file.hpp"
#include "output/row.hpp"
#include "output/writer.hpp"

namespace msim {

// The rows of runs on their way into a file. A row's text takes a hundred times as long as its step, so from
// some ten thousand rows on, where there is a second processor, a second thread shares the work: rows are
// collected in blocks, either thread makes a block text, and the texts are written in order. What is written
// is the same either way, and what fails is thrown by add() or end().
class Rows {
 public:
  explicit Rows(File& file) : file_(file) {}
  Rows(const Rows&) = delete;
  auto operator=(const Rows&) -> Rows& = delete;
  ~Rows();

  // For each run; `between` stands between two of its rows.
  void begin(RowFormat format, std::string between = "");
  void add(const Step<double>& step) {
    if (!helper_.joinable()) return add_alone(step);
    Block& block = at(filled_);
    block.steps[block.size++] = step;
    if (block.size == block_size) pass_on();
  }
  // The rows have all been written to the file after it.
  void end();

 private:
  static constexpr std::uint64_t worth_a_thread = 10'000;
  static constexpr std::size_t block_size = 256;

  struct Block {
    std::unique_ptr<Step<double>[]> steps;
    std::size_t size = 0;
    std::unique_ptr<char[]> text;
    std::size_t length = 0;
    bool is_text = false;
  };

  auto at(std::uint64_t number) -> Block& { return blocks_[number % blocks_.size()]; }
  auto longest() const -> std::size_t { return between_.size() + format_->longest(); }
  void add_alone(const Step<double>& step);
  void pass_on();
  void work_down_to(std::uint64_t pending);
  auto work(std::unique_lock<std::mutex>& lock, NumberText& numbers) -> bool;
  void make_text(Block& block, NumberText& numbers) const;
  auto write(char* at, const Step<double>& step, NumberText& numbers) const -> char*;
  auto write_out(const Block& block) -> std::exception_ptr;
  void start_helper();
  void make_room();
  void help();

  File& file_;
  std::optional<RowFormat> format_;
  std::string between_;
  NumberText numbers_;
  std::uint64_t added_alone_ = 0;

  // They are used in turn. Of their numbers, written_ <= taken_ <= filled_ < written_ + blocks_.size().
  std::array<Block, 6> blocks_;
  std::mutex mutex_;  // guards what follows, and is not held during a piece of work
  std::condition_variable changed_;
  std::uint64_t filled_ = 0;   // the block that is being filled
  std::uint64_t taken_ = 0;    // the next that becomes text
  std::uint64_t written_ = 0;  // the next to be written
  bool writing_ = false;
  bool stop_ = false;
  std::exception_ptr failure_;  // of a write: no more is written
  std::thread helper_;
};

// A writer of rows.
class RowWriter : public Writer {
 public:
  explicit RowWriter(File file) : Writer(std::move(file)), rows_(this->file()) {}
  void begin(const Study& study) override {
    columns_ = step_columns(study.experiment().noise_of_gradients().any());
  }
  void step(const Step<double>& step) override { rows_.add(step); }
  void end_run(const Result& /*result*/) override { rows_.end(); }

 protected:
  auto rows() -> Rows& { return rows_; }
  auto columns() const -> Columns { return columns_; }

 private:
  Rows rows_;
  Columns columns_;
};

}  // namespace msim
