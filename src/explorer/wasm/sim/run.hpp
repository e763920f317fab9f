#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/choice.hpp"
#include "core/cost.hpp"
#include "core/step.hpp"
#include "sim/noisy_gradient.hpp"

namespace msim {

// What src/sim/run.hpp declares, with the cost behind pointers to its functions instead of as its own type:
// what is done with a cost is compiled once, not for each, which would not fit into a page. The arithmetic is
// the same.
class AnyCost {
 public:
  explicit AnyCost(Choice choice) : functions_(functions_named(choice.name)) {
    functions_->construct(memory_, choice);
  }

  auto sample(Vec2<double> p) const -> Sample<double> { return functions_->sample(memory_, p); }
  auto hessian(Vec2<double> p) const -> Sym2<double> { return functions_->hessian(memory_, p); }
  auto minima() const -> std::vector<Minimum> { return functions_->minima(memory_); }
  auto start() const -> Vec2<double> { return functions_->start(memory_); }
  auto view() const -> Box { return functions_->view(memory_); }

 private:
  friend auto batch_gradient(std::string_view cost) -> BatchGradient;

  struct Functions {
    void (*construct)(void*, const Choice&);
    Sample<double> (*sample)(const void*, Vec2<double>);
    Sym2<double> (*hessian)(const void*, Vec2<double>);
    std::vector<Minimum> (*minima)(const void*);
    Vec2<double> (*start)(const void*);
    Box (*view)(const void*);
    BatchGradient over_batch;
  };
  template <class C>
  static const Functions functions_of;
  static auto functions_named(std::string_view cost) -> const Functions*;

  static constexpr std::size_t largest = 80;
  alignas(double) char memory_[largest];
  const Functions* functions_;
};

auto with_cost(Choice choice, const auto& f) { return f(AnyCost(choice)); }

class RunObserver {
 public:
  virtual auto step(const Step<double>& step) -> std::uint64_t = 0;

 protected:
  ~RunObserver() = default;
};

auto run(Choice method, Choice cost, Vec2<double> start, const Limits& limits, RunObserver& observer,
         const Noise& noise = {}) -> Outcome<double>;

auto batch_gradient(std::string_view cost) -> BatchGradient;

}  // namespace msim
