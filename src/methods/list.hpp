#pragma once

#include "core/type_list.hpp"
#include "methods/adam.hpp"
#include "methods/gd.hpp"
#include "methods/heavy_ball.hpp"
#include "methods/momentum.hpp"
#include "methods/momentum_corrected.hpp"
#include "methods/nesterov.hpp"
#include "methods/rmsprop.hpp"

namespace msim {

// Every method, in the order in which they are shown.
template <class S>
using Methods =
    TypeList<Gd<S>, Momentum<S>, MomentumCorrected<S>, HeavyBall<S>, Nesterov<S>, RmsProp<S>, Adam<S>>;

}  // namespace msim
