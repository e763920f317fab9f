#include "sim/processors.hpp"
#include "study/study.hpp"

namespace msim {

auto Study::repeat(const MethodSpec& method, const SeedObserver& progress) const -> Repetition {
  if (experiment_.repeat == 1) return {};
  return msim::repeat({method.choice(), cost_, experiment_.start, limits_, experiment_.noise_of_gradients(),
                       experiment_.repeat},
                      metrics_observer(), static_cast<unsigned>(processors()), progress);
}

}  // namespace msim
