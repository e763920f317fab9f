#include <cstdlib>
#include <new>

// The engine needs nothing of its surroundings. What would write of a failure somewhere, and bring in the
// files to do so, ends it instead.

void* operator new(std::size_t size) {
  void* const memory = std::malloc(size);
  if (memory == nullptr) __builtin_trap();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }

// Of libc++abi.
extern "C" void abort_message(const char* /*format*/, ...) { __builtin_trap(); }
// Of fmt, for the hexadecimal digits of a number, which nothing here asks for.
extern "C" int snprintf(char* /*text*/, std::size_t /*size*/, const char* /*format*/, ...) {
  __builtin_trap();
}
