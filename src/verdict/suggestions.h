// What to change when it does not fit, or not well? The nearest changes, each tried before it is offered.
#pragma once

#include <optional>
#include <vector>

#include "verdict/verdict.h"

namespace canrun {

// A change to a question; what is absent stays.
struct Change {
  const FileType* format = nullptr;
  std::optional<Workload> workload;
  std::optional<GgmlType> cache_type;   // of K and V
  std::optional<int64_t> device_count;  // of the only kind of device there is
  std::optional<Bytes> host_memory;
};

struct Suggestion {
  Change change;
  Grade grade = Grade::no;
  Note gain;  // fits, more-context, faster, saves-memory
};

// The question with the change made, its plan left to be chosen anew.
Question with_change(const Question& question, const Change& change);

// At most three, of different kinds, the least intrusive first; none when the answer is a comfortable yes.
std::vector<Suggestion> suggestions(const Question& question, const Answer& now,
                                    const std::vector<const FileType*>& ladder, const Prepare& prepare);

// The format that "auto" stands for: `preferred` in order, the first graded yes at 10 tokens/s or more; else the first
// of `fallback` graded yes; else Q4_K_M (the first of `fallback`) with the grade it has.
const FileType& chosen_format(const Question& question, const std::vector<const FileType*>& preferred,
                              const std::vector<const FileType*>& fallback, const Prepare& prepare);

}  // namespace canrun
