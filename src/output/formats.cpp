#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "output/csv.hpp"
#include "output/html.hpp"
#include "output/json.hpp"
#include "output/ndjson.hpp"
#include "output/picture.hpp"
#include "output/sweep_map.hpp"
#include "output/sweep_rows.hpp"
#include "output/term.hpp"
#include "output/writer.hpp"
#include "sim/infos.hpp"
#include "spec/check.hpp"
#include "spec/error.hpp"
#include "spec/suggest.hpp"

namespace msim {
namespace {

template <class W>
auto make(File file, const Setting& /*setting*/) -> std::unique_ptr<Writer> {
  return std::make_unique<W>(std::move(file));
}

template <SweepRows::Syntax syntax>
auto make_rows(File file, const SweepSpec& spec, const Setting& /*setting*/) -> std::unique_ptr<SweepWriter> {
  return std::make_unique<SweepRows>(std::move(file), spec, syntax);
}

auto make_term_map(File file, const SweepSpec& spec, const Setting& setting) -> std::unique_ptr<SweepWriter> {
  return std::make_unique<TermMapWriter>(std::move(file), spec, setting);
}

template <Picture picture>
auto make_map(File file, const SweepSpec& spec, const Setting& setting) -> std::unique_ptr<SweepWriter> {
  return std::make_unique<PictureMapWriter>(std::move(file), spec, setting, picture);
}

using Syntax = SweepRows::Syntax;

constexpr std::array table{
    Format{"csv", ".csv", "a header, then a row a step; for pandas, R, gnuplot, spreadsheets", false, true,
           false, make<CsvWriter>, write_csv_surface, make_rows<Syntax::csv>},
    Format{"json", ".json", "one document: the spec to repeat it, runs with metrics, the surface", true, true,
           false, make<JsonWriter>, write_json_surface, make_rows<Syntax::json>},
    Format{"ndjson", ".ndjson", "an object a step, one a line; for jq and streams", false, true, false,
           make<NdjsonWriter>, write_ndjson_surface, make_rows<Syntax::ndjson>},
    Format{"term", "", "the picture, for a terminal: the paths on a map of the cost", true, false, false,
           make_term, write_term_surface, make_term_map},
    Format{"gnuplot", ".gp", "the script of the figure, to keep or to pipe into gnuplot", true, false, true,
           make_picture<Picture::script>, nullptr, make_map<Picture::script>},
    Format{"png", ".png", "the figure, drawn by gnuplot", true, false, true, make_picture<Picture::png>,
           nullptr, make_map<Picture::png>},
    Format{"svg", ".svg", "the same, for web pages", true, false, true, make_picture<Picture::svg>, nullptr,
           make_map<Picture::svg>},
    Format{"pdf", ".pdf", "the same, for print", true, false, true, make_picture<Picture::pdf>, nullptr,
           make_map<Picture::pdf>},
    Format{"gif", ".gif", "the same, animated; smaller and smoother where ffmpeg is installed", true, false,
           true, make_picture<Picture::gif>, nullptr, nullptr},
    Format{"html", ".html", "the explorer: a page to change everything in, offline, in any browser", false,
           false, true, make<HtmlWriter>, nullptr, nullptr},
};

}  // namespace

auto formats() -> std::span<const Format> { return table; }

auto surface_formats() -> std::span<const Format> {
  const auto end =
      std::find_if(table.begin(), table.end(), [](const Format& f) { return f.write_surface == nullptr; });
  return {table.begin(), end};
}

auto sweep_formats() -> std::span<const Format> {
  const auto end =
      std::find_if(table.begin(), table.end(), [](const Format& f) { return f.sweep_writer == nullptr; });
  return {table.begin(), end};
}

auto format_named(std::string_view name, std::span<const Format> among, const std::string& option)
    -> const Format& {
  return among[place_among(names_of(among), name, option)];
}

auto format_of_file(const std::string& path, std::span<const Format> among, const std::string& option,
                    const Format& otherwise) -> const Format& {
  const auto name = std::string_view(path).substr(path.rfind('/') + 1);
  if (name.find('.') == std::string_view::npos || name == "." || name == "..") return otherwise;
  const auto extension = name.substr(name.rfind('.'));
  const auto found =
      std::find_if(among.begin(), among.end(), [&](const Format& f) { return f.extension == extension; });
  if (found != among.end()) return *found;
  std::vector<std::string_view> extensions;
  for (const Format& f : among) {
    if (!f.extension.empty()) extensions.push_back(f.extension);
  }
  throw UserError(fmt::format("{} = {}: the extension {}", option, in_quotes(path),
                              must_be_one_of(extension, extensions)));
}

}  // namespace msim
