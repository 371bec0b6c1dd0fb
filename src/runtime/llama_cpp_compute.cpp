// How much scratch memory does llama.cpp's graph need? The greatest of the moments at which most is alive: a layer's
// channel mixer, its attention, and the logits.
// Source: the graphs of ggml-org/llama.cpp v0.5.0 src/llama-graph.cpp and src/models/*.cpp under ggml/src/ggml-alloc.c.
#include <algorithm>

#include "runtime/llama_cpp.h"
#include "units.h"

namespace canrun::llama_cpp {
namespace {

constexpr int64_t kFloat = 4;

struct Moments {
  int64_t inputs = 0;  // masks, cache indices, rotations
  int64_t mixer = 0;   // floats a token at the widest channel mixer
  int64_t attention = 0;
  int64_t copies = 0;  // bytes of a quantised cache expanded to f16, or of the attention scores
};

int64_t experts_floats(const ExpertMixer& experts, int64_t hidden) {
  const int64_t inner = experts.used * experts.width;
  const int64_t outer = experts.used * hidden;
  return std::max(3 * inner, inner + 2 * outer);
}

int64_t mixer_floats(const Layer& layer, int64_t hidden) {
  int64_t floats = 0;
  if (layer.experts) floats = experts_floats(*layer.experts, hidden) + layer.experts->shared_width;
  if (layer.dense) floats = std::max(floats, (layer.dense->gated ? 3 : 1) * layer.dense->width);
  if (layer.recurrence) floats = std::max(floats, 4 * layer.recurrence->inner);
  return floats;
}

int64_t elements_f16(GgmlType type, int64_t elements) { return type == GgmlType::f16 ? 0 : 2 * elements; }

void widen(Moments& moments, const Layer& layer, const Architecture& architecture, const CacheShape& shape,
           const LlamaCppSettings& settings) {
  int64_t query = 0;
  if (layer.attention) {
    const Attention& attention = *layer.attention;
    const bool latent = attention.latent && attention.latent->cached;
    query = attention.heads * (latent ? attention.value_dim : attention.key_dim);
    const bool windowed = shape.windowed && attention.window > 0;
    const int64_t cells = (windowed ? shape.window_cells : shape.cells) * shape.streams;
    const int64_t key =
        latent ? attention.latent->kv_rank + attention.latent->rope_dim : attention.kv_heads * attention.key_dim;
    const int64_t value = latent ? 0 : attention.kv_heads * attention.value_dim;
    const int64_t copies =
        settings.flash_attention
            ? elements_f16(settings.type_k, cells * key) + elements_f16(settings.type_v, cells * value)
            : kFloat * attention.heads * (cells / shape.streams) * shape.ubatch_tokens;
    moments.copies = std::max(moments.copies, copies);
    const int64_t wide = latent ? attention.heads * (key + attention.latent->kv_rank) : 2 * query;
    moments.attention = std::max(moments.attention, 2 * architecture.hidden + wide);
  }
  moments.mixer = std::max(moments.mixer, 2 * architecture.hidden + query + mixer_floats(layer, architecture.hidden));
}

int64_t input_bytes(const Architecture& architecture, const CacheShape& shape, const LlamaCppSettings& settings) {
  bool full = false;
  bool windowed = false;
  for (const Layer& layer : architecture.layers) {
    if (!layer.attention) continue;
    (shape.windowed && layer.attention->window > 0 ? windowed : full) = true;
  }
  const int64_t cells = (full ? shape.cells : 0) + (windowed ? shape.window_cells : 0);
  const int64_t caches = (full ? 1 : 0) + (windowed ? 1 : 0);
  const int64_t tokens = shape.ubatch_tokens;
  const int64_t value_index = settings.flash_attention ? 2 : 2 * shape.value_width;
  return tokens * cells * (settings.flash_attention ? 2 : 4) + kFloat * tokens * (1 + caches * (2 + value_index));
}

int64_t largest_host_weight(const std::vector<Tensor>& tensors, const std::vector<GgmlType>& types, const Plan& plan) {
  int64_t largest = 0;
  for (size_t i = 0; i < tensors.size(); ++i) {
    if (tensors[i].layer < 0) continue;
    const bool here = plan.layer_device[static_cast<size_t>(tensors[i].layer)] == kHost;
    const bool expert = is_routed_expert(tensors[i].role) && tensors[i].layer < plan.expert_layers_on_host;
    if (here || expert) largest = std::max(largest, device_tensor_bytes(types[i], tensors[i]));
  }
  return largest;
}

}  // namespace

ComputeBuffers compute_buffers(const Architecture& architecture, const std::vector<Tensor>& tensors,
                               const std::vector<GgmlType>& types, const LlamaCppSettings& settings, const Plan& plan) {
  const CacheShape shape = cache_shape(architecture, settings);
  Moments moments;
  moments.inputs = input_bytes(architecture, shape, settings);
  for (const Layer& layer : architecture.layers) widen(moments, layer, architecture, shape, settings);
  const int64_t tokens = shape.ubatch_tokens;
  const int64_t rows = std::clamp<int64_t>(settings.output_rows, 1, std::max<int64_t>(1, tokens));
  const int64_t layer =
      std::max(kFloat * tokens * moments.mixer, kFloat * tokens * moments.attention + moments.copies) + moments.inputs;
  const int64_t output = kFloat * rows * (architecture.vocabulary + architecture.hidden);
  const int64_t copied = largest_host_weight(tensors, types, plan);

  ComputeBuffers buffers;
  const bool pipelined = plan.device_count > 1 && plan.gpu_layers > architecture.layer_count() && settings.kv_offload;
  const int64_t more_inputs = pipelined ? 3 * moments.inputs : 0;
  for (int device = 0; device < plan.device_count; ++device) {
    const bool last = plan.output_device == device || (plan.output_device == kHost && device == 0);
    buffers.device.push_back(std::max(layer + more_inputs, last ? output + more_inputs : 0) + copied);
  }
  buffers.host = plan.device_count == 0
                     ? std::max(layer, output)
                     : kFloat * tokens * (2 * architecture.hidden + 1) + moments.inputs + more_inputs;
  return buffers;
}

}  // namespace canrun::llama_cpp
