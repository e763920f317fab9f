#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "spec/json.hpp"

namespace msim {

// One field of an experiment as somebody gave it. `source` is how a message names it when the value itself is
// wrong: the option ("--lr") or the JSON path ("lr").
struct Field {
  std::string name;
  std::string source;
  Json value;
};

// All of them: of several of one name the last one counts.
class GivenFields {
 public:
  explicit GivenFields(const std::vector<Field>& fields) : fields_(fields) {}

  auto find(std::string_view name) const -> const Field* {
    const auto last =
        std::find_if(fields_.rbegin(), fields_.rend(), [&](const Field& f) { return f.name == name; });
    return last == fields_.rend() ? nullptr : &*last;
  }

  // The field as `read(value, source)` gives it, or what stands in for it.
  template <class T, class Read>
  auto get(std::string_view name, T otherwise, const Read& read) const -> T {
    const Field* const field = find(name);
    return field == nullptr ? otherwise : T(read(field->value, field->source));
  }

 private:
  const std::vector<Field>& fields_;
};

}  // namespace msim
