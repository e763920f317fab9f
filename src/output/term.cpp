#include "output/term.hpp"

#include <algorithm>
#include <cstdlib>

#include "draw/runs_terminal.hpp"

namespace msim {

auto style_for(const File& file, const Setting& setting) -> TerminalStyle {
  std::optional<WindowSize> window;
  if (const auto size = file.window_size()) window = {size->first, size->second};
  auto style = terminal_style(setting.color, file.is_terminal(), std::getenv, window);
  // Leaves room for what comes below, unless the picture would get small.
  constexpr int comfortable = 24;
  if (file.is_terminal() && style.rows > comfortable)
    style.rows = std::max(style.rows - setting.lines_after, comfortable);
  return style;
}

void TermWriter::draw(const Scene& scene) { file().write(runs_text(scene, style_)); }

auto make_term(File file, const Setting& setting) -> std::unique_ptr<Writer> {
  const auto style = style_for(file, setting);
  return std::make_unique<TermWriter>(std::move(file), style);
}

void write_term_surface(File& file, const Study& study, const Grid& grid, const Setting& setting) {
  file.write(runs_text({study.experiment(), study.cost(), study.valleys(), study.lowest(), grid.view, {}},
                       style_for(file, setting)));
}

}  // namespace msim
