#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <new>

// The heap of the engine: pieces of 2^i bytes, those given back in a list for each i. libc's is larger than a
// tenth of the engine, and libc++'s operator new brings in files and the environment.
namespace {

struct Piece {
  Piece* next;
};

constexpr std::size_t page = 65536;
std::array<Piece*, 32> given_back{};
std::uintptr_t next = 0, end = 0;

auto rank(std::size_t size) -> std::size_t {
  constexpr std::size_t smallest = 16;
  return static_cast<std::size_t>(std::bit_width((size < smallest ? smallest : size) - 1));
}

}  // namespace

void* operator new(std::size_t size) {
  const std::size_t i = rank(size + sizeof(double));  // the rank stands before the piece
  if (Piece* const piece = given_back[i]) {
    given_back[i] = piece->next;
    return piece;
  }
  const std::size_t bytes = std::size_t{1} << i;
  if (end - next < bytes) {
    const std::size_t pages = (bytes + page - 1) / page;
    const std::size_t at = __builtin_wasm_memory_grow(0, pages);
    if (at == static_cast<std::size_t>(-1)) __builtin_trap();
    if (at * page != end) next = at * page;
    end = (at + pages) * page;
  }
  *reinterpret_cast<std::size_t*>(next) = i;
  void* const memory = reinterpret_cast<void*>(next + sizeof(double));
  next += bytes;
  return memory;
}
void operator delete(void* memory) noexcept {
  if (memory == nullptr) return;
  const std::size_t i = *reinterpret_cast<std::size_t*>(static_cast<char*>(memory) - sizeof(double));
  auto* const piece = static_cast<Piece*>(memory);
  piece->next = given_back[i];
  given_back[i] = piece;
}
void operator delete(void* memory, std::size_t /*size*/) noexcept { operator delete(memory); }
