// Gemma 3n and 4: layers that read another layer's cache, embeddings for each layer, two kinds of heads.
#include "model/family_readers.h"
#include "model/plain_layers.h"

namespace canrun::readers {
namespace {

// The last layers own no cache: each reads that of the last layer before them with the same kind of window
// (ggml-org/llama.cpp v0.5.0 src/llama-model.cpp:2658).
void share_caches(Reading reading) {
  Architecture& architecture = reading.architecture;
  const int64_t layers = architecture.layer_count();
  const int64_t shared = reading.config.count_or({"num_kv_shared_layers"}, 0, 0, layers - 1);
  int64_t last_full = -1;
  int64_t last_sliding = -1;
  for (int64_t i = 0; i < layers; ++i) {
    Attention& attention = *architecture.layers[static_cast<size_t>(i)].attention;
    int64_t& last = attention.window > 0 ? last_sliding : last_full;
    if (i < layers - shared) {
      last = i;
    } else {
      attention.cache_of_layer = last;
    }
  }
}

void read_per_layer_embedding(Reading reading) {
  Architecture& architecture = reading.architecture;
  architecture.per_layer_embedding = reading.config.count_or({"hidden_size_per_layer_input"}, 0, 0, Bounds::width);
  if (architecture.per_layer_embedding == 0) return;
  // Published GGUF files hold text tokens only, in both tables: rows of vision and audio tokens are left out.
  architecture.vocabulary =
      reading.config.count_or({"vocab_size_per_layer_input"}, architecture.vocabulary, 1, architecture.vocabulary);
  architecture.per_layer_vocabulary = architecture.vocabulary;
}

}  // namespace

// AltUp (arXiv:2301.13310) and LAuReL (arXiv:2411.07501) beside the usual mixers.
void gemma3n(Reading reading) {
  ConfigReader& config = reading.config;
  Architecture& architecture = reading.architecture;
  share_caches(reading);
  read_per_layer_embedding(reading);
  const int64_t hidden = architecture.hidden;
  const int64_t streams = config.count_or({"altup_num_inputs"}, 4, 1, 64);
  const int64_t rank = config.count_or({"laurel_rank"}, 64, 1, Bounds::width);
  if (streams > 1) {
    add_own(architecture.own, "altup_proj.weight", Role::other, hidden, hidden, streams - 1);
    add_own(architecture.own, "altup_unembd_proj.weight", Role::other, hidden, hidden, streams - 1);
  }
  for (Layer& layer : architecture.layers) {
    add_own(layer.own, "altup_correct_coef.weight", Role::other, streams, streams);
    add_own(layer.own, "altup_correct_scale.weight", Role::norm, hidden);
    add_own(layer.own, "altup_predict_coef.weight", Role::other, streams, streams * streams);
    add_own(layer.own, "altup_router.weight", Role::other, hidden, streams);
    add_own(layer.own, "altup_router_norm.weight", Role::norm, hidden);
    add_own(layer.own, "laurel_l.weight", Role::other, hidden, rank);
    add_own(layer.own, "laurel_r.weight", Role::other, rank, hidden);
    add_own(layer.own, "laurel_post_norm.weight", Role::norm, hidden);
  }
}

namespace {

// The layers that see everything have wider heads, fewer of keys, and one projection for keys and values.
void widen_full_layers(Reading reading) {
  ConfigReader& config = reading.config;
  const int64_t head_dim = config.count_or({"global_head_dim"}, 0, 1, Bounds::head_dim);
  const int64_t kv_heads = config.count_or({"num_global_key_value_heads"}, 0, 1, heads_of(reading).heads);
  const bool value_is_key = config.flag({false, "attention_k_eq_v"});
  for (Layer& layer : reading.architecture.layers) {
    Attention& attention = *layer.attention;
    if (attention.window > 0) continue;
    if (head_dim > 0) attention.key_dim = attention.value_dim = head_dim;
    if (kv_heads > 0) attention.kv_heads = kv_heads;
    attention.value_is_key = value_is_key;
  }
  if (head_dim == 0) return;
  reading.architecture.rope_factors = true;
  reading.architecture.own.push_back({"rope_freqs.weight", -1, Role::other, {head_dim / 2, 1, 1, 1}, false});
}

}  // namespace

void gemma4(Reading reading) {
  ConfigReader& config = reading.config;
  Architecture& architecture = reading.architecture;
  share_caches(reading);
  widen_full_layers(reading);
  read_per_layer_embedding(reading);
  const bool double_wide = config.flag({false, "use_double_wide_mlp"});
  const auto dense = dense_of(reading);
  for (size_t i = 0; i < architecture.layers.size(); ++i) {
    Layer& layer = architecture.layers[i];
    layer.dense = dense[i];  // beside the experts too
    if (double_wide && !layer.attention->owns_cache()) layer.dense->width *= 2;
    add_own(layer.own, "layer_output_scale.weight", Role::norm, 1);
    if (!layer.experts) continue;
    layer.experts->fused_gate_up = true;
    add_own(layer.own, "ffn_gate_inp.scale", Role::router, architecture.hidden);
    add_own(layer.own, "ffn_down_exps.scale", Role::router, layer.experts->experts);
    add_own(layer.own, "pre_ffw_norm_2.weight", Role::norm, architecture.hidden);
    add_own(layer.own, "post_ffw_norm_1.weight", Role::norm, architecture.hidden);
    add_own(layer.own, "post_ffw_norm_2.weight", Role::norm, architecture.hidden);
  }
}

}  // namespace canrun::readers
