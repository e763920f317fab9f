#include "explorer/page.hpp"

auto msim::explorer_page() -> std::string_view { return {}; }
