// The rival of the engine's loop: gradient descent, then momentum, on a quadratic from (-9, 4) with lr 1e-6
// and beta 0.9, N steps each, the last row of each printed. It looks for divergence at every step, as the
// program does. With the numbers A11 A12 A22 b1 b2 c it serves any quadratic, as the program does too;
// without them A = diag(1, 19) is compiled in, and the compiler leaves out what one matrix does not need.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>

namespace {

struct Sample {
  double cost, gx, gy;
};

struct AnyQuadratic {
  double a11, a12, a22, b1, b2, c;
  auto sample(double x, double y) const -> Sample {
    const double ax = a11 * x + a12 * y;
    const double ay = a12 * x + a22 * y;
    return {0.5 * (x * ax + y * ay) - (b1 * x + b2 * y) + c, ax - b1, ay - b2};
  }
};

struct OneQuadratic {
  static auto sample(double x, double y) -> Sample {
    const double gy = 19 * y;
    return {0.5 * (x * x + y * gy), x, gy};
  }
};

template <class Quadratic>
void simulate(const char* name, bool momentum, Quadratic f, std::uint64_t steps) {
  const double lr = 1e-6;
  const double beta = 0.9;
  double x = -9;
  double y = 4;
  double vx = 0;
  double vy = 0;
  const double bound = 1e12 * std::fmax(1, std::abs(f.sample(x, y).cost));
  for (std::uint64_t k = 0;; ++k) {
    const auto [cost, gx, gy] = f.sample(x, y);
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

template <class Quadratic>
void compare(Quadratic f, std::uint64_t steps) {
  simulate("gd", false, f, steps);
  simulate("momentum", true, f, steps);
}

}  // namespace

auto main(int argc, char** argv) -> int {
  const std::span arguments(argv, static_cast<std::size_t>(argc));
  if (argc != 2 && argc != 8) return EXIT_FAILURE;
  const auto steps = std::strtoull(arguments[1], nullptr, 10);
  const auto number = [&](std::size_t i) { return std::strtod(arguments[i], nullptr); };
  if (argc == 8) {
    compare(AnyQuadratic{number(2), number(3), number(4), number(5), number(6), number(7)}, steps);
  } else {
    compare(OneQuadratic{}, steps);
  }
  return std::fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
