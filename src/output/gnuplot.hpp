#pragma once

#include <functional>
#include <string>

#include "draw/figure_style.hpp"
#include "output/file.hpp"

namespace msim {

// The user's gnuplot, and ffmpeg for an animation where it is installed.
class Gnuplot {
 public:
  // Throws OutputError where gnuplot is needed and not installed, UserError where a picture would go to a
  // terminal.
  Gnuplot(const File& file, Picture picture);

  // What the script is to be made for.
  auto picture() const -> Picture { return ffmpeg_.empty() ? picture_ : Picture::frames; }

  // Draws the script into the file, or writes the script itself where that is the picture. delay: of the
  // frames of an animation, in hundredths of a second. `progress` is told of each.
  void draw(File& file, const std::string& script, int delay,
            const std::function<void(const std::string&)>& progress) const;

 private:
  void run(File& file, const std::string& script, int delay,
           const std::function<void(const std::string&)>& progress) const;

  Picture picture_;
  std::string gnuplot_, ffmpeg_;  // where they are; empty: nowhere, or not needed
};

}  // namespace msim
