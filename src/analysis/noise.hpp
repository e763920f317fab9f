#pragma once

#include <cstdint>
#include <optional>

#include "analysis/valley.hpp"
#include "core/choice.hpp"
#include "core/filter.hpp"
#include "sim/noise.hpp"

namespace msim {

// How far noisy gradients keep a linear method from the minimum of a quadratic, in the long run. Along an
// eigen-direction of curvature l the noise e_t of update t moves the position u (see analysis/theory.hpp) by
//
//   w_0 = -lr now,    w_1 = T w_0 - lr before,    w_s = T w_{s-1} - D w_{s-2}
//
// s updates later, so that u_t = sum_s w_s e_{t-s}.

// The variance of u where the e_t are independent, each of the given variance; for momentum and its like
// variance lr (1+beta) / (l (2 (1+beta) - lr (1-beta) l)). None where the direction does not converge.
// Source: the variance of an ARMA(2,1) process, G. E. P. Box, G. M. Jenkins, Time Series Analysis (1970).
auto stationary_variance(const Filter& filter, double lr, double curvature, double variance)
    -> std::optional<double>;

// How the rows of a data set are dealt out, see Batches.
struct Dealing {
  std::uint64_t rows, batch_size;
};

// The same where e_t is the deviation of a batch's mean, from rows of which a quantity has that variance
// (over rows - 1), and the batches of an epoch share out the rows. Then the deviations of an epoch, each
// times the size of its batch, add up to nothing, and over an epoch
//
//   var(sum_i a_i e_i) = variance (sum_i a_i^2 / size_i - (sum_i a_i)^2 / rows)
//
// Averaged over the places in an epoch. Far less than for independent batches, where an epoch is short beside
// the memory of the method. None also where the run would take millions of updates to settle. Source of the
// covariance: sampling without replacement, W. G. Cochran, Sampling Techniques (1977), theorem 2.2.
auto dealt_variance(const Filter& filter, double lr, double curvature, double variance,
                    const Dealing& dealing) -> std::optional<double>;

// The covariance, over n - 1, of the gradients that each row of the data has by itself, at p.
auto row_covariance(const AnyCost& cost, Vec2<double> p) -> Sym2<double>;

// The standard deviations along the directions of a valley of the noise that a gradient there has: of the
// batches, as if each were drawn by itself, and of the noise added.
auto gradient_noise(const AnyCost& cost, const Noise& noise, const Valley& valley) -> Directions<double>;

// The root of the stationary variance along the directions of a valley, of batches and noise together. None
// where it is none, and for a method that is not linear. Exact for a quadratic but for the batches' own
// curvatures, which differ: that matters for large lr and small batches.
auto expected_spread(const MethodChoice& method, const AnyCost& cost, const Noise& noise,
                     const Valley& valley) -> std::optional<Directions<double>>;

// The number of steps after which nothing is left, along each direction, of where a run came from: without
// noise the start, and a point as far off as noise keeps the method, would by then be within a tenth of that.
// Infinite where noise does not keep it off, and for a method that is not linear.
auto forgotten_after(const MethodChoice& method, const Valley& valley, const Directions<double>& start,
                     const Directions<double>& spread) -> Directions<double>;

}  // namespace msim
