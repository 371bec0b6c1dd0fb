// How llama.cpp shapes and sizes what it remembers: the KV cache and recurrent state.
// Source: ggml-org/llama.cpp v0.5.0 src/llama-context.cpp (rounding of the context), src/llama-kv-cache.cpp,
// src/llama-kv-cache-iswa.cpp (windows), src/llama-memory-recurrent.cpp, src/llama-hparams.cpp.
#include <algorithm>
#include <array>
#include <string_view>

#include "runtime/llama_cpp.h"
#include "units.h"

namespace canrun::llama_cpp {
namespace {

constexpr int64_t kCellPadding = 256;
constexpr int64_t kDeviceAlignment = 128;

// Families whose loader sets a sliding-window type (src/models/*.cpp, `hparams.swa_type`); every other family keeps
// all cells whatever its config says of windows (Mistral 7B v0.1, Phi-3, Qwen 2, StarCoder 2).
constexpr std::array<std::string_view, 24> kWindowedFamilies = {
    "afmoe",   "cohere2", "cohere2moe", "deepseek4", "dots3note", "exaone-moe",  "exaone4",      "gemma-embedding",
    "gemma2",  "gemma3",  "gemma3n",    "gemma4",    "gpt-oss",   "granite-swa", "laguna",       "lfm2",
    "lfm2moe", "llama4",  "mellum",     "mimo2",     "olmo2",     "plamo3",      "smallthinker", "step35"};

bool honours_windows(const Architecture& architecture) {
  return std::find(kWindowedFamilies.begin(), kWindowedFamilies.end(), architecture.family) != kWindowedFamilies.end();
}

// All layers with a window share one width; the cache is made for the widest.
int64_t widest_window(const Architecture& architecture) {
  int64_t window = 0;
  for (const Layer& layer : architecture.layers) {
    if (layer.attention) window = std::max(window, layer.attention->window);
  }
  return window;
}

bool is_latent(const Attention& attention) { return attention.latent && attention.latent->cached; }

int64_t value_width(const Attention& attention) { return attention.kv_heads * attention.value_dim; }

int64_t widest_value(const Architecture& architecture) {
  int64_t width = 0;
  for (const Layer& layer : architecture.layers) {
    if (layer.attention && !is_latent(*layer.attention)) width = std::max(width, value_width(*layer.attention));
  }
  return width;
}

// One tensor of the cache: `rows` rows of `width` values.
int64_t cache_tensor_bytes(GgmlType type, int64_t width, int64_t rows, bool on_device) {
  if (width == 0) return 0;
  return on_device ? device_tensor_bytes(type, {"", 0, Role::other, {width, rows, 1, 1}})
                   : host_tensor_bytes(type, {"", 0, Role::other, {width, rows, 1, 1}});
}

// ggml/src/ggml-cuda/fattn.cu: the head sizes, and for the larger ones the groups of query heads, that have a kernel.
bool has_flash_kernel(const Attention& attention) {
  const bool latent = is_latent(attention);
  const int64_t key = latent ? attention.latent->kv_rank + attention.latent->rope_dim : attention.key_dim;
  const int64_t value = latent ? attention.latent->kv_rank : attention.value_dim;
  const int64_t group = latent ? attention.heads : attention.heads / std::max<int64_t>(1, attention.kv_heads);
  switch (key) {
    case 40:
    case 64:
    case 72:
    case 80:
    case 96:
    case 112:
    case 128:
    case 256:
      return value == key;
    case 192:
      return value == 128 && group >= 2 && group % 8 == 0;
    case 320:
      return value == 256 && group >= 2 && group % 32 == 0;
    case 512:
    case 576:
      return value == 512 && group >= 2;
    default:
      return false;
  }
}

bool has_flash_kernel(GgmlType type) {
  switch (type) {
    case GgmlType::f32:
    case GgmlType::f16:
    case GgmlType::bf16:
    case GgmlType::q4_0:
    case GgmlType::q4_1:
    case GgmlType::q5_0:
    case GgmlType::q5_1:
    case GgmlType::q8_0:
      return true;
    default:
      return false;
  }
}

bool is_quantised(GgmlType type) { return block_layout(type).values_per_block > 1; }

}  // namespace

CacheShape cache_shape(const Architecture& architecture, const LlamaCppSettings& settings) {
  CacheShape shape;
  const int64_t sequences = std::max<int64_t>(1, settings.sequences);
  const int64_t batch = std::min(settings.cache_tokens, settings.batch_tokens);
  shape.ubatch_tokens = std::min(batch, settings.ubatch_tokens);
  const int64_t context = padded(settings.cache_tokens, kCellPadding);
  shape.streams = settings.kv_unified ? 1 : sequences;
  shape.cells = settings.kv_unified ? context : padded(context / sequences, kCellPadding);
  shape.context_tokens = shape.cells * shape.streams;

  shape.window_cells = shape.cells;
  const int64_t window = widest_window(architecture);
  shape.windowed = window > 0 && honours_windows(architecture);
  if (shape.windowed && !settings.swa_full) {
    const int64_t seen = window * (settings.kv_unified ? sequences : 1) + shape.ubatch_tokens;
    shape.window_cells = padded(std::min(shape.cells, seen), kCellPadding);
  }
  if (!settings.flash_attention) shape.value_width = widest_value(architecture);
  return shape;
}

int64_t kv_cache_bytes(const Layer& layer, const CacheShape& shape, const LlamaCppSettings& settings, bool on_device) {
  if (!layer.attention || !layer.attention->owns_cache() || layer.multi_token_prediction) return 0;
  const Attention& attention = *layer.attention;
  const bool windowed = shape.windowed && attention.window > 0;
  const int64_t rows = (windowed ? shape.window_cells : shape.cells) * shape.streams;
  const int64_t index = cache_tensor_bytes(settings.type_k, attention.index_dim, rows, on_device);
  if (is_latent(attention)) {
    const int64_t width = attention.latent->kv_rank + attention.latent->rope_dim;
    return cache_tensor_bytes(settings.type_k, width, rows, on_device) + index;
  }
  const int64_t values = shape.value_width > 0 ? shape.value_width : value_width(attention);
  return cache_tensor_bytes(settings.type_k, attention.kv_heads * attention.key_dim, rows, on_device) +
         cache_tensor_bytes(settings.type_v, values, rows, on_device) + index;
}

int64_t state_bytes(const Layer& layer, const LlamaCppSettings& settings) {
  if (!layer.recurrence || layer.multi_token_prediction) return 0;
  const int64_t sequences = std::max<int64_t>(1, settings.sequences);
  const int64_t convolution = layer.recurrence->convolution_state * sequences * 4;
  const int64_t state = layer.recurrence->recurrent_state * sequences * 4;
  return padded(convolution, kDeviceAlignment) + padded(state, kDeviceAlignment);
}

std::optional<Note> refusal(const Architecture& architecture, const LlamaCppSettings& settings) {
  if (is_quantised(settings.type_v) && !settings.flash_attention) {
    return Note{"quantised-v-needs-flash-attention", {}};
  }
  for (const Layer& layer : architecture.layers) {
    if (!layer.attention) continue;
    const Attention& attention = *layer.attention;
    if (is_latent(attention) && settings.type_k != settings.type_v) return Note{"kv-types-must-match", {}};
    if (!settings.flash_attention) continue;
    const int64_t key =
        is_latent(attention) ? attention.latent->kv_rank + attention.latent->rope_dim : attention.key_dim;
    const int64_t value = is_latent(attention) ? attention.latent->kv_rank : attention.value_dim;
    const int64_t key_block = block_layout(settings.type_k).values_per_block;
    const int64_t value_block = block_layout(settings.type_v).values_per_block;
    const bool key_fits = key % key_block == 0;
    if (key_fits && value % value_block == 0) continue;
    return Note{"kv-type-does-not-divide-head",
                {{"which", std::string(key_fits ? "v" : "k")},
                 {"block", static_cast<double>(key_fits ? value_block : key_block)},
                 {"head", static_cast<double>(key_fits ? value : key)}}};
  }
  return std::nullopt;
}

bool flash_attention_supported(const Architecture& architecture, const LlamaCppSettings& settings) {
  if (!has_flash_kernel(settings.type_k) || !has_flash_kernel(settings.type_v)) return false;
  return std::all_of(architecture.layers.begin(), architecture.layers.end(), [](const Layer& layer) {
    return !layer.attention || layer.attention->heads == 0 || has_flash_kernel(*layer.attention);
  });
}

}  // namespace canrun::llama_cpp
