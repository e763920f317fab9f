#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <array>

#include "spec/error.hpp"
#include "spec/suggest.hpp"

namespace msim {
namespace {

enum class Takes { one, many, nothing };

struct OptionText {
  const char* names;
  const char* value;
  const char* text;
  Takes takes = Takes::one;
};

struct Group {
  const char* name;
  std::vector<OptionText> options;
};

struct CommandText {
  const char* name;
  const char* text;
  std::vector<Group> groups;
  const char* topics;  // what may stand without an option, null when nothing may
  const char* examples;
};

// The help is 80 columns wide, 28 of them before these texts.
const OptionText cost{"--cost", "SPEC",
                      "The cost: a name (rosenbrock), one with parameters\n"
                      "(quadratic:kappa=50,angle=30), one on two columns of\n"
                      "a CSV file (logistic:data=FILE,x=COLUMN,y=COLUMN),\n"
                      "JSON, a JSON file, or - for standard input\n"
                      "[quadratic, A = diag(1, 19.8)]"};
const OptionText standardize{"--standardize", "",
                             "Of a cost on data: make x (x - mean) / standard\ndeviation", Takes::nothing};
const OptionText batch_size{"--batch-size", "B",
                            "Mini-batches: so many rows of the data in each\n"
                            "gradient, shuffled anew each epoch [off]"};
const OptionText noise{"--noise", "SIGMA",
                       "Gaussian noise on each component of each gradient,\nits standard deviation [off]"};
const OptionText seed{"--seed", "N", "Seed of the batches and of the noise [0]"};
const OptionText repeat{"--repeat", "R",
                        "Run R seeds, from --seed on: the metrics and the\n"
                        "cost panel show their mean and quantiles [1]"};
const OptionText spec{"--spec", "FILE",
                      "A whole experiment: a JSON file, or - for standard\n"
                      "input; also a document that --format json wrote.\n"
                      "The other options override it"};
const OptionText methods{"--method", "M[,M...]",
                         "Methods, each a name with optional parameters:\n"
                         "gd,momentum:beta=0.99,lr=0.5 are two; repeatable\n"
                         "[gd,momentum]",
                         Takes::many};
const OptionText lr{"--lr", "LR",
                    "Learning rate of every method that does not set its\n"
                    "own, 0 < lr; or best: the fastest [0.1]"};
const OptionText beta{"--beta", "BETA", "Momentum coefficient, likewise, 0 <= beta < 1; or\nbest [0.9]"};
const OptionText start{"--start", "X,Y", "The starting point [the cost's own]"};
const OptionText steps{"--steps", "N", "Updates, 0 to 10^12; N updates give N+1 rows [150]"};
const OptionText grad_tol{"--grad-tol", "G", "Stop a method when the gradient's 2-norm is at most\nG [off]"};
const OptionText target{"--target", "T",
                        "Report the step at which cost - minimum first is at\nmost T [0.001]"};
const OptionText view{"--view", "X0,X1,Y0,Y1",
                      "The box that the surface covers [the cost's own,\n"
                      "widened to paths that stay near it]"};
const OptionText format{"--format", "FORMAT",
                        "What goes to standard output: csv, json, ndjson,\n"
                        "term, gnuplot, png, svg, pdf, gif, html [term on a\n"
                        "terminal, else csv; nothing when -o names only\n"
                        "files]"};
const OptionText color{"--color", "WHEN",
                       "Colours in the picture of term: auto, always, never\n"
                       "[auto: on a terminal, unless NO_COLOR is set]"};
const OptionText size{"--size", "WxH", "Pixels, 200 to 8000 a side [1440x640]"};
const OptionText dark{"--dark", "", "Light on dark", Takes::nothing};
const OptionText output{"-o,--output", "FILE",
                        "Write FILE in the format of its extension (.csv,\n"
                        ".json, .ndjson, .gp, .png, .svg, .pdf, .gif, .html);\n"
                        "- is standard output; repeatable",
                        Takes::many};

auto compare_text() -> CommandText {
  return {
      "",
      "Runs gradient descent and momentum side by side on a 2D cost, draws them on a\nterminal, and writes "
      "every step elsewhere.",
      {{"What runs", {cost, standardize, methods, lr, beta, start, spec}},
       {"Noisy gradients, the same for all methods", {batch_size, noise, seed, repeat}},
       {"How long", {steps, grad_tol, target}},
       {"Output",
        {format,
         output,
         color,
         {"--every", "K", "Write each K-th row, and always the first and the\nlast of each method [1]"},
         view,
         {"--grid", "NXxNY", "Points of the surface in JSON, 0 for none [101x101]"},
         {"--summary", "", "Print the summary table on standard error\n[when standard error is a terminal]",
          Takes::nothing},
         {"--quiet", "", "Do not print it", Takes::nothing}}},
       {"Figures (.gp .png .svg .pdf .gif)",
        {{"--panel", "P[,P...]",
          "What to show: contour, cost, steep, shallow (the\n"
          "position across and along the valley, a step), data\n"
          "(the rows and the fits), gradients@K (of batches and\n"
          "noise, at step K of the first method) [contour,cost]"},
         size,
         {"--title", "TEXT", "[the cost and the parameters]"},
         dark}}},
      nullptr,
      "Commands (momentum-sim COMMAND --help tells more):\n"
      "  explain                   Why: curvature, limits of lr, predicted rates\n"
      "  sweep                     A grid of lr and beta: how each run ends, and when\n"
      "  surface                   The cost on a grid: rows x,y,cost for contour plots\n"
      "  list                      Methods, costs, formats, with formulas and defaults\n"
      "\nExamples:\n"
      "  momentum-sim --beta 0.9 --lr 0.1 > paths.csv\n"
      "  momentum-sim --method gd,momentum:beta=0.5,momentum:beta=0.99 -o paths.json\n"
      "  momentum-sim --cost rosenbrock --lr 0.001 --steps 5000 -o banana.csv\n"
      "  momentum-sim --cost '{\"type\": \"quadratic\", \"A\": [[3, 1], [1, 2]]}' --start 4,4\n"
      "  momentum-sim --method gd,momentum --lr best --beta best -o best.csv\n"
      "  momentum-sim --cost rosenbrock --lr 0.001 --steps 600 -o banana.png\n"
      "  momentum-sim --method gd,momentum -o page.html\n"
      "  momentum-sim --spec paths.json --steps 500 --format ndjson | jq .cost\n"
      "\nExit status: 0 done (a method that diverges is a result), 1 a failure while\n"
      "running, 2 wrong usage or a wrong spec.\n",
  };
}

auto explain_text() -> CommandText {
  return {
      "explain",
      "Says why the methods do what they do: the curvatures of the cost, and for each\n"
      "method its limit of lr, its rate, the steps it should need and those it needs.",
      {{"What", {cost, standardize, methods, lr, beta, start, spec, steps, grad_tol, target}},
       {"Noisy gradients, the same for all methods", {batch_size, noise, seed, repeat}},
       {"Where",
        {{"--at", "X,Y",
          "The point whose Hessian is used [the minimum nearest\nto where the first method ends]"},
         {"--step", "K", "Also take update K apart, 1 to the number of steps"}}},
       {"Output", {{"--format", "FORMAT", "text or json [text]"}}}},
      nullptr,
      "Examples:\n"
      "  momentum-sim explain --beta 0.9 --lr 0.1\n"
      "  momentum-sim explain --cost rosenbrock --lr 0.001 --steps 5000\n"
      "  momentum-sim explain --method momentum,heavy-ball --step 2\n"
      "  momentum-sim explain --cost quadratic:kappa=9 --format json | jq .eigenvalues\n",
  };
}

auto surface_text() -> CommandText {
  return {
      "surface",
      "Writes the cost on a grid: rows x,y,cost, y by y, for contour plots.",
      {{"What",
        {cost,
         standardize,
         spec,
         {"--view", "X0,X1,Y0,Y1", "The box to cover [the cost's own]"},
         {"--grid", "NXxNY", "Points along x and along y [101x101]"}}},
       {"Output",
        {{"--format", "FORMAT",
          "What goes to standard output: csv, json, ndjson,\n"
          "term [term on a terminal, else csv; nothing when -o\n"
          "names only files]"},
         {"-o,--output", "FILE",
          "Write FILE in the format of its extension (.csv,\n"
          ".json, .ndjson); - is standard output; repeatable",
          Takes::many},
         color}}},
      nullptr,
      "Examples:\n"
      "  momentum-sim surface --cost rosenbrock > surface.csv\n"
      "  momentum-sim surface --cost himmelblau --view -6,6,-6,6 -o surface.json\n",
  };
}

auto sweep_text() -> CommandText {
  return {
      "sweep",
      "Runs each method over a grid of its parameters and writes a row a cell: how it\n"
      "ended, and when. Rows are in the order of the methods, then lr, beta and other\n"
      "axes, the last the fastest.",
      {{"What",
        {cost,
         standardize,
         methods,
         {"--lr", "A:B:N[:S]",
          "N learning rates from A to B, with one ratio (S is\n"
          "log, as by itself) or one difference (lin); or one\n"
          "number [0.1]"},
         {"--beta", "A:B:N[:S]", "Momentum coefficients, likewise, lin by themselves\n[0.9]"},
         {"--axis", "P=A:B:N[:S]",
          "Another parameter of a method, likewise (epsilon=\n"
          "1e-8:1e-2:7:log); a column more; repeatable",
          Takes::many},
         start,
         spec}},
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
         color,
         {"--best", "", "Say on standard error which cell of each method is\nthe best, and how to run it",
          Takes::nothing}}},
       {"Figures (png, svg, pdf, gnuplot)", {size, {"--title", "TEXT", "[the cost and the target]"}, dark}},
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

auto list_text() -> CommandText {
  return {
      "list",
      "Prints what there is: momentum-sim list methods, costs or formats.",
      {{"Output", {{"--format", "FORMAT", "text (a Markdown table) or json [text]"}}}},
      "methods|costs|formats",
      "Examples:\n"
      "  momentum-sim list methods\n"
      "  momentum-sim list costs --format json\n",
  };
}

constexpr std::array<std::string_view, 4> commands{"explain", "sweep", "surface", "list"};

auto text_of(std::string_view command) -> CommandText {
  if (command == "explain") return explain_text();
  if (command == "sweep") return sweep_text();
  if (command == "surface") return surface_text();
  if (command == "list") return list_text();
  return compare_text();
}

// The long one of an option's names.
auto key(const CLI::Option& option) -> std::string { return "--" + option.get_lnames().front(); }
auto key(const OptionText& option) -> std::string_view {
  const std::string_view names = option.names;
  return names.substr(names.find("--"));
}

void add_option(CLI::App& app, const OptionText& text, const char* group) {
  if (text.takes == Takes::nothing) {
    app.add_flag(text.names)->description(text.text)->group(group)->disable_flag_override();
    return;
  }
  app.add_option(text.names)
      ->description(text.text)
      ->group(group)
      ->option_text(text.value)
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

// CLI11 sets groups apart by two blank lines, and ends with one.
auto without_double_blank_lines(std::string text) -> std::string {
  for (auto at = text.find("\n\n\n"); at != std::string::npos; at = text.find("\n\n\n")) text.erase(at, 1);
  if (text.ends_with("\n\n")) text.pop_back();
  return text;
}

auto names_of(const CommandText& text) -> std::vector<std::string_view> {
  std::vector<std::string_view> names{"--help"};
  if (*text.name == '\0') names.emplace_back("--version");
  for (const Group& group : text.groups) {
    for (const OptionText& option : group.options) names.push_back(key(option));
  }
  return names;
}

// Whether CLI11 must know an option to understand the words or to print the help. It takes its time to learn
// one, a third of a run of the default command for all.
auto matters(const OptionText& option, const std::vector<std::string>& words) -> bool {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    const bool short_option = word.starts_with('-') && !word.starts_with("--");
    return short_option || word == "--help" || word.substr(0, word.find('=')) == key(option);
  });
}

void add_options(CLI::App& app, const CommandText& text, const std::vector<std::string>& words) {
  for (const Group& group : text.groups) {
    for (const OptionText& option : group.options) {
      if (matters(option, words)) add_option(app, option, group.name);
    }
  }
}

// Words that no option took, in the order given.
void refuse_rest(const std::vector<std::string>& rest, std::span<const std::string_view> options) {
  if (rest.empty()) return;
  const auto name = rest.front().substr(0, rest.front().find('='));
  if (name.starts_with('-') && name != "-") {
    const auto near = nearest(name, options);
    throw UserError(
        fmt::format("{}: unknown option; {}", shown(name),
                    near.empty() ? "--help lists them" : fmt::format("did you mean '{}'?", near)));
  }
  const bool command = std::find(commands.begin(), commands.end(), name) != commands.end();
  const auto near = nearest(name, commands);
  throw UserError(fmt::format("{}: unexpected argument{}", in_quotes(rest.front()),
                              command        ? "; a command must come first"
                              : near.empty() ? ""
                                             : fmt::format("; did you mean '{}'?", near)));
}

// CLI11 would give "--lr=" the next word for its value.
void separate_empty_values(std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].starts_with("--") || words[i].find('=') != words[i].size() - 1) continue;
    words[i].pop_back();
    words.insert(words.begin() + static_cast<std::ptrdiff_t>(++i), "");
  }
}

