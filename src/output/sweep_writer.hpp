#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "output/file.hpp"
#include "spec/sweep_spec.hpp"

namespace msim {

// One output of a sweep, whose spec outlives it. It is called in this order:
//   begin(first_part)            once; whether the first row of the whole sweep is among those that come
//   cells(...)                   some rows at a time, in order, as CellSink has them
//   end()                        once
//   finish(), place(), commit()  once, as of its File
class SweepWriter {
 public:
  SweepWriter(File file, const SweepSpec& spec) : file_(std::move(file)), spec_(spec) {}
  SweepWriter(const SweepWriter&) = delete;
  auto operator=(const SweepWriter&) -> SweepWriter& = delete;
  virtual ~SweepWriter() = default;

  virtual void begin(bool /*first_part*/) {}
  virtual void cells(std::size_t method, std::uint64_t first, std::span<const Cell> cells) = 0;
  virtual void end() {}
  void finish() { file_.finish(); }
  void place() { file_.place(); }
  void commit() { file_.commit(); }

 protected:
  auto file() -> File& { return file_; }
  auto spec() const -> const SweepSpec& { return spec_; }

 private:
  File file_;
  const SweepSpec& spec_;
};

}  // namespace msim
