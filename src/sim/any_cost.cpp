#include "sim/any_cost.hpp"

#include "costs/list.hpp"

namespace msim {
namespace {

template <class C>
auto of(const void* cost) -> const C& {
  return *static_cast<const C*>(cost);
}

template <class C>
auto batch_gradient(const void* cost, const Data& batch, Vec2<double> p) -> Vec2<double> {
  return of<C>(cost).over(batch).sample(p).gradient;
}

template <class C>
constexpr auto batch_gradient_of() -> Vec2<double> (*)(const void*, const Data&, Vec2<double>) {
  if constexpr (OnData<C>) {
    return batch_gradient<C>;
  } else {
    return nullptr;
  }
}

}  // namespace

template <class C>
constexpr AnyCost::Functions AnyCost::functions_of{
    &C::info,
    [](const void* cost, Vec2<double> p) { return of<C>(cost).sample(p); },
    [](const void* cost, Vec2<double> p) { return of<C>(cost).hessian(p); },
    [](const void* cost) { return of<C>(cost).minima(); },
    [](const void* cost) { return of<C>(cost).start(); },
    [](const void* cost) { return of<C>(cost).view(); },
    batch_gradient_of<C>()};

AnyCost::AnyCost(const CostChoice& choice) : data_(choice.data) {
  [[maybe_unused]] const bool known = with_named(Costs{}, choice.name, [&]<class C>(std::type_identity<C>) {
    cost_ = std::make_shared<const C>(cost_of<C>(choice));
    functions_ = &functions_of<C>;
  });
  assert(known);
}

}  // namespace msim
