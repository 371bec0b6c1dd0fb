// How fast could it be at best? The roofline: a stage takes as long as the slowest of moving its bytes, doing its
// arithmetic and feeding its link (Williams, Waterman, Patterson 2009, doi:10.1145/1498765.1498785).
//
// These are bounds: nothing reaches them and nothing may beat them. What is reached comes with calibration.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "units.h"

namespace canrun {

// What the time goes into.
enum class Bound : uint8_t { memory, compute, link, overhead };
inline constexpr int kBoundCount = 4;
// The word of the report: "memory", ...
std::string_view word_of(Bound bound);

// What one device (or the host) has to do in one step.
struct StageWork {
  Bytes moved;            // read from and written to its memory
  Bytes linked;           // through its link to the host
  Operations operations;  // multiplications and additions
};

// Zero: not known.
struct StageRates {
  BytesPerSecond bandwidth;
  BytesPerSecond link;
  OperationsPerSecond compute;
};

struct StepTime {
  Seconds seconds;
  Bound bound = Bound::memory;
};

// The least time of a stage. A rate that is not known bounds nothing, except the bandwidth: nothing is said without.
std::optional<StepTime> step_time(const StageWork& work, const StageRates& rates);

// Stages one after another (a layer split at batch 1): the sum, and what most of it goes into. Nothing when one of
// them is not known.
std::optional<StepTime> in_sequence(const std::vector<std::optional<StepTime>>& stages);

// Stages that work on successive pieces at once: the slowest does all its work, the others fill the pipe once.
// `whole`: each stage's time for everything; `first`: for the first piece. Both of one length, not empty.
std::optional<StepTime> in_pipeline(const std::vector<std::optional<StepTime>>& whole,
                                    const std::vector<std::optional<StepTime>>& first);

// How many of `experts` a batch of `tokens` needs when each token picks `used` of them independently and evenly:
// experts * (1 - (1 - used / experts)^tokens). Exactly `used` for one token. Zero without experts or tokens.
double expected_distinct_experts(int64_t experts, int64_t used, int64_t tokens);

// Sum of min(i, most) for i in [first, first + count). most: 0 means no limit. All at least 0.
double sum_of_capped(int64_t first, int64_t count, int64_t most);

}  // namespace canrun
