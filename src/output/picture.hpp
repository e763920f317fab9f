#pragma once

#include "draw/figure.hpp"
#include "output/scene_writer.hpp"

namespace msim {

// Draws the paths as a script for gnuplot or with the user's gnuplot.
class PictureWriter : public SceneWriter {
 public:
  // Throws OutputError where gnuplot is needed and not installed.
  PictureWriter(File file, const Setting& setting, Picture picture);

 private:
  void draw(const Scene& scene) override;
  // delay: of the frames of an animation, in hundredths of a second.
  void run_gnuplot(const std::string& script, int delay);

  const Setting& setting_;
  Picture picture_;
  std::string gnuplot_, ffmpeg_;  // where they are; empty: nowhere, or not needed
};

// A PictureWriter, as the table of formats makes it.
template <Picture picture>
auto make_picture(File file, const Setting& setting) -> std::unique_ptr<Writer> {
  return std::make_unique<PictureWriter>(std::move(file), setting, picture);
}

}  // namespace msim
