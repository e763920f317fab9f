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

auto command_named(std::string_view name) -> const Command* {
  const auto all = commands().subspan(1);
  const auto found = std::find_if(all.begin(), all.end(), [&](const Command& c) { return c.name == name; });
  return found == all.end() ? nullptr : &*found;
}

auto command_names() -> std::vector<std::string_view> {
  std::vector<std::string_view> names;
  for (const Command& command : commands().subspan(1)) names.push_back(command.name);
  return names;
}

// Those that have a name.
auto list_of_commands() -> std::string {
  std::string text = "Commands (momentum-sim COMMAND --help tells more):\n";
  for (const Command& command : commands().subspan(1))
    text += fmt::format("  {:<26}{}\n", command.name, command.summary);
  return text + "\n";
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

auto option_names(const Command& command, const CommandText& text) -> std::vector<std::string_view> {
  std::vector<std::string_view> names{"--help"};
  if (command.name.empty()) names.emplace_back("--version");
  for (const OptionGroup& group : text.groups) {
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
  for (const OptionGroup& group : text.groups) {
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
    const auto hint = did_you_mean(name, options);
    throw UserError(
        fmt::format("{}: unknown option{}", shown(name), hint.empty() ? "; --help lists them" : hint));
  }
  const bool command = command_named(name) != nullptr;
  throw UserError(fmt::format("{}: unexpected argument{}", in_quotes(rest.front()),
                              command ? "; a command must come first" : did_you_mean(name, command_names())));
}

// CLI11 would give "--lr=" the next word for its value.
void separate_empty_values(std::vector<std::string>& words, const CLI::App& app) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].starts_with("--") || words[i].find('=') != words[i].size() - 1) continue;
    const auto* const option = app.get_option_no_throw(words[i].substr(0, words[i].size() - 1));
    if (option == nullptr) continue;
    if (option->get_expected_min() == 0) throw UserError(key(*option) + ": takes no value");
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
  for (const OptionGroup& group : text.groups) {
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
  const Command* named = words.empty() ? nullptr : command_named(words.front());
  if (named != nullptr) words.erase(words.begin());
  const Command& command = named != nullptr ? *named : commands().front();
  CommandLine result{command, {}, {}};
  const CommandText text = command.text();

  CLI::App app(text.text,
               fmt::format("momentum-sim{}{}{}{}", command.name.empty() ? "" : " ", command.name,
                           text.topics == nullptr ? "" : " ", text.topics == nullptr ? "" : text.topics));
  constexpr std::size_t column = 28;
  app.get_formatter()->column_width(column);
  app.footer((command.name.empty() ? list_of_commands() : "") + text.examples);
  app.allow_extras();
  add_options(app, text, words);
  app.set_help_flag("-h,--help", "Print this help")->group(text.groups.back().name)->disable_flag_override();
  if (command.name.empty()) {
    app.set_version_flag("--version", "momentum-sim " MOMENTUM_SIM_VERSION, "Print the version")
        ->group(text.groups.back().name)
        ->disable_flag_override();
  }

  separate_empty_values(words, app);
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
  refuse_rest(rest, option_names(command, text));
  refuse_repetitions(result, text);
  return {std::move(result), {}};
}

}  // namespace msim
