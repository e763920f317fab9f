#pragma once

#include <string_view>

namespace msim {

// The page, with "@RUN@" where the lists, the colours and the experiment belong. Empty: built without it.
auto explorer_page() -> std::string_view;

}  // namespace msim
