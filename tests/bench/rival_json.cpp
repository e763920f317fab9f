// The rival of the writers of JSON and NDJSON: a document of nlohmann's, or an object a row, built and dumped
// to a file. The runs are those of rival_ofstream.
//
// rival_json FILE STEPS document|objects

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <span>
#include <string_view>
#include <utility>

namespace {

using json = nlohmann::ordered_json;  // the keys of a row in our order

// Calls row(k, x, y, cost, gx, gy, vx, vy) for each step.
void simulate(bool momentum, std::uint64_t steps, const auto& row) {
  const double lr = 1e-6;
  const double beta = 0.9;
  double x = -9;
  double y = 4;
  double vx = 0;
  double vy = 0;
  for (std::uint64_t k = 0;; ++k) {
    const double gx = x;
    const double gy = 19 * y;
    row(k, x, y, 0.5 * (x * gx + y * gy), gx, gy, vx, vy);
    if (k == steps) break;
    vx = momentum ? beta * vx + (1 - beta) * gx : gx;
    vy = momentum ? beta * vy + (1 - beta) * gy : gy;
    x -= lr * vx;
    y -= lr * vy;
  }
}

auto trajectory(const char* name, bool momentum, std::uint64_t steps) -> json {
  json data = json::array();
  simulate(momentum, steps, [&](auto... values) { data.push_back({values...}); });
  const json columns{"step", "x", "y", "cost", "grad_x", "grad_y", "velocity_x", "velocity_y"};
  return {{"label", name}, {"trajectory", {{"columns", columns}, {"data", std::move(data)}}}};
}

void write_objects(std::ofstream& out, const char* name, bool momentum, std::uint64_t steps) {
  simulate(momentum, steps, [&](auto k, auto x, auto y, auto cost, auto gx, auto gy, auto vx, auto vy) {
    const json row{{"method", name}, {"step", k},    {"x", x},           {"y", y},          {"cost", cost},
                   {"grad_x", gx},   {"grad_y", gy}, {"velocity_x", vx}, {"velocity_y", vy}};
    out << row.dump() << '\n';
  });
}

}  // namespace

auto main(int argc, char** argv) -> int {
  const std::span arguments(argv, static_cast<std::size_t>(argc));
  if (argc != 4) return EXIT_FAILURE;
  std::ofstream out(arguments[1]);
  const auto steps = std::strtoull(arguments[2], nullptr, 10);
  if (std::string_view(arguments[3]) == "objects") {
    write_objects(out, "gd", false, steps);
    write_objects(out, "momentum", true, steps);
  } else {
    out << json{{"runs", {trajectory("gd", false, steps), trajectory("momentum", true, steps)}}}.dump()
        << '\n';
  }
  out.close();
  return out ? EXIT_SUCCESS : EXIT_FAILURE;
}
