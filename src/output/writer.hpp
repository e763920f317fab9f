#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/step.hpp"
#include "draw/figure_style.hpp"
#include "output/file.hpp"
#include "output/sweep_writer.hpp"
#include "sim/surface.hpp"
#include "spec/spec.hpp"
#include "study/study.hpp"

namespace msim {

// One output of a comparison. It is called in this order:
//   begin(study)                                   once, before the first run; the study outlives the writer
//   begin_run(method), step(...), end_run(result)  for each method: every row that is to be written, in
//   order;
//                                                  of several seeds the rows are the first one's
//   end(view)                                      once; `view` is the box to show, resolved
//   finish(), place(), commit()                    once, as of its File
class Writer {
 public:
  explicit Writer(File file) : file_(std::move(file)) {}
  Writer(const Writer&) = delete;
  auto operator=(const Writer&) -> Writer& = delete;
  virtual ~Writer() = default;

  virtual void begin(const Study& /*study*/) {}
  virtual void begin_run(const MethodSpec& method) = 0;
  virtual void step(const Step<double>& step) = 0;
  virtual void end_run(const Result& /*result*/) {}
  virtual void end(const Box& /*view*/) {}
  void finish() { file_.finish(); }
  void place() { file_.place(); }
  void commit() { file_.commit(); }

 protected:
  auto file() -> File& { return file_; }

 private:
  File file_;
};

// What concerns pictures only.
struct Setting {
  FigureStyle figure;
  std::string color = "auto";                        // the option --color
  int lines_after = 0;                               // that a terminal will show below the picture
  std::function<void(const std::string&)> progress;  // is told how far something long is
};

// A row of the table of formats.
struct Format {
  std::string_view name;
  std::string_view extension;  // empty: none
  std::string_view description;
  bool needs_metrics;  // asks for a study that is measured
  bool streams;        // rows are written while they are computed
  bool figure;         // shows at most most_figure_paths methods, in the panels of its setting
  // The setting must outlive the writer.
  std::unique_ptr<Writer> (*writer)(File file, const Setting& setting);
  // null: it cannot
  void (*write_surface)(File& file, const Study& study, const Grid& grid, const Setting& setting);
  // null: it cannot. The spec must outlive the writer, too.
  std::unique_ptr<SweepWriter> (*sweep_writer)(File file, const SweepSpec& spec, const Setting& setting);
};

auto formats() -> std::span<const Format>;
// Those that write a surface too; those that write a sweep too.
auto surface_formats() -> std::span<const Format>;
auto sweep_formats() -> std::span<const Format>;

// The format of that name, one of `among`. `option` names what asks for it in messages.
auto format_named(std::string_view name, std::span<const Format> among, const std::string& option)
    -> const Format&;

// The format of that file's extension, `otherwise` for a name without one (/dev/null).
auto format_of_file(const std::string& path, std::span<const Format> among, const std::string& option,
                    const Format& otherwise) -> const Format&;

}  // namespace msim
