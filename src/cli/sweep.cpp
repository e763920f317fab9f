#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>
#include <utility>

#include "cli/command.hpp"
#include "cli/command_line.hpp"
#include "cli/experiment.hpp"
#include "cli/figure_options.hpp"
#include "cli/options.hpp"
#include "cli/outputs.hpp"
#include "cli/progress.hpp"
#include "cli/sweep_best.hpp"
#include "draw/sweep_map.hpp"
#include "output/standard_error.hpp"
#include "sim/processors.hpp"
#include "spec/axis.hpp"
#include "spec/check.hpp"
#include "spec/error.hpp"
#include "spec/suggest.hpp"

namespace msim {
namespace {

auto sweep_text() -> CommandText {
  return {
      "Runs each method over a grid of its parameters and writes a row a cell: how it\n"
      "ended, and when. Rows are in the order of the methods, then lr, beta and other\n"
      "axes, the last the fastest.",
      {{"What",
        {options::cost,
         options::standardize,
         options::methods,
         {"--lr", "A:B:N[:S]",
          "N learning rates from A to B, with one ratio (S is\n"
          "log, as by itself) or one difference (lin); or one\n"
          "number [0.1]"},
         {"--beta", "A:B:N[:S]", "Momentum coefficients, likewise, lin by themselves\n[0.9]"},
         {"--axis", "P=A:B:N[:S]",
          "Another parameter of a method, likewise (epsilon=\n"
          "1e-8:1e-2:7:log); a column more; repeatable",
          Takes::many},
         options::start,
         options::spec}},
       {"How long",
        {{"--steps", "N", "Updates at most, 0 to 10^12 [150]"},
         {"--target", "T",
          "A cell is done when its cost - minimum is at most T;\n"
          "never, where no minimum of the cost is known [0.001]"}}},
       {"Output",
        {{"--format", "FORMAT",
          "What goes to standard output: csv, json, ndjson,\n"
          "term, gnuplot, png, svg, pdf [term, the map, on a\n"
          "terminal where it can show the grid, else csv;\n"
          "nothing when -o names only files]"},
         {"-o,--output", "FILE",
          "Write FILE in the format of its extension (.csv,\n"
          ".json, .ndjson, and the map: .gp, .png, .svg, .pdf);\n"
          "- is standard output; repeatable",
          Takes::many},
         {"--rate", "",
          "A column more: the spectral radius, which theory\nknows for linear methods on quadratics",
          Takes::nothing},
         options::color,
         {"--best", "", "Say on standard error which cell of each method is\nthe best, and how to run it",
          Takes::nothing}}},
       {"Figures (png, svg, pdf, gnuplot)",
        {options::size, {"--title", "TEXT", "[the cost and the target]"}, options::dark}},
       {"How",
        {{"--shard", "I/N", "Only the I-th of N parts; joined they are the whole"},
         {"--jobs", "N", "Threads [one a processor]"},
         {"--isa", "SET",
          "Instructions: baseline, avx2, avx512; none changes a\n"
          "digit [the fastest of this machine]"}}}},
      nullptr,
      "Outcomes: reached (steps: when), diverged (steps: when), budget (neither up to\n"
      "the last step); final_cost is the cost at that step.\n"
      "\nExamples:\n"
      "  momentum-sim sweep --lr 0.001:10:41 --beta 0:0.95:20 > grid.csv\n"
      "  momentum-sim sweep --lr 0.01:10:200 --beta 0:0.99:100 -o map.png\n"
      "  momentum-sim sweep --cost rosenbrock --lr 1e-4:1e-2:64 --best 2> best.txt\n"
      "  momentum-sim sweep --method adam --lr 0.1 --axis epsilon=1e-8:1:9:log\n"
      "  momentum-sim sweep --lr 0.001:10:400 --beta 0:0.99:400 --shard 2/8 -o part.csv\n",
  };
}

auto isa_option(const CommandLine& command_line) -> const Isa& {
  const std::string* const name = command_line.value("--isa");
  if (name == nullptr) return best_isa();
  std::vector<std::string_view> here;
  for (const Isa& isa : isas()) {
    if (isa.available()) here.push_back(isa.name);
    if (isa.available() && isa.name == *name) return isa;
  }
  throw UserError(
      fmt::format("--isa = {}: on this machine it {}", in_quotes(*name), must_be_one_of(*name, here)));
}

auto jobs_option(const CommandLine& command_line) -> unsigned {
  constexpr std::uint64_t most = 1024;
  const std::string* const text = command_line.value("--jobs");
  if (text == nullptr) return static_cast<unsigned>(processors());
  return static_cast<unsigned>(whole_number(Json::number_or_string(*text), 1, most, "--jobs"));
}

// "2/5": the second of five parts of the rows, as even as they can be.
auto shard_option(const CommandLine& command_line, std::uint64_t rows) -> RowRange {
  const std::string* const text = command_line.value("--shard");
  if (text == nullptr) return {0, rows};
  const auto slash = text->find('/');
  const auto whole = [&](std::string_view digits) -> std::uint64_t {
    std::uint64_t number = 0;
    const auto [rest, status] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return status == std::errc{} && rest == digits.data() + digits.size() ? number : 0;
  };
  const auto i = whole(std::string_view(*text).substr(0, slash));
  const auto n = slash == std::string::npos ? 0 : whole(std::string_view(*text).substr(slash + 1));
  if (i < 1 || i > n || n > most_cells) {
    throw UserError(
        fmt::format("--shard = {}: must be i/n, the i-th of n parts, 1 <= i <= n", in_quotes(*text)));
  }
  const auto end_of = [&](std::uint64_t part) { return rows / n * part + std::min(part, rows % n); };
  return {end_of(i - 1), end_of(i)};
}

// "[#####     ] 50 %, 1.2e+06 cells/s, 12 s left"
class SweepProgress {
 public:
  SweepProgress(bool quiet, std::uint64_t rows) : progress_(quiet), rows_(static_cast<double>(rows)) {}