// CLI11 would take the name of the next option for a forgotten value.
void refuse_missing_values(const std::vector<std::string>& words, const CLI::App& app) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const auto* const option = app.get_option_no_throw(words[i]);
    const auto next = words[i + 1].substr(0, words[i + 1].find('='));
    if (option == nullptr || option->get_expected_min() == 0) continue;
    if (next.starts_with('-') && app.get_option_no_throw(next) != nullptr) {
      throw UserError(key(*option) + ": must be followed by a value");
    }
    ++i;
  }
}

void refuse_repetitions(const CommandLine& command_line, const CommandText& text) {
  for (const Group& group : text.groups) {
    for (const OptionText& option : group.options) {
      const std::string_view name = key(option);
      const auto given = command_line.values(name);
      if (option.takes == Takes::one && given.size() > 1) {
        throw UserError(fmt::format("{} = {}: given more than once", name, in_quotes(given[1])));
      }
    }
  }
}

}  // namespace

auto CommandLine::value(std::string_view option) const -> const std::string* {
  const auto given = values(option);
  return given.empty() ? nullptr : &given.front();
}

auto CommandLine::values(std::string_view option) const -> std::span<const std::string> {
  const auto found = options.find(option);
  if (found == options.end()) return {};
  return found->second;
}

auto parse_command_line(int argc, const char* const* argv) -> Request {
  std::vector<std::string> words(argv + 1, argv + argc);
  CommandLine result;
  if (!words.empty() && std::find(commands.begin(), commands.end(), words.front()) != commands.end()) {
    result.command = words.front();
    words.erase(words.begin());
  }
  separate_empty_values(words);
  const CommandText text = text_of(result.command);

  CLI::App app(text.text, "momentum-sim" + (result.command.empty() ? "" : " " + result.command) +
                              (text.topics == nullptr ? "" : " " + std::string(text.topics)));
  constexpr std::size_t column = 28;
  app.get_formatter()->column_width(column);
  app.footer(text.examples);
  app.allow_extras();
  add_options(app, text, words);
  app.set_help_flag("-h,--help", "Print this help")->group(text.groups.back().name);
  if (result.command.empty()) {
    app.set_version_flag("--version", "momentum-sim " MOMENTUM_SIM_VERSION, "Print the version")
        ->group(text.groups.back().name);
  }

  refuse_missing_values(words, app);
  try {
    std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
    app.parse(words);
  } catch (const CLI::CallForHelp&) {
    return {{}, without_double_blank_lines(app.help())};
  } catch (const CLI::CallForVersion& version) {
    return {{}, std::string(version.what()) + "\n"};
  } catch (const CLI::ArgumentMismatch& mismatch) {
    // Either "--lr: 1 required LR missing" or "summary was given a disallowed flag override".
    const std::string_view what = mismatch.what();
    if (!what.starts_with('-'))
      throw UserError(fmt::format("--{}: takes no value", what.substr(0, what.find(' '))));
    throw UserError(fmt::format("{}: must be followed by a value", what.substr(0, what.find(':'))));
  } catch (const CLI::ParseError& error) {
    throw UserError(shown(error.what()));
  }

  for (const CLI::Option* option : app.get_options()) {
    if (option->count() > 0) result.options[key(*option)] = option->results();
  }
  auto rest = app.remaining();
  if (text.topics != nullptr && !rest.empty() && !rest.front().starts_with('-')) {
    result.topic = rest.front();
    rest.erase(rest.begin());
  }
  refuse_rest(rest, names_of(text));
  refuse_repetitions(result, text);
  return {std::move(result), {}};
}

}  // namespace msim
