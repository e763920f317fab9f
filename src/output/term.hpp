#pragma once

#include <memory>
#include <utility>

#include "draw/terminal_style.hpp"
#include "output/scene_writer.hpp"

namespace msim {

// The picture for a terminal, written when the runs are done.
class TermWriter : public SceneWriter {
 public:
  TermWriter(File file, const TerminalStyle& style) : SceneWriter(std::move(file)), style_(style) {}

 private:
  void draw(const Scene& scene) override;

  TerminalStyle style_;
};

// What a terminal shows that is at the file, or what one would.
auto style_for(const File& file, const Setting& setting) -> TerminalStyle;

auto make_term(File file, const Setting& setting) -> std::unique_ptr<Writer>;

void write_term_surface(File& file, const Study& study, const Grid& grid, const Setting& setting);

}  // namespace msim
