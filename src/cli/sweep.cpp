#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <thread>
#include <utility>

#include "cli/commands.hpp"
#include "cli/outputs.hpp"
#include "cli/progress.hpp"
#include "cli/sweep_best.hpp"
#include "cli/sweep_outputs.hpp"
#include "cli/sweep_plan.hpp"
#include "output/standard_error.hpp"
#include "spec/axis.hpp"
#include "spec/check.hpp"
#include "spec/error.hpp"
#include "spec/suggest.hpp"

namespace msim {
namespace {

auto isa_option(const CommandLine& command_line) -> const Isa& {
  const std::string* const name = command_line.value("--isa");
  if (name == nullptr) return best_isa();
  std::vector<std::string_view> here;
  for (const Isa& isa : isas()) {
    if (isa.available()) here.push_back(isa.name);
    if (isa.available() && isa.name == *name) return isa;
  }
  throw UserError(fmt::format("--isa = {}: {} on this machine", in_quotes(*name), must_be_one_of("", here)));
}

auto jobs_option(const CommandLine& command_line) -> unsigned {
  constexpr std::uint64_t most = 1024;
  const std::string* const text = command_line.value("--jobs");
  if (text == nullptr) return std::max(1U, std::thread::hardware_concurrency());
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

auto progress_text(std::uint64_t done, std::uint64_t rows) -> std::string {
  return fmt::format("sweep: cell {} of {} ({:.0f} %)", done, rows,
                     100 * static_cast<double>(done) / static_cast<double>(rows));
}

void refuse_parts_of_json(const std::vector<OpenOutput>& outputs, const CommandLine& command_line) {
  const std::string* const shard = command_line.value("--shard");
  if (shard == nullptr) return;
  for (const auto& output : outputs) {
    if (output.format->name == "json")
      throw UserError(fmt::format("--shard = {}: must not be given with json, whose parts would not join",
                                  in_quotes(*shard)));
  }
}

}  // namespace

void run_sweep(const CommandLine& command_line) {
  const SweepPlan plan = read_sweep_plan(command_line);
  const Sweep sweep = plan.sweep();
  const RowRange range = shard_option(command_line, sweep.rows());
  const Isa& isa = isa_option(command_line);
  const unsigned jobs = jobs_option(command_line);

  auto files = open_outputs(command_line);
  refuse_parts_of_json(files, command_line);
  const bool rows_to_terminal = std::any_of(
      files.begin(), files.end(), [](const OpenOutput& output) { return output.file.is_terminal(); });
  SweepOutputs outputs(std::move(files), plan, command_line.has("--rate"));
  Progress progress(rows_to_terminal);
  BestCells best(plan);
  std::uint64_t done = 0;

  outputs.begin(range.first == 0);
  const auto take = [&](std::size_t method, std::uint64_t number, std::span<const Cell> cells) {
    for (const Cell& cell : cells) {
      best.see(method, number, cell);
      outputs.row(method, number++, cell);
    }
    done += cells.size();
    if (progress.due()) progress.show(progress_text(done, range.last - range.first));
  };
  run_cells(sweep, range, isa, jobs, take);
  outputs.end();
  progress.wipe();
  if (command_line.has("--best")) say(best.text());
}

}  // namespace msim
