#include "spec/axis.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "spec/check.hpp"
#include "spec/error.hpp"
#include "spec/short_form.hpp"
#include "spec/suggest.hpp"

namespace msim {

auto parse_axis(std::string_view text, const Parameter& parameter, Spacing standard,
                const std::string& source, std::string_view given) -> Axis {
  const auto refuse = [&](std::string_view must) {
    throw UserError(fmt::format("{} = {}: {}", source, in_quotes(given), must));
  };
  const auto pieces = parse_list(text, ':').items;
  const auto number = [&](std::size_t i, std::string_view name) {
    const Json& piece = pieces[i];
    if (piece.kind != Json::Kind::number || !std::isfinite(piece.number)) {
      refuse(pieces.size() == 1 ? "must be a number or A:B:N, with :log or :lin behind it if need be"
                                : fmt::format("{} must be a finite number", name));
    }
    if (!parameter.range.contains(piece.number)) {
      refuse(fmt::format("{}must satisfy {}", pieces.size() == 1 ? "" : fmt::format("{} ", name),
                         allowed_text(parameter)));
    }
    return piece.number;
  };
  if (pieces.size() == 1) {
    return Axis(number(0, ""));
  }
  if (pieces.size() < 3 || pieces.size() > 4)
    refuse("must be a number or A:B:N, with :log or :lin behind it if need be");

  const double first = number(0, "A");
  const double last = number(1, "B");
  std::uint64_t count = 0;
  bool logarithmic = standard == Spacing::log;
  if (!(first < last)) refuse("must satisfy A < B");
  const auto& points = pieces[2].text;
  const auto [rest, status] = std::from_chars(points.data(), points.data() + points.size(), count);
  if (status != std::errc{} || rest != points.data() + points.size() || count < 2 || count > most_cells) {
    refuse(fmt::format("N must be a whole number from 2 to {}", most_cells));
  }
  if (pieces.size() == 4) {
    constexpr std::array<std::string_view, 2> spacings{"log", "lin"};
    const auto& spacing = pieces[3].text;
    if (spacing != "log" && spacing != "lin") refuse("the spacing " + must_be_one_of(spacing, spacings));
    logarithmic = spacing == "log";
  }
  if (logarithmic && first <= 0) refuse("A must be above 0 where the spacing is log");
  return {first, last, count, logarithmic};
}

}  // namespace msim
