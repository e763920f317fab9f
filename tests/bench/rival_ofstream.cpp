// The rival of the CSV writer: what a careful C++ programmer writes in an afternoon. Gradient descent and
// momentum on A = diag(1, 19) from (-9, 4) with lr 1e-6 and beta 0.9, N steps each, all rows with 17 digits
// to a file.

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <span>

namespace {

void simulate(std::ofstream& out, const char* name, bool momentum, std::uint64_t steps) {
  const double lr = 1e-6;
  const double beta = 0.9;
  double x = -9;
  double y = 4;
  double vx = 0;
  double vy = 0;
  for (std::uint64_t k = 0;; ++k) {
    const double gx = x;
    const double gy = 19 * y;
    out << name << ',' << k << ',' << x << ',' << y << ',' << 0.5 * (x * gx + y * gy) << ',' << gx << ','
        << gy << ',' << vx << ',' << vy << '\n';
    if (k == steps) break;
    vx = momentum ? beta * vx + (1 - beta) * gx : gx;
    vy = momentum ? beta * vy + (1 - beta) * gy : gy;
    x -= lr * vx;
    y -= lr * vy;
  }
}

}  // namespace

auto main(int argc, char** argv) -> int {
  const std::span arguments(argv, static_cast<std::size_t>(argc));
  if (argc != 3) return EXIT_FAILURE;
  std::ofstream out(arguments[1]);
  out << std::setprecision(17) << "method,step,x,y,cost,grad_x,grad_y,velocity_x,velocity_y\n";
  const auto steps = std::strtoull(arguments[2], nullptr, 10);
  simulate(out, "gd", false, steps);
  simulate(out, "momentum", true, steps);
  out.close();
  return out ? EXIT_SUCCESS : EXIT_FAILURE;
}
