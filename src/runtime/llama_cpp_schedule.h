// Which device runs which part of the graph, what is copied between them, and what that takes: ggml's scheduler and
// its graph allocator. Source: ggml-org/llama.cpp v0.5.0 ggml/src/ggml-backend.cpp (ggml_backend_sched_split_graph) and
// ggml/src/ggml-alloc.c.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/llama_cpp_graph.h"

namespace canrun::llama_cpp::graph {

// One step of the allocator: a tensor that is made (kNone: none) and what it reads.
struct Step {
  Id makes = kNone;
  int backend = 0;
  std::array<Id, 7> reads{kNone, kNone, kNone, kNone, kNone, kNone, kNone};
};

struct Leaf {
  Id id = kNone;
  int backend = 0;
};

struct Schedule {
  int backends = 0;  // the devices, then the host
  std::vector<Leaf> leaves;
  std::vector<Step> steps;
};

// `copies`: how often inputs are held so that devices work on several batches at once (1 or 4). The graph gains the
// copies that devices hold of each other's tensors.
Schedule schedule(Graph& graph, int devices, int copies);

// Bytes that each backend's buffer must have.
std::vector<int64_t> buffer_bytes(const Graph& graph, const Schedule& schedule);

}  // namespace canrun::llama_cpp::graph
