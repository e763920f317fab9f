#pragma once

#include <array>
#include <string_view>

#include "core/cost.hpp"
#include "draw/gnuplot_script.hpp"
#include "draw/gradient_cloud.hpp"

namespace msim {

// The panel of noisy gradients, as dots, about the arrow of the full one. `axes`: what the parameters are
// called.
void draw_gradients(const GradientCloud& cloud, const std::array<std::string_view, 2>& axes,
                    const Frame& frame, std::string_view color, GnuplotScript& script);

}  // namespace msim
