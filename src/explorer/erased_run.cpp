#include <memory>
#include <new>
#include <type_traits>

#include "methods/list.hpp"
#include "sim/noisy_gradient.hpp"
#include "sim/run.hpp"
#include "sim/simulate.hpp"

namespace msim {
namespace {

// A method behind pointers to its functions.
class AnyMethod {
 public:
  explicit AnyMethod(const MethodChoice& choice) {
    with_named(Methods<double>{}, choice.name, [&]<class M>(std::type_identity<M>) {
      static_assert(sizeof(M) <= largest && std::is_trivially_copyable_v<M>);
      new (memory_) M(choice.parameters);
      lr_ = lr_among<M>(choice.parameters);
      advance_ = [](void* m, Vec2<double> p, Vec2<double> g, double lr) {
        return static_cast<M*>(m)->advance(p, g, lr);
      };
      velocity_ = [](const void* m) { return static_cast<const M*>(m)->velocity(); };
    });
  }
  auto lr() const -> double { return lr_; }
  auto advance(Vec2<double> p, Vec2<double> g, double lr) -> Vec2<double> {
    return advance_(memory_, p, g, lr);
  }
  auto velocity() const -> Vec2<double> { return velocity_(memory_); }

 private:
  static constexpr std::size_t largest = 128;
  alignas(double) char memory_[largest];
  double lr_;
  Vec2<double> (*advance_)(void*, Vec2<double>, Vec2<double>, double);
  Vec2<double> (*velocity_)(const void*);
};

// The gradients of a run, noisy or not.
class AnyGradient {
 public:
  AnyGradient(const AnyCost& cost, const Noise& noise) {
    if (noise.any()) noisy_ = std::make_unique<NoisyGradient>(cost, noise);
  }
  auto operator()(Vec2<double> p, Vec2<double> gradient) -> Vec2<double> {
    return noisy_ ? (*noisy_)(p, gradient) : exact_(p, gradient);
  }
  auto asked() const -> std::uint64_t { return noisy_ ? noisy_->asked() : exact_.asked(); }
  auto used() const -> Vec2<double> { return noisy_ ? noisy_->used() : exact_.used(); }
  auto epoch() const -> std::uint64_t { return noisy_ ? noisy_->epoch() : exact_.epoch(); }

 private:
  ExactGradient<double> exact_;
  std::unique_ptr<NoisyGradient> noisy_;
};

}  // namespace

// What sim/run.cpp does, with one loop for all: a loop for each method on each cost would be most of the
// page.
auto run(const MethodChoice& method, const AnyCost& cost, Vec2<double> start, const Limits& limits,
         RunObserver& observer, const Noise& noise) -> Outcome<double> {
  const AnyMethod rule(method);
  return simulate(rule, rule.lr(), cost, start, limits, observer, AnyGradient(cost, noise));
}

}  // namespace msim
