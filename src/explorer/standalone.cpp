#include <cstdio>
#include <cstdlib>
#include <new>

// The engine needs nothing of its surroundings. What would write of a failure somewhere, and bring in the files
// to do so, ends it instead: libc++'s operators, and the texts of its errors.

void* operator new(std::size_t size) {
  void* const memory = std::malloc(size);
  if (memory == nullptr) __builtin_trap();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }

extern "C" int fprintf(FILE* /*file*/, const char* /*format*/, ...) { __builtin_trap(); }
