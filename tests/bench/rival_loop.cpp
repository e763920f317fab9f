// The rival of the engine's loop: gradient descent, then momentum, on f = 1/2 p'Ap from (-9, 4) with lr 1e-6
// and beta 0.9, N steps each, the last row of each printed. It looks for divergence at every step, as the
// program does. With the numbers A11 A12 A22 it serves any matrix, as the program does too; without them A =
// diag(1, 19) is compiled in, and the compiler leaves out what one matrix does not need.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>

namespace {

struct AnyMatrix {
  double a11, a12, a22;
  auto times_x(double x, double y) const -> double { return a11 * x + a12 * y; }
  auto times_y(double x, double y) const -> double { return a12 * x + a22 * y; }
};

struct OneMatrix {
  static auto times_x(double x, double /*y*/) -> double { return x; }
  static auto times_y(double /*x*/, double y) -> double { return 19 * y; }
};

template <class Matrix>
void simulate(const char* name, bool momentum, Matrix a, std::uint64_t steps) {
  const double lr = 1e-6;
  const double beta = 0.9;
  double x = -9;
  double y = 4;
  double vx = 0;
  double vy = 0;
  const double bound = 1e12 * std::fmax(1, std::abs(0.5 * (x * a.times_x(x, y) + y * a.times_y(x, y))));
  for (std::uint64_t k = 0;; ++k) {
    const double gx = a.times_x(x, y);
    const double gy = a.times_y(x, y);
    const double cost = 0.5 * (x * gx + y * gy);
    const bool bounded = std::abs(cost) <= bound && std::isfinite(x) && std::isfinite(y);
    if (!bounded || k == steps) {
      std::printf("%s,%llu,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g\n", name,
                  static_cast<unsigned long long>(k), x, y, cost, gx, gy, vx, vy);
      return;
    }
    vx = momentum ? beta * vx + (1 - beta) * gx : gx;
    vy = momentum ? beta * vy + (1 - beta) * gy : gy;
    x -= lr * vx;
    y -= lr * vy;
  }
}

template <class Matrix>
void compare(Matrix a, std::uint64_t steps) {
  simulate("gd", false, a, steps);
  simulate("momentum", true, a, steps);
}

}  // namespace

auto main(int argc, char** argv) -> int {
  const std::span arguments(argv, static_cast<std::size_t>(argc));
  if (argc != 2 && argc != 5) return EXIT_FAILURE;
  const auto steps = std::strtoull(arguments[1], nullptr, 10);
  const auto number = [&](std::size_t i) { return std::strtod(arguments[i], nullptr); };
  if (argc == 5) {
    compare(AnyMatrix{number(2), number(3), number(4)}, steps);
  } else {
    compare(OneMatrix{}, steps);
  }
  return std::fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
