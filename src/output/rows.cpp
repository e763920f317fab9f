#include "output/rows.hpp"

#include <algorithm>
#include <string_view>
#include <system_error>

#include "output/processors.hpp"
#include "output/temporary.hpp"

namespace msim {

Rows::~Rows() {
  if (!helper_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  changed_.notify_one();
  helper_.join();
}

void Rows::begin(RowFormat<step_columns.size()> format, std::string between) {
  format_ = std::move(format);
  between_ = std::move(between);
  for (Block& block : blocks_) {
    block.text = std::make_unique_for_overwrite<char[]>(block_size * (between_.size() + format_->longest()));
  }
}

void Rows::end() {
  if (at(filled_).size > 0) pass_on();
  work_down_to(0);
}

void Rows::pass_on() {
  if (filled_ == blocks_alone) start_helper();
  {
    const std::lock_guard lock(mutex_);
    ++filled_;
  }
  changed_.notify_one();
  work_down_to(helper_.joinable() ? blocks_.size() - 1 : 0);
}

// Helps until at most so many filled blocks are unwritten.
void Rows::work_down_to(std::uint64_t pending) {
  std::unique_lock lock(mutex_);
  while (filled_ - written_ > pending) {
    if (!work(lock, numbers_)) changed_.wait(lock);
  }
  if (failure_) std::rethrow_exception(failure_);
}

// One piece of work: the next block is written, or another becomes text. False: there is none.
auto Rows::work(std::unique_lock<std::mutex>& lock, NumberText& numbers) -> bool {
  if (Block& next = at(written_); next.length > 0 && !writing_) {
    writing_ = true;
    if (!failure_) {
      lock.unlock();
      const std::exception_ptr failure = write(next);
      lock.lock();
      failure_ = failure;
    }
    writing_ = false;
    next.size = next.length = 0;
    ++written_;
  } else if (taken_ < filled_) {
    Block& block = at(taken_++);
    lock.unlock();
    const std::size_t length = make_text(block, numbers);
    lock.lock();
    block.length = length;
  } else {
    return false;
  }
  changed_.notify_one();
  return true;
}

auto Rows::make_text(Block& block, NumberText& numbers) const -> std::size_t {
  char* end = block.text.get();
  for (std::size_t i = 0; i < block.size; ++i) {
    if (block.steps[i].k > 0) end = std::copy(between_.begin(), between_.end(), end);
    end = format_->write(end, numbers, block.steps[i]);
  }
  return static_cast<std::size_t>(end - block.text.get());
}

// Gives what it failed of.
auto Rows::write(const Block& block) -> std::exception_ptr {
  try {
    file_.write(std::string_view(block.text.get(), block.length));
    return nullptr;
  } catch (...) {
    return std::current_exception();
  }
}

void Rows::start_helper() {
  if (processors() < 2) return;
  const SignalsHeld held;  // a thread inherits it: signals stay with the first one
  try {
    helper_ = std::thread([this] { help(); });
  } catch (const std::system_error&) {
    return;  // there can be no more threads: it goes without
  }
}

void Rows::help() {
  NumberText numbers;
  std::unique_lock lock(mutex_);
  while (!stop_) {
    if (!work(lock, numbers)) changed_.wait(lock);
  }
}

}  // namespace msim
