// The rival of the JSON writer: a document of nlohmann's, built and dumped to a file. The runs are those of
// rival_ofstream.

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <span>

namespace {

using nlohmann::json;

auto simulate(const char* name, bool momentum, std::uint64_t steps) -> json {
  const double lr = 1e-6;
  const double beta = 0.9;
  double x = -9;
  double y = 4;
  double vx = 0;
  double vy = 0;
  json data = json::array();
  for (std::uint64_t k = 0;; ++k) {
    const double gx = x;
    const double gy = 19 * y;
    data.push_back({k, x, y, 0.5 * (x * gx + y * gy), gx, gy, vx, vy});
    if (k == steps) break;
    vx = momentum ? beta * vx + (1 - beta) * gx : gx;
    vy = momentum ? beta * vy + (1 - beta) * gy : gy;
    x -= lr * vx;
    y -= lr * vy;
  }
  const json columns{"step", "x", "y", "cost", "grad_x", "grad_y", "velocity_x", "velocity_y"};
  return {{"label", name}, {"trajectory", {{"columns", columns}, {"data", std::move(data)}}}};
}

}  // namespace

auto main(int argc, char** argv) -> int {
  const std::span arguments(argv, static_cast<std::size_t>(argc));
  if (argc != 3) return EXIT_FAILURE;
  std::ofstream out(arguments[1]);
  const auto steps = std::strtoull(arguments[2], nullptr, 10);
  out << json{{"runs", {simulate("gd", false, steps), simulate("momentum", true, steps)}}}.dump() << '\n';
  out.close();
  return out ? EXIT_SUCCESS : EXIT_FAILURE;
}
