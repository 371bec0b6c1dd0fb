// Can it run, and how well? A grade, a pace and the reasons, from a placement and its speed.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "result.h"
#include "speed/speed.h"
#include "verdict/question.h"

namespace canrun {

enum class Grade : uint8_t { yes, tight, offload, unknown, no };
enum class Pace : uint8_t { instant, comfortable, slow, painful };

std::string_view word_of(Grade grade);
std::string_view word_of(Pace pace);

struct Verdict {
  Grade grade = Grade::no;
  std::optional<Pace> pace;       // absent without a speed
  std::optional<Bytes> headroom;  // least over the pools; absent when no capacity is known
  std::vector<Note> reasons;      // the deciding one first
};

struct Answer {
  Placement placement;
  SpeedEstimate speed;
  Verdict verdict;
};

// The answer to a question whose format is set. Precondition: `model` is its stored form.
Answer answer(const Question& question, const StoredModel& model);

// Why the plan is as it is: all-on-devices, experts-on-host, layers-on-host, processor-only, one-pool.
Note plan_reason(const Placement& placement);

// The grade alone: what ranking and suggestions ask.
Grade grade_of(const Placement& placement);

SpeedEstimate speed_of(const Question& question, const StoredModel& model, const Placement& placement);

// From 30 tokens/s instant, from 10 comfortable, from 4 slow, painful below.
Pace pace_of(TokensPerSecond decode);

// A format below 4 bits a weight, where quality suffers visibly.
bool is_low_bit(const FileType& format);

}  // namespace canrun
