#include "output/rows.hpp"

#include <algorithm>
#include <string_view>
#include <system_error>

#include "output/temporary.hpp"
#include "sim/processors.hpp"

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

void Rows::begin(RowFormat format, std::string between) {
  format_ = std::move(format);
  between_ = std::move(between);
  if (helper_.joinable()) make_room();
}

void Rows::end() {
  if (at(filled_).size > 0) pass_on();
  work_down_to(0);
}

void Rows::add_alone(const Step<double>& step) {
  file_.advance(write(file_.reserve(longest()), step, numbers_));
  if (++added_alone_ == worth_a_thread) start_helper();
}

void Rows::pass_on() {
  {
    const std::lock_guard lock(mutex_);
    ++filled_;
  }
  changed_.notify_one();
  work_down_to(blocks_.size() - 1);
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
  if (Block& next = at(written_); next.is_text && !writing_) {
    writing_ = true;
    if (!failure_) {
      lock.unlock();
      const std::exception_ptr failure = write_out(next);
      lock.lock();
      failure_ = failure;
    }
    writing_ = false;
    next.is_text = false;
    next.size = 0;
    ++written_;
    changed_.notify_one();
  } else if (taken_ < filled_) {
    Block& block = at(taken_++);
    lock.unlock();
    make_text(block, numbers);
    lock.lock();
    block.is_text = true;
  } else {
    return false;
  }
  return true;
}

void Rows::make_text(Block& block, NumberText& numbers) const {
  char* end = block.text.get();
  for (std::size_t i = 0; i < block.size; ++i) end = write(end, block.steps[i], numbers);
  block.length = static_cast<std::size_t>(end - block.text.get());
}

auto Rows::write(char* at, const Step<double>& step, NumberText& numbers) const -> char* {
  if (step.k > 0) at = std::copy(between_.begin(), between_.end(), at);
  return format_->write(at, numbers, step);
}

// Gives what it failed of.
auto Rows::write_out(const Block& block) -> std::exception_ptr {
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
    make_room();
  } catch (const std::system_error&) {
    return;  // there can be no more threads: it goes without
  }
}

void Rows::make_room() {
  for (Block& block : blocks_) {
    block.steps = std::make_unique_for_overwrite<Step<double>[]>(block_size);
    block.text = std::make_unique_for_overwrite<char[]>(block_size * longest());
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
