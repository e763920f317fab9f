#pragma once

#include <memory>
#include <utility>

#include "draw/animation.hpp"
#include "draw/runs_figure.hpp"
#include "output/gnuplot.hpp"
#include "output/scene_writer.hpp"

namespace msim {

// Draws the paths as a script for gnuplot or with the user's gnuplot.
class PictureWriter : public SceneWriter {
 public:
  PictureWriter(File file, const Setting& setting, Picture picture)
      : SceneWriter(std::move(file)), setting_(setting), gnuplot_(this->file(), picture) {}

 private:
  void draw(const Scene& scene) override {
    const auto script = runs_script(scene, setting_.figure, gnuplot_.picture());
    gnuplot_.draw(file(), script, frame_delay(frames_of(scene).size()), setting_.progress);
  }

  const Setting& setting_;
  Gnuplot gnuplot_;
};

// A PictureWriter, as the table of formats makes it.
template <Picture picture>
auto make_picture(File file, const Setting& setting) -> std::unique_ptr<Writer> {
  return std::make_unique<PictureWriter>(std::move(file), setting, picture);
}

}  // namespace msim
