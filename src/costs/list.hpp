#pragma once

#include "core/type_list.hpp"
#include "costs/ackley.hpp"
#include "costs/beale.hpp"
#include "costs/booth.hpp"
#include "costs/himmelblau.hpp"
#include "costs/least_squares.hpp"
#include "costs/logistic.hpp"
#include "costs/matyas.hpp"
#include "costs/mccormick.hpp"
#include "costs/quadratic.hpp"
#include "costs/rastrigin.hpp"
#include "costs/rosenbrock.hpp"
#include "costs/styblinski_tang.hpp"
#include "costs/three_hump_camel.hpp"

namespace msim {

// Every cost, in the order in which they are shown.
using Costs = TypeList<Quadratic, Rosenbrock, Himmelblau, Beale, Booth, Matyas, McCormick, ThreeHumpCamel,
                       StyblinskiTang, Rastrigin, Ackley, LeastSquares, Logistic>;

}  // namespace msim
