// What is asked, with nothing left to look up: a model, a format, a machine, a workload and settings.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "format/mixture.h"
#include "machine/machine.h"
#include "memory/stored_model.h"
#include "placement/placement.h"
#include "plan/plan.h"

namespace canrun {

struct Question {
  const Architecture* architecture = nullptr;
  const FileType* format = nullptr;   // null: to be chosen
  std::string_view published_format;  // file type of a model that was published quantised; empty: none
  bool imatrix = false;
  Machine machine;
  Workload workload;
  LlamaCppSettings settings;  // its context and sequences follow the workload
  PlanWishes wishes;
};

// The stored form of a model in a format; whoever answers many questions keeps what it made.
using Prepare = std::function<const StoredModel&(const Architecture&, const FileType&, bool imatrix)>;

// Gives the question another workload; the cache and its slots follow.
void set_workload(Question& question, const Workload& workload);

// The context that nobody exceeds with this model: what it was trained for, or 2^20 tokens where that is not stated.
int64_t context_limit(const Architecture& architecture);

}  // namespace canrun
