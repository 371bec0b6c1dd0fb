// What does llama.cpp allocate, and where? Its own rules as pure functions over an architecture and a plan.
// Source: ggml-org/llama.cpp v0.5.0 (2026-09-28); each function names the file that it follows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "format/ggml_type.h"
#include "model/architecture.h"
#include "model/tensors.h"
#include "plan/plan.h"
#include "result.h"

namespace canrun::llama_cpp {

// Bytes that one weight tensor takes in a buffer of the device (CUDA: rows of quantised types padded to 512 values,
// tensors to 128 bytes) or of the host (tensors to 32 bytes).
int64_t device_tensor_bytes(GgmlType type, const Tensor& tensor);
int64_t host_tensor_bytes(GgmlType type, const Tensor& tensor);

// The cache as llama.cpp shapes it: cells are per stream.
struct CacheShape {
  int64_t cells = 0;         // of layers that see everything
  int64_t window_cells = 0;  // of layers with a sliding window
  int64_t streams = 1;
  int64_t context_tokens = 0;  // n_ctx after rounding: cells x streams
  int64_t ubatch_tokens = 0;   // after clamping to the context
  bool windowed = false;       // layers with a window have a cache of their own
  int64_t value_width = 0;     // without flash attention every V row is as wide as the widest; 0: its own width
};
CacheShape cache_shape(const Architecture& architecture, const LlamaCppSettings& settings);

// KV cache of one layer; 0 for a layer that owns none. In a device's buffer, rows of a quantised type whose width is
// no multiple of 512 values end in a padded row.
int64_t kv_cache_bytes(const Layer& layer, const CacheShape& shape, const LlamaCppSettings& settings,
                       bool on_device = true);
// Recurrent state of one layer (f32), all sequences; 0 for a layer without.
int64_t state_bytes(const Layer& layer, const LlamaCppSettings& settings);

// The device of each layer when the last `gpu_layers - 1` layers and the output are offloaded and split over the
// devices in proportion to `split` (llama.cpp: free memory of each, or --tensor-split; all zero: equal parts).
// Layers for multi-token prediction count, although they are not loaded: those in `architecture`, and
// `unloaded_layers` more where they were left out of it.
Plan layer_split(const Architecture& architecture, int64_t gpu_layers, int64_t expert_layers_on_host,
                 const std::vector<double>& split, int64_t unloaded_layers = 0);

// Sequences that one context serves: ggml-org/llama.cpp v0.5.0 src/llama-cparams.h, LLAMA_MAX_SEQ.
inline constexpr int64_t kMostSequences = 256;

// Tokens that one cache holds: n_ctx is 32 bits wide (include/llama.h).
inline constexpr int64_t kMostContextTokens = 4294967295;

// Whether llama.cpp has a graph for this family. It is sized by the same rules where it has none, and the answer says
// so.
bool knows(const Architecture& architecture);

// Whether a tied output is created before the embedding, which then finds nothing to share: two copies even where both
// are on the host (src/models/gemma3n.cpp, gemma4.cpp, load_arch_tensors).
bool loads_output_first(const Architecture& architecture);

struct ComputeBuffers {
  std::vector<int64_t> device;  // one a device
  int64_t host = 0;
};
// What the layers have to say about it, as numbers: plans and formats of one model in which these are equal differ in
// scratch memory only by the settings, where the output is, and the types of weights outside layers on the host.
std::vector<int64_t> deciding_layers(const Architecture& architecture, const std::vector<Tensor>& tensors,
                                     const std::vector<GgmlType>& types, const LlamaCppSettings& settings,
                                     const Plan& plan);

// The graph's scratch memory. `types` are those of `tensors`.
ComputeBuffers compute_buffers(const Architecture& architecture, const std::vector<Tensor>& tensors,
                               const std::vector<GgmlType>& types, const LlamaCppSettings& settings, const Plan& plan);

// Whether llama.cpp would refuse these settings for this model: "kv-types-must-match" (MLA),
// "quantised-v-needs-flash-attention", "kv-type-does-not-divide-head" (values: which, block, head).
std::optional<Note> refusal(const Architecture& architecture, const LlamaCppSettings& settings);

// Whether flash attention left on "auto" stays on for CUDA devices: every head size must have a kernel.
bool flash_attention_supported(const Architecture& architecture, const LlamaCppSettings& settings);

// Logits that are read back, on the host: one row a sequence when the context is made. It grows when a batch asks for
// more rows.
int64_t output_buffer_bytes(const Architecture& architecture, const LlamaCppSettings& settings);

// What llama.cpp does not print but the driver takes on one device (context, modules, cuBLAS workspace), by vendor
// ("NVIDIA", "AMD", "Intel", "Apple"; any other name gets the widest range).
struct DriverOverhead {
  int64_t least = 0, likely = 0, most = 0;
};
DriverOverhead driver_overhead_bytes(const std::string& vendor);

}  // namespace canrun::llama_cpp