  void add(std::size_t cells) {
    done_ += static_cast<double>(cells);
    if (progress_.due()) progress_.show(text());
  }
  void wipe() noexcept { progress_.wipe(); }

 private:
  using Clock = std::chrono::steady_clock;

  auto text() const -> std::string {
    constexpr int width = 30;
    const double share = done_ / rows_;
    const double seconds = std::chrono::duration<double>(Clock::now() - started_).count();
    const std::string bar(static_cast<std::size_t>(width * share), '#');
    return fmt::format("[{:<{}}] {:.0f} %, {:.2g} cells/s, {} left", bar, width, 100 * share, done_ / seconds,
                       duration(seconds * (1 - share) / share));
  }
  static auto duration(double seconds) -> std::string {
    constexpr double minute = 60;
    constexpr double hour = 60 * minute;
    if (seconds < 2 * minute) return fmt::format("{:.0f} s", seconds);
    if (seconds < 2 * hour) return fmt::format("{:.0f} min", seconds / minute);
    return fmt::format("{:.3g} h", seconds / hour);
  }

  Progress progress_;
  Clock::time_point started_ = Clock::now();
  double rows_, done_ = 0;
};

void refuse_parts(const Format& format, const CommandLine& command_line) {
  const std::string* const shard = command_line.value("--shard");
  if (shard == nullptr || format.name == "csv" || format.name == "ndjson") return;
  throw UserError(fmt::format("--shard = {}: must not be given with {}, whose parts would not join",
                              in_quotes(*shard), format.name));
}

void run_sweep(const CommandLine& command_line) {
  SweepSpec spec = resolve_sweep(read_fields(command_line));
  spec.rates = command_line.has("--rate");
  const Sweep sweep = spec.sweep();
  const RowRange range = shard_option(command_line, sweep.rows());
  const Isa& isa = isa_option(command_line);
  const unsigned jobs = jobs_option(command_line);
  const Setting setting{figure_style(command_line), color_option(command_line), 0, {}};

  std::vector<std::unique_ptr<SweepWriter>> writers;
  bool rows_to_terminal = false;
  const bool mappable = map_refusal(spec).empty() && !command_line.has("--shard");
  for (auto& [format, file] : open_outputs(command_line, mappable)) {
    refuse_parts(*format, command_line);
    rows_to_terminal = rows_to_terminal || (format->streams && file.is_terminal());
    writers.push_back(format->sweep_writer(std::move(file), spec, setting));
  }
  SweepProgress progress(rows_to_terminal, range.last - range.first);
  std::vector<BestCell> best(spec.methods.size());

  each_open(writers, [&](auto& writer) { writer->begin(range.first == 0); });
  run_cells(sweep, range, isa, jobs,
            [&](std::size_t method, std::uint64_t first, std::span<const Cell> cells) {
              each_open(writers, [&](auto& writer) { writer->cells(method, first, cells); });
              for (std::size_t i = 0; i < cells.size(); ++i) best[method].see(first + i, cells[i]);
              progress.add(cells.size());
            });
  each_open(writers, [](auto& writer) { writer->end(); });
  progress.wipe();
  complete(writers, [](auto& writer) -> SweepWriter& { return *writer; });
  if (command_line.has("--best")) say(best_text(spec, best));
}

}  // namespace

auto sweep_command() -> Command {
  return {"sweep", "A grid of lr and beta: how each run ends, and when", sweep_text, run_sweep,
          sweep_formats};
}

}  // namespace msim
