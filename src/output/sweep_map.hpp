#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "draw/map_figure.hpp"
#include "draw/map_terminal.hpp"
#include "draw/sweep_map.hpp"
#include "output/gnuplot.hpp"
#include "output/sweep_writer.hpp"
#include "output/term.hpp"
#include "output/writer.hpp"

namespace msim {

// Collects the cells of a sweep and draws their map at the end.
class MapWriter : public SweepWriter {
 public:
  // Throws UserError where the sweep is not one that maps can show.
  MapWriter(File file, const SweepSpec& spec)
      : SweepWriter(std::move(file), spec), panels_(map_panels(spec)) {}

  void cells(std::size_t method, std::uint64_t first, std::span<const Cell> cells) override {
    for (const Cell& cell : cells) panels_[method].see(first++, cell);
  }
  void end() override { draw(panels_); }

 private:
  virtual void draw(const std::vector<MapPanel>& panels) = 0;

  std::vector<MapPanel> panels_;
};

class TermMapWriter : public MapWriter {
 public:
  TermMapWriter(File file, const SweepSpec& spec, const Setting& setting)
      : MapWriter(std::move(file), spec), style_(style_for(this->file(), setting)) {}

 private:
  void draw(const std::vector<MapPanel>& panels) override { file().write(map_text(spec(), panels, style_)); }

  TerminalStyle style_;
};

class PictureMapWriter : public MapWriter {
 public:
  PictureMapWriter(File file, const SweepSpec& spec, const Setting& setting, Picture picture)
      : MapWriter(std::move(file), spec), setting_(setting), gnuplot_(this->file(), picture) {}

 private:
  void draw(const std::vector<MapPanel>& panels) override {
    gnuplot_.draw(file(), map_script(spec(), panels, setting_.figure, gnuplot_.picture()), 0, {});
  }

  const Setting& setting_;
  Gnuplot gnuplot_;
};

}  // namespace msim
