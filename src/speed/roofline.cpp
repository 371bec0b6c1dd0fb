#include "speed/roofline.h"

#include <algorithm>
#include <array>

namespace canrun {
namespace {

// base^exponent by squaring; exponent at least 0.
double power(double base, int64_t exponent) {
  double result = 1;
  while (exponent > 0) {
    if (exponent % 2 == 1) result *= base;
    base *= base;
    exponent /= 2;
  }
  return result;
}

// first + (first + 1) + ... over `count` whole numbers.
double arithmetic_sum(double first, double count) { return count * first + count * (count - 1) / 2; }

void take_slower(StepTime& slowest, Seconds seconds, Bound bound) {
  if (seconds > slowest.seconds) slowest = {seconds, bound};
}

}  // namespace

std::string_view word_of(Bound bound) {
  static constexpr std::array<std::string_view, kBoundCount> words = {"memory", "compute", "link", "overhead"};
  return words[static_cast<size_t>(bound)];
}

std::optional<StepTime> step_time(const StageWork& work, const StageRates& rates) {
  if (work.moved > Bytes(0) && rates.bandwidth <= BytesPerSecond(0)) return std::nullopt;
  StepTime slowest;
  if (work.moved > Bytes(0)) slowest.seconds = work.moved / rates.bandwidth;
  if (rates.compute > OperationsPerSecond(0)) take_slower(slowest, work.operations / rates.compute, Bound::compute);
  if (rates.link > BytesPerSecond(0)) take_slower(slowest, work.linked / rates.link, Bound::link);
  return slowest;
}

std::optional<StepTime> in_sequence(const std::vector<std::optional<StepTime>>& stages) {
  StepTime total;
  std::array<Seconds, kBoundCount> spent{};
  for (const auto& stage : stages) {
    if (!stage) return std::nullopt;
    total.seconds += stage->seconds;
    spent[static_cast<size_t>(stage->bound)] += stage->seconds;
  }
  const auto most = std::max_element(spent.begin(), spent.end(), [](Seconds a, Seconds b) { return a < b; });
  total.bound = static_cast<Bound>(most - spent.begin());
  return total;
}

std::optional<StepTime> in_pipeline(const std::vector<std::optional<StepTime>>& whole,
                                    const std::vector<std::optional<StepTime>>& first) {
  size_t slowest = 0;
  for (size_t i = 0; i < whole.size(); ++i) {
    if (!whole[i] || !first[i]) return std::nullopt;
    if (whole[i]->seconds > whole[slowest]->seconds) slowest = i;
  }
  StepTime total = *whole[slowest];
  for (size_t i = 0; i < first.size(); ++i) {
    if (i != slowest) total.seconds += first[i]->seconds;
  }
  return total;
}

double expected_distinct_experts(int64_t experts, int64_t used, int64_t tokens) {
  if (experts <= 0 || used <= 0 || tokens <= 0) return 0;
  if (tokens == 1 || used >= experts) return static_cast<double>(std::min(used, experts));
  const double share = static_cast<double>(used) / static_cast<double>(experts);
  return static_cast<double>(experts) * (1 - power(1 - share, tokens));
}

double sum_of_capped(int64_t first, int64_t count, int64_t most) {
  if (count <= 0) return 0;
  const int64_t below = most == 0 ? count : std::min(count, std::max<int64_t>(0, most - first));
  return arithmetic_sum(static_cast<double>(first), static_cast<double>(below)) +
         static_cast<double>(most) * static_cast<double>(count - below);
}

}  // namespace canrun
