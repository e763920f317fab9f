#include "sim/isa.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace msim {

// Each is made from lanes.cpp.
namespace baseline {
auto lane_engine(std::string_view method, std::string_view cost) -> LaneEngine;
}
#ifdef MOMENTUM_SIM_X86
namespace avx2 {
auto lane_engine(std::string_view method, std::string_view cost) -> LaneEngine;
}
namespace avx512 {
auto lane_engine(std::string_view method, std::string_view cost) -> LaneEngine;
}
#endif

namespace {

constexpr std::array table{
    Isa{"baseline", baseline::lane_engine, [] { return true; }},
#ifdef MOMENTUM_SIM_X86
    Isa{"avx2", avx2::lane_engine, [] { return bool(__builtin_cpu_supports("avx2")); }},
    Isa{"avx512", avx512::lane_engine, [] { return bool(__builtin_cpu_supports("avx512f")); }},
#endif
};

}  // namespace

auto isas() -> std::span<const Isa> { return table; }

auto best_isa() -> const Isa& {
  return *std::find_if(table.rbegin(), table.rend(), [](const Isa& isa) { return isa.available(); });
}

}  // namespace msim
