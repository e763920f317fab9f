#include "output/gnuplot.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "draw/animation.hpp"
#include "output/error.hpp"
#include "output/process.hpp"
#include "spec/error.hpp"

namespace msim {
namespace {

// One filter graph: the colours are counted over all frames, then each frame is drawn in them.
constexpr std::string_view gif_filter =
    "tpad=stop_mode=clone:stop_duration={:.2f},split[all][again];[all]palettegen=max_colors=128:stats_mode="
    "full[palette];"
    "[again][palette]paletteuse=dither=none:diff_mode=rectangle";

auto ffmpeg_command(const std::string& ffmpeg, int delay) -> std::vector<std::string> {
  return {ffmpeg,
          "-hide_banner",
          "-loglevel",
          "error",
          "-nostdin",
          "-f",
          "image2pipe",
          "-framerate",
          fmt::format("100/{}", delay),
          "-c:v",
          "png",
          "-i",
          "-",
          "-filter_complex",
          fmt::format(fmt::runtime(gif_filter), last_frame_held / 100.0),
          "-f",
          "gif",
          "-"};
}

// What a program complains of, in one line: of gnuplot what stands behind "line 3:", which follows the line
// itself.
auto complaint(std::string_view errors) -> std::string {
  std::string_view first;
  while (!errors.empty()) {
    auto line = errors.substr(0, errors.find('\n'));
    errors.remove_prefix(std::min(errors.size(), line.size() + 1));
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(' ')));
    if (line.empty() || line.find("warning") != std::string_view::npos || line.starts_with("frame "))
      continue;
    const auto number = line.find("line ");
    const auto colon = number == std::string_view::npos ? number : line.find(": ", number);
    if (colon != std::string_view::npos) return shown(line.substr(colon + 2));
    if (first.empty()) first = line;
  }
  return first.empty() ? "it gave no picture" : shown(first);
}

}  // namespace

Gnuplot::Gnuplot(const File& file, Picture picture) : picture_(picture) {
  if (picture_ == Picture::script) return;
  if (file.is_terminal()) {
    throw UserError(
        fmt::format("{}: must be a file or a pipe to take a picture, it is a terminal", file.name()));
  }
  gnuplot_ = find_program("gnuplot");
  if (gnuplot_.empty()) {
    throw OutputError(
        fmt::format("{}: needs gnuplot, which is not installed: apt-get install gnuplot-nox", file.name()));
  }
  if (picture_ == Picture::gif) ffmpeg_ = find_program("ffmpeg");
}

void Gnuplot::draw(File& file, const std::string& script, int delay,
                   const std::function<void(const std::string&)>& progress) const {
  if (picture_ == Picture::script)
    file.write(script);
  else
    run(file, script, delay, progress);
}

void Gnuplot::run(File& file, const std::string& script, int delay,
                  const std::function<void(const std::string&)>& progress) const {
  // Its default settings: no file of the user's changes the picture.
  std::vector<std::vector<std::string>> commands{{gnuplot_, "-d"}};
  if (!ffmpeg_.empty()) commands.push_back(ffmpeg_command(ffmpeg_, delay));
  bool empty = true;
  const auto ended = run_pipeline(
      commands, script,
      [&](std::string_view piece) {
        empty = empty && piece.empty();
        file.write(piece);
      },
      [&](std::string_view line) {
        if (line.starts_with("frame ")) progress(fmt::format("{}: {}", file.name(), line));
      });
  // When one fails, so may those that it feeds.
  for (std::size_t i = 0; i < commands.size(); ++i) {
    if (ended[i].well && (!empty || i + 1 < commands.size())) continue;
    const auto program = i == 0 ? "gnuplot" : "ffmpeg";
    throw OutputError(fmt::format("{}: {} failed: {}", file.name(), program, complaint(ended[i].errors)));
  }
}

}  // namespace msim
