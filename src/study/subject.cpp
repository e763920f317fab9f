#include "study/subject.hpp"

#include "sim/infos.hpp"

namespace msim {

auto subjects_of(const Study& study, const std::vector<Result>& results) -> std::vector<Subject> {
  const auto curvature_near = [&](Vec2<double> end) {
    if (!study.valleys().empty()) return study.valley_near(end).curvature;
    return curvature_at(study.cost(), study.experiment().start);
  };
  std::vector<Subject> subjects;
  for (const Result& result : results) {
    const MethodChoice method = result.method.choice();
    Subject subject{&result,
                    shared_value(method, Shared::lr),
                    shared_value(method, Shared::beta),
                    curvature_near(result.outcome.last.p),
                    linear_method(method),
                    {}};
    if (subject.linear) subject.lr_limit = lr_limit(subject.linear->filter, subject.curvature.l2);
    subjects.push_back(subject);
  }
  return subjects;
}

}  // namespace msim
