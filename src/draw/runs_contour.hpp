#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "draw/cost_map.hpp"
#include "draw/gnuplot_script.hpp"
#include "draw/scene.hpp"

namespace msim {

// The datablocks $path1, $path2, ... of all panels: step, x, y, cost, and what the map in that frame shows of
// the point: 2 a marker, 1 only the line, 0 nothing. frame: null where no map is shown.
void write_paths(const Scene& scene, const Frame* frame, GnuplotScript& script);

// The panel of the map: the cost in shades with its isolines, the paths on it, the start and the minima. What
// it is given must outlive it.
class ContourPanel {
 public:
  ContourPanel(const Scene& scene, const Frame& frame, GnuplotScript& script);

  // In the order in which a script needs them: the map and its isolines; the panel.
  void data();
  void draw();

 private:
  void grid(std::uint64_t every);
  void isolines(std::string_view name, const std::vector<double>& heights);
  // Frame after frame gnuplot reads the map anew: half as fine, that takes a quarter of the time.
  auto map_every() const -> std::uint64_t { return script_.animated() ? 2 : 1; }

  const Scene& scene_;
  const Frame& frame_;
  GnuplotScript& script_;
  std::optional<CostMap> map_;      // none: there is nothing to show
  double map_scale_ = 1;            // of the map: its numbers in the script are at most 1
  std::vector<std::string> lines_;  // the datablocks of isolines
};

}  // namespace msim
