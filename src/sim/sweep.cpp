#include "sim/sweep.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <exception>
#include <limits>
#include <memory>
#include <mutex>
#include <numeric>
#include <system_error>
#include <thread>

namespace msim {
namespace {

// A few rows of one method that one thread computes, in whatever order they end.
struct Chunk {
  static constexpr std::size_t most = 64;
  std::size_t method;
  std::uint64_t first;  // cell of the method
  std::size_t size;
  std::size_t missing;  // for the thread that computes it
  bool whole;           // for the queue
  std::array<Cell, most> cells;
};

// Hands out chunks in order, and gives them to the sink in order. Those between the first that is not whole
// and the last that was handed out wait in a window, which bounds memory: a thread that is too far ahead
// waits until half of it is free, so that it does not wake for every chunk.
class Queue {
 public:
  Queue(const Sweep& sweep, RowRange rows, const CellSink& sink)
      : sweep_(sweep), sink_(sink), cell_(rows.first), left_(rows.last - rows.first) {
    skip_done_methods();
  }

  // The next chunk; null when there is none. Also null, unless it `may_wait`, when there is no room in the
  // window or, for a method given by `only`, when the next chunk is of another.
  auto take(const std::size_t* only, bool may_wait) -> Chunk* {
    std::unique_lock lock(mutex_);
    while (!failed_ && left_ > 0) {
      if (only != nullptr && *only != method_) return nullptr;
      if (taken_ - given_ < window) return &next();
      if (!may_wait) return nullptr;
      room_.wait(lock);
    }
    return nullptr;
  }

  // A chunk is whole. Whoever brings the one that the sink waits for feeds it.
  void give(Chunk& chunk) {
    std::unique_lock lock(mutex_);
    chunk.whole = true;
    if (feeding_) return;
    feeding_ = true;
    while (!failed_ && given_ < taken_ && at(given_).whole) {
      const Chunk& next = at(given_);
      lock.unlock();
      feed(next);
      lock.lock();
      ++given_;
      if (failed_ || taken_ - given_ == window / 2) room_.notify_all();
    }
    feeding_ = false;
  }

  auto failed() const -> bool { return failed_; }
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

 private:
  static constexpr std::uint64_t window = 256;

  auto at(std::uint64_t number) -> Chunk& { return chunks_[number % window]; }

  auto next() -> Chunk& {
    Chunk& chunk = at(taken_++);
    chunk.method = method_;
    chunk.first = cell_;
    chunk.size = static_cast<std::size_t>(
        std::min({std::uint64_t{Chunk::most}, sweep_.methods[method_].cells() - cell_, left_}));
    chunk.missing = chunk.size;
    chunk.whole = false;
    cell_ += chunk.size;
    left_ -= chunk.size;
    skip_done_methods();
    return chunk;
  }
  void skip_done_methods() {
    while (left_ > 0 && cell_ >= sweep_.methods[method_].cells()) cell_ -= sweep_.methods[method_++].cells();
  }
  void feed(const Chunk& chunk) {
    try {
      sink_(chunk.method, chunk.first, std::span(chunk.cells).first(chunk.size));
    } catch (...) {
      error_ = std::current_exception();
      failed_ = true;
    }
  }

  const Sweep& sweep_;
  const CellSink& sink_;
  std::mutex mutex_;
  std::condition_variable room_;
  // Memory that a small sweep does not touch.
  std::unique_ptr<Chunk[]> chunks_ = std::make_unique_for_overwrite<Chunk[]>(window);
  std::uint64_t taken_ = 0, given_ = 0;
  std::size_t method_ = 0;     // of the next chunk
  std::uint64_t cell_, left_;  // where it starts, and the rows from there on
  bool feeding_ = false;
  std::atomic<bool> failed_ = false;
  std::exception_ptr error_;
};

// The highest cost that is no more than target above the minimum, as doubles subtract.
auto highest_that_reaches(double minimum, double target) -> double {
  double reaches = minimum;
  double beyond = std::numeric_limits<double>::max();
  for (;;) {
    const double middle = reaches / 2 + beyond / 2;
    if (middle <= reaches || middle >= beyond) return reaches;
    (middle - minimum <= target ? reaches : beyond) = middle;
  }
}

auto stop_rule(const Sweep& sweep) -> StopRule {
  constexpr double most = std::numeric_limits<double>::max();
  const double bound = std::min(1e12 * std::max(1.0, std::abs(sweep.cost.sample(sweep.start).value)), most);
  const double lower_bound = std::nextafter(-bound, -std::numeric_limits<double>::infinity());
  const auto minima = sweep.cost.minima();
  if (minima.empty()) return {lower_bound, bound};
  return {std::max(lower_bound, highest_that_reaches(minima.front().value, sweep.target)), bound};
}

// One thread's lanes: filled with the cells of its chunk, then those of the next one while the last of the
// first go on.
class Worker {
 public:
  Worker(const Sweep& sweep, StopRule rule, const Isa& isa, Queue& queue)
      : sweep_(sweep), rule_(rule), isa_(isa), queue_(queue) {}

  void work() {
    while (advance()) continue;
  }
  // Moves all lanes on by some steps. Says whether there were any at work.
  auto advance() -> bool {
    if (!fill() || queue_.failed()) return false;
    engine_.run(*lanes_, used_, steps_of_block(), sweep_.cost, rule_);
    for (std::size_t i = used_; i-- > 0;) {
      if (ended(i)) empty(i);
    }
    return true;
  }

