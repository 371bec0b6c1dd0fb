// Where does everything go, and how far does it reach? A search over the plans that the runtime allows; the inverse
// questions (largest context, most requests at once) live here.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "memory/memory.h"

namespace canrun {

// What the person fixed of the plan; what is absent is chosen.
struct PlanWishes {
  std::optional<int64_t> gpu_layers;       // as llama.cpp counts; layers + 1 or more: everything
  std::optional<int64_t> experts_on_host;  // the first N layers
  std::vector<double> tensor_split;        // empty: by free memory
};

enum class Fit : uint8_t {
  devices,  // everything in device memory (or in the one pool there is)
  host,     // with the help of host memory
  unknown,  // the devices alone do not hold it, and the host's memory is not known
  none,
};

struct Placement {
  Plan plan;
  std::vector<double> split;  // what llama.cpp's --tensor-split has to say; empty on fewer than two devices
  Memory memory;
  Fit fit = Fit::none;
};

// The best plan: all on the devices; else routed experts of as few layers as possible on the host; else as many layers
// as possible on the devices. When nothing fits, the plan with all on the devices, to show what it would need.
Placement place(const StoredModel& model, const Machine& machine, const LlamaCppSettings& settings,
                const PlanWishes& wishes);

// The plan with everything on the devices (or as wished), whether it fits or not: the first that place() tries.
Placement place_whole(const StoredModel& model, const Machine& machine, const LlamaCppSettings& settings,
                      const PlanWishes& wishes);

// The same, but only where it fits on the devices; what is too much by far is found out without its compute buffers.
std::optional<Placement> place_whole_if_held(const StoredModel& model, const Machine& machine,
                                             const LlamaCppSettings& settings, const PlanWishes& wishes);

// Whether a fit answers the question "does it still fit?" as well as `wanted` does.
bool as_good(Fit fit, Fit wanted);

// Settings for a workload in which one request may use `context` tokens and `concurrency` requests run at once.
LlamaCppSettings with_context(LlamaCppSettings settings, int64_t context, int64_t concurrency);

struct Reach {
  int64_t max_context_tokens = 0;  // of one request, at the asked concurrency
  int64_t max_concurrency = 0;     // at the asked context
  int64_t kv_capacity_tokens = 0;  // of all requests together: the larger of the two products
};

// How far the machine reaches with the same kind of fit as `wanted` (Fit::devices or Fit::host; others reach nowhere).
// `context_limit`: tokens beyond which nobody asks (what the model was trained for).
Reach reach(const StoredModel& model, const Machine& machine, const LlamaCppSettings& settings, Fit wanted,
            int64_t context, int64_t concurrency, int64_t context_limit);

}  // namespace canrun
