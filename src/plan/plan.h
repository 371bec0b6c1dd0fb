// What sits where, and how is it run? A value: given, or one candidate of many.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "format/ggml_type.h"

namespace canrun {

// What is asked of the model. `context_tokens` is what one request may use.
struct Workload {
  int64_t context_tokens = 8192;
  int64_t prompt_tokens = 7936;
  int64_t output_tokens = 256;
  int64_t concurrency = 1;
  std::optional<int64_t> cache_tokens;  // overrides concurrency x context_tokens (llama.cpp: -c)
};

// llama.cpp's own settings, every default resolved. Names follow its parameters.
struct LlamaCppSettings {
  int64_t cache_tokens = 8192;  // n_ctx, over all sequences
  int64_t sequences = 1;        // n_seq_max, -np
  int64_t batch_tokens = 2048;  // n_batch
  int64_t ubatch_tokens = 512;  // n_ubatch
  GgmlType type_k = GgmlType::f16;
  GgmlType type_v = GgmlType::f16;
  bool flash_attention = true;
  bool kv_unified = false;
  bool swa_full = false;
  bool kv_offload = true;
  bool output_rows_follow_slots = true;  // as many rows as sequences
  int64_t output_rows = 1;               // rows of logits reserved: slots, or batch_tokens for "all"
};

// Where each layer runs: a device's index, or the host.
inline constexpr int kHost = -1;

struct Plan {
  int64_t gpu_layers = 0;             // as llama.cpp counts: the output layer first, then the last layers
  int64_t expert_layers_on_host = 0;  // the first N layers keep their routed experts in host memory (--n-cpu-moe)
  std::vector<int> layer_device;      // one a layer; kHost or an index into the machine's devices
  int output_device = kHost;
  int64_t device_count = 1;
};

}  // namespace canrun