 private:
  struct Seat {
    Chunk* chunk;
    std::size_t cell;  // of the chunk
  };

  // Says whether any lane is at work.
  auto fill() -> bool {
    while (used_ < Lanes::width) {
      if (chunk_ == nullptr) {
        chunk_ = queue_.take(used_ == 0 ? nullptr : &method_, used_ == 0);
        if (chunk_ == nullptr) break;
        next_ = 0;
        method_ = chunk_->method;
        parameters_ = sweep_.methods[method_].parameters;
        engine_ = isa_.engine(sweep_.methods[method_].name, sweep_.cost.info().name);
      }
      sweep_.methods[method_].cell(chunk_->first + next_, parameters_);
      engine_.seat(*lanes_, used_, parameters_, sweep_.start);
      seats_[used_++] = {chunk_, next_++};
      if (next_ == chunk_->size) chunk_ = nullptr;  // when it is whole, it may become another thread's
    }
    return used_ > 0;
  }

  // Few enough that a lane does not stand long when it has ended, enough to be worth the look at all lanes
  // behind them: their cost together is least at about this many. Not beyond the last step of any lane.
  auto steps_of_block() const -> unsigned {
    double done = 0;
    for (std::size_t i = 0; i < used_; ++i) done = std::max(done, lanes_->k[i]);
    const double wanted = std::clamp(2 * std::sqrt(usual_steps_), 4.0, 256.0);
    return static_cast<unsigned>(std::min(wanted, static_cast<double>(sweep_.steps) - done));
  }

  auto ended(std::size_t i) const -> bool {
    return !rule_.goes_on(lanes_->cost[i]) || lanes_->k[i] == static_cast<double>(sweep_.steps);
  }

  auto stop_of(double cost) const -> CellStop {
    if (!(std::abs(cost) <= rule_.bound)) return CellStop::diverged;
    return cost <= rule_.above ? CellStop::reached : CellStop::budget;
  }

  void empty(std::size_t i) {
    const auto [chunk, cell] = seats_[i];
    const double steps = lanes_->k[i];
    const double cost = lanes_->cost[i];
    chunk->cells[cell] = {stop_of(cost), static_cast<std::uint64_t>(steps), cost};
    usual_steps_ += (steps - usual_steps_) / Lanes::width;
    --used_;
    lanes_->move(used_, i);
    seats_[i] = seats_[used_];
    if (--chunk->missing == 0) queue_.give(*chunk);
  }

  const Sweep& sweep_;
  const StopRule rule_;
  const Isa& isa_;
  Queue& queue_;
  std::unique_ptr<Lanes> lanes_ = std::make_unique<Lanes>();
  std::array<Seat, Lanes::width> seats_{};
  std::size_t used_ = 0;
  double usual_steps_ = 64;  // of the last cells that ended
  Chunk* chunk_ = nullptr;   // that still has cells to seat
  std::size_t next_ = 0;     // cell of the chunk
  std::size_t method_ = 0;
  std::vector<double> parameters_;  // of the last cell that was seated
  LaneEngine engine_{};
};

}  // namespace

auto SweptMethod::cells() const -> std::uint64_t {
  return std::accumulate(axes.begin(), axes.end(), std::uint64_t{1},
                         [](std::uint64_t n, const OnAxis& on) { return n * on.axis.count(); });
}

auto SweptMethod::cell(std::uint64_t number) const -> std::vector<double> {
  auto values = parameters;
  cell(number, values);
  return values;
}

void SweptMethod::cell(std::uint64_t number, std::span<double> values) const {
  for (std::size_t i = axes.size(); i-- > 0;) {
    const auto& [parameter, axis] = axes[i];
    values[parameter] = axis.at(number % axis.count());
    number /= axis.count();
  }
}

auto Sweep::rows() const -> std::uint64_t {
  return std::accumulate(methods.begin(), methods.end(), std::uint64_t{0},
                         [](std::uint64_t n, const SweptMethod& method) { return n + method.cells(); });
}

void BestCell::see(std::uint64_t number, const Cell& cell) {
  if (cell.stop == CellStop::diverged) return;
  const auto better = [](const Cell& a, const Cell& b) {
    if (a.stop != b.stop) return a.stop == CellStop::reached;
    return a.stop == CellStop::reached ? a.steps < b.steps : a.cost < b.cost;
  };
  if (number_ && !better(cell, cell_)) return;
  number_ = number;
  cell_ = cell;
}

void run_cells(const Sweep& sweep, RowRange rows, const Isa& isa, unsigned threads, const CellSink& sink) {
  const StopRule rule = stop_rule(sweep);
  Queue queue(sweep, rows, sink);
  const auto worker = [&] { return Worker(sweep, rule, isa, queue); };
  {
    // One thread alone at first: for a sweep that ends by then, others would cost more than they bring. It is
    // some ten times what it costs to start one.
    constexpr std::chrono::milliseconds alone(1);
    const auto start = std::chrono::steady_clock::now();
    Worker here = worker();
    bool more = true;
    while (more && std::chrono::steady_clock::now() - start < alone) more = here.advance();
    std::vector<std::jthread> others;
    try {
      while (more && others.size() + 1 < threads) others.emplace_back([&] { worker().work(); });
    } catch (const std::system_error&) {
      // No more threads to be had: those that are here do it.
    }
    here.work();
  }
  queue.rethrow();
}

}  // namespace msim
