// What can a CUDA device run, and what does it ask of the allocator? Its answers to ggml's scheduler.
// Source: ggml-org/llama.cpp v0.5.0 ggml/src/ggml-cuda/ggml-cuda.cu (supports_op, get_alloc_size, graph_optimize) and
// fattn.cu. Other device kinds differ in alignment and in details; their rules are not known here.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/llama_cpp_graph.h"

namespace canrun::llama_cpp::graph {

inline constexpr int kHostBuffer = -1;  // plan.h: kHost

bool device_supports(const Graph& graph, Id id, int device);

// Whether a device multiplies by weights of this type and looks rows up in them, whatever their width.
bool device_reads(GgmlType type);

// Bytes of a tensor in a device's compute buffer, before alignment: rows of quantised types are padded, and flash
// attention keeps an f16 copy of a cache of another type beside its result.
int64_t device_bytes(const Graph& graph, Id id);

// A tensor that a fused kernel reads until another is made.
struct Lifetime {
  Id kept = kNone;
  Id until = kNone;
};
// Fused expert routing and summing in nodes[begin, end), in the order of `until`.
std::vector<Lifetime> fused_lifetimes(const Graph& graph, const std::vector<Id>& nodes, size_t begin, size_t end);

}  // namespace canrun::llama_cpp::graph
