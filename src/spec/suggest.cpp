#include "spec/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "spec/error.hpp"

namespace msim {
namespace {

auto lower(std::string_view text) -> std::string {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

// The restricted Damerau-Levenshtein distance.
auto distance(std::string_view a, std::string_view b) -> std::size_t {
  std::vector<std::size_t> before;
  std::vector<std::size_t> last(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> row(b.size() + 1, i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = std::exchange(last, std::move(row));
  }
  return last.back();
}

}  // namespace

auto nearest(std::string_view name, std::span<const std::string_view> candidates) -> std::string_view {
  constexpr std::size_t longest = 64;
  if (name.empty() || name.size() > longest) return {};
  std::string_view best;
  // Of one letter only the case can be wrong.
  std::size_t least = name.size() == 1 ? 1 : std::max<std::size_t>(1, name.size() / 3) + 1;
  for (const auto candidate : candidates) {
    if (candidate.size() >= name.size() + least) continue;
    const auto d = distance(lower(name), lower(candidate));
    if (d < least) {
      least = d;
      best = candidate;
    }
  }
  if (!best.empty() || name.size() < 3) return best;
  const auto longer = std::find_if(candidates.begin(), candidates.end(),
                                   [&](std::string_view candidate) { return candidate.starts_with(name); });
  return longer == candidates.end() ? std::string_view{} : *longer;
}

auto did_you_mean(std::string_view name, std::span<const std::string_view> candidates) -> std::string {
  const auto near = nearest(name, candidates);
  return near.empty() ? "" : fmt::format("; did you mean {}?", in_quotes(near));
}

auto must_be_one_of(std::string_view name, std::span<const std::string_view> candidates) -> std::string {
  constexpr std::size_t enough = 200;
  std::string list;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (i > 0) list += ", ";
    if (list.size() > enough) {
      list += fmt::format("... ({} more)", candidates.size() - i);
      break;
    }
    list += shown(candidates[i]);
  }
  return fmt::format("must be one of {}{}", list, did_you_mean(name, candidates));
}

}  // namespace msim
