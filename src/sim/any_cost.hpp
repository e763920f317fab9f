#pragma once

#include <cassert>
#include <memory>
#include <vector>

#include "core/choice.hpp"
#include "core/cost.hpp"

namespace msim {

// A cost of any type behind pointers to its functions, for all that is not the hot loop. A small value: built
// once, and its copies share the cost, which never changes. Data that it is on must outlive it.
class AnyCost {
 public:
  // The name must be in the list of costs: names are checked where they are read.
  explicit AnyCost(const CostChoice& choice);

  auto info() const -> const CostInfo& { return *functions_->info; }
  auto sample(Vec2<double> p) const -> Sample<double> { return functions_->sample(cost_.get(), p); }
  auto hessian(Vec2<double> p) const -> Sym2<double> { return functions_->hessian(cost_.get(), p); }
  auto minima() const -> std::vector<Minimum> { return functions_->minima(cost_.get()); }
  auto start() const -> Vec2<double> { return functions_->start(cost_.get()); }
  auto view() const -> Box { return functions_->view(cost_.get()); }

  // Of a cost on data: these, and its gradient over a batch of their rows.
  auto data() const -> const Data& { return data_; }
  auto batch_gradient(const Data& batch, Vec2<double> p) const -> Vec2<double> {
    return functions_->batch_gradient(cost_.get(), batch, p);
  }

  // The cost as the type that it is, for the hot loops.
  template <class C>
  auto as() const -> const C& {
    assert(info().name == C::info.name);
    return *static_cast<const C*>(cost_.get());
  }

 private:
  struct Functions {
    const CostInfo* info;
    Sample<double> (*sample)(const void* cost, Vec2<double> p);
    Sym2<double> (*hessian)(const void* cost, Vec2<double> p);
    std::vector<Minimum> (*minima)(const void* cost);
    Vec2<double> (*start)(const void* cost);
    Box (*view)(const void* cost);
    Vec2<double> (*batch_gradient)(const void* cost, const Data& batch, Vec2<double> p);  // null: not on data
  };
  template <class C>
  static const Functions functions_of;

  std::shared_ptr<const void> cost_;
  const Functions* functions_ = nullptr;
  Data data_;
};

}  // namespace msim
