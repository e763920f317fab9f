#include "sim/run.hpp"

#include <memory>
#include <new>
#include <span>
#include <type_traits>

#include "costs/list.hpp"
#include "methods/list.hpp"
#include "sim/simulate.hpp"

namespace msim {
namespace {

// A method likewise.
class AnyMethod {
 public:
  explicit AnyMethod(Choice choice) {
    with_named(Methods<double>{}, choice.name, [&]<class M>(std::type_identity<M>) {
      static_assert(sizeof(M) <= largest && std::is_trivially_copyable_v<M>);
      new (memory_) M(choice.parameters);
      advance_ = [](void* m, Vec2<double> p, Vec2<double> g) { return static_cast<M*>(m)->advance(p, g); };
      velocity_ = [](const void* m) { return static_cast<const M*>(m)->velocity(); };
    });
  }
  auto advance(Vec2<double> p, Vec2<double> g) -> Vec2<double> { return advance_(memory_, p, g); }
  auto velocity() const -> Vec2<double> { return velocity_(memory_); }

 private:
  static constexpr std::size_t largest = 128;
  alignas(double) char memory_[largest];
  Vec2<double> (*advance_)(void*, Vec2<double>, Vec2<double>);
  Vec2<double> (*velocity_)(const void*);
};

// The gradients of a run, noisy or not: one loop for both.
class AnyGradient {
 public:
  AnyGradient(Choice cost, const Noise& noise) {
    if (noise.any()) noisy_ = std::make_unique<NoisyGradient>(cost, noise, batch_gradient(cost.name));
  }
  auto operator()(Vec2<double> p, Vec2<double> gradient) -> Vec2<double> {
    return noisy_ ? (*noisy_)(p, gradient) : gradient;
  }
  auto used() const -> Vec2<double> { return noisy_ ? noisy_->used() : Vec2<double>{}; }
  auto epoch() const -> std::uint64_t { return noisy_ ? noisy_->epoch() : 0; }

 private:
  std::unique_ptr<NoisyGradient> noisy_;
};

}  // namespace

template <class C>
constexpr AnyCost::Functions AnyCost::functions_of{
    [](void* at, const Choice& choice) {
      static_assert(sizeof(C) <= largest && std::is_trivially_copyable_v<C>);
      new (at) C(cost_of<C>(choice));
    },
    [](const void* c, Vec2<double> p) { return static_cast<const C*>(c)->sample(p); },
    [](const void* c, Vec2<double> p) { return static_cast<const C*>(c)->hessian(p); },
    [](const void* c) { return static_cast<const C*>(c)->minima(); },
    [](const void* c) { return static_cast<const C*>(c)->start(); },
    [](const void* c) { return static_cast<const C*>(c)->view(); },
    batch_gradient<C>()};

auto AnyCost::functions_named(std::string_view cost) -> const Functions* {
  const Functions* functions = nullptr;
  with_named(Costs{}, cost, [&]<class C>(std::type_identity<C>) { functions = &functions_of<C>; });
  return functions;
}

auto batch_gradient(std::string_view cost) -> BatchGradient {
  return AnyCost::functions_named(cost)->over_batch;
}

auto run(Choice method, Choice cost, Vec2<double> start, const Limits& limits, RunObserver& observer,
         const Noise& noise) -> Outcome<double> {
  return simulate(AnyMethod(method), AnyCost(cost), start, limits, observer, AnyGradient(cost, noise));
}

}  // namespace msim
