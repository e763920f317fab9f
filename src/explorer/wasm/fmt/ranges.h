#pragma once

#include "fmt/format.h"  // IWYU pragma: export
