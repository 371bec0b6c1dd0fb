#include "verdict/question.h"

namespace canrun {

void set_workload(Question& question, const Workload& workload) {
  question.workload = workload;
  question.settings = with_context(question.settings, workload.context_tokens, workload.concurrency);
  if (workload.cache_tokens) question.settings.cache_tokens = *workload.cache_tokens;
}

int64_t context_limit(const Architecture& architecture) {
  constexpr int64_t unstated = int64_t{1} << 20;
  return architecture.trained_context > 0 ? architecture.trained_context : unstated;
}

}  // namespace canrun
