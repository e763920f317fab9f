#pragma once

#include "draw/scene.hpp"
#include "draw/screen.hpp"
#include "draw/theme.hpp"

namespace msim {

// Writes a row for each path, from that row of the screen on: its marker, its label, the cost it came to, how
// it stopped, and the sparkline; in less room fewer of these.
void draw_legend(Screen& screen, int row, const Scene& scene, const Theme& theme);

}  // namespace msim
