#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "draw/data_view.hpp"
#include "draw/gnuplot_script.hpp"
#include "draw/scene.hpp"

namespace msim {

// The panel of the rows of a data set, and over them what the paths have fitted to them at some steps: lines,
// or curves where y is a class. What it is given must outlive it.
class DataPanel {
 public:
  // `colors`: one a path.
  DataPanel(const Scene& scene, const Frame& frame, std::vector<std::string_view> colors,
            GnuplotScript& script);

  // In the order in which a script needs them: the rows and the fits; what draws a fit; in an animation, the
  // fit of frame i; the panel.
  void data();
  void functions();
  void choose_fit();
  void draw();

 private:
  auto captions() const -> std::vector<std::string>;
  // The last fits in numbers, where the fewest rows and lines are.
  void key();
  // The lower left corner of a place for something of that size, in pixels from that of the frame, and
  // whether it is at the right.
  auto emptiest_place(Vec2<double> size, double inset) const -> std::pair<Place, bool>;
  // The fit that is drawn last, as an index in the script.
  auto last_fit() const -> std::string;
  // That of the panel, see fitted().
  auto width_for_text() const -> double { return frame_.width() / (tick_size * script_.scale()); }

  const Scene& scene_;
  const Frame& frame_;
  std::vector<std::string_view> colors_;
  GnuplotScript& script_;
  DataView view_;
  bool classes_;
  std::vector<std::uint64_t> steps_;  // whose fits are shown
};

}  // namespace msim
