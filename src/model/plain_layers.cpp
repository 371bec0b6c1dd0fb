#include "model/plain_layers.h"

#include <utility>

namespace canrun {
namespace {

struct NormName {
  std::string_view weight;
  std::string_view bias;
};

constexpr NormName kAttention{"attn_norm.weight", "attn_norm.bias"};
constexpr NormName kSecondAttention{"attn_norm_2.weight", "attn_norm_2.bias"};
constexpr NormName kAttentionOutput{"attn_output_norm.weight", "attn_output_norm.bias"};
constexpr NormName kAfterAttention{"post_attention_norm.weight", "post_attention_norm.bias"};
constexpr NormName kFeedForward{"ffn_norm.weight", "ffn_norm.bias"};
constexpr NormName kFeedForwardPlain{"ffn_norm", "ffn_norm_b"};
constexpr NormName kExperts{"ffn_norm_exps.weight", "ffn_norm_exps.bias"};
constexpr NormName kAfterFeedForward{"post_ffw_norm.weight", "post_ffw_norm.bias"};
constexpr NormName kLayerOutput{"layer_output_norm.weight", "layer_output_norm.bias"};

std::vector<NormName> names_of(LayerNorms norms) {
  switch (norms) {
    case LayerNorms::before_each:
      return {kAttention, kFeedForward};
    case LayerNorms::before_renamed:
      return {kAttention, kAfterAttention};
    case LayerNorms::around_each:
      return {kAttention, kAfterAttention, kFeedForward, kAfterFeedForward};
    case LayerNorms::after_each:
      return {kAfterAttention, kAfterFeedForward};
    case LayerNorms::shared:
      return {kAttention};
    case LayerNorms::shared_pair:
      return {kAttention, kSecondAttention};
    case LayerNorms::outer_pair:
      return {kAttention, kAttentionOutput};
    case LayerNorms::grok:
      return {kAttention, kAttentionOutput, kFeedForward, kLayerOutput};
    case LayerNorms::three:
      return {kAttention, kFeedForward, kExperts};
    case LayerNorms::suffixless:
      return {kAttention, kFeedForwardPlain};
    case LayerNorms::weightless:
      return {};
  }
  return {};
}

LatentAttention latent_of(Reading reading) {
  ConfigReader& config = reading.config;
  LatentAttention latent;
  latent.q_rank = config.count_or({"q_lora_rank"}, 0, 0, Bounds::width);
  latent.kv_rank = config.count({"kv_lora_rank"}, 1, Bounds::width);
  latent.rope_dim = config.count({"qk_rope_head_dim"}, 0, Bounds::head_dim);
  latent.nope_dim = config.count({"qk_nope_head_dim"}, 1, Bounds::head_dim);
  latent.value_dim = config.count({"v_head_dim"}, 1, Bounds::head_dim);
  latent.cached = reading.family.latent_cached;
  return latent;
}

// Widths of the shared experts of each layer: stated whole, or as a number of experts of a width.
std::vector<int64_t> shared_widths_of(Reading reading, const std::vector<int64_t>& expert_widths) {
  ConfigReader& config = reading.config;
  const int64_t layers = reading.architecture.layer_count();
  auto widths =
      config.counts({"shared_expert_intermediate_size", "moe_shared_expert_intermediate_size", "share_expert_dim"},
                    layers, 0, Bounds::width);
  if (!widths.empty()) return widths;
  widths = config.counts({"n_shared_experts", "num_shared_experts", "moe_num_shared_experts", "num_shared_expert"},
                         layers, 0, Bounds::experts);
  for (size_t i = 0; i < widths.size(); ++i) widths[i] *= expert_widths[i];
  if (!widths.empty()) return widths;
  widths = config.counts({"shared_intermediate_size"}, layers, 0, Bounds::width);
  if (widths.empty()) widths.resize(static_cast<size_t>(layers));
  return widths;
}

}  // namespace

void add_own(std::vector<Tensor>& own, std::string_view name, Role role, int64_t row, int64_t rows, int64_t matrices) {
  own.push_back({name, -1, role, {row, rows, matrices, 1}, true});
}

void add_norms(Layer& layer, LayerNorms norms, bool bias, int64_t hidden) {
  const auto names = names_of(norms);
  layer.norms = static_cast<int64_t>(names.size());
  layer.norm_bias = bias;
  for (const NormName& name : names) {
    add_own(layer.own, name.weight, Role::norm, hidden);
    if (bias) add_own(layer.own, name.bias, Role::norm, hidden);
  }
}

Heads heads_of(Reading reading) {
  ConfigReader& config = reading.config;
  Heads heads;
  heads.heads = config.count({"num_attention_heads", "n_head", "n_heads"}, 1, Bounds::heads);
  heads.kv_heads =
      config.count_or({"num_key_value_heads", "num_kv_heads", "n_head_kv", "multi_query_group_num", "kv_n_heads"},
                      heads.heads, 1, heads.heads);
  heads.head_dim =
      config.count_or({"head_dim", "attention_head_dim", "kv_channels"}, reading.family.head_dim, 0, Bounds::head_dim);
  if (heads.head_dim == 0) heads.head_dim = reading.architecture.hidden / heads.heads;
  return heads;
}

Attention attention_of(Reading reading) {
  const Family& family = reading.family;
  ConfigReader& config = reading.config;
  const Heads heads = heads_of(reading);
  Attention attention;
  attention.heads = heads.heads;
  attention.kv_heads = heads.kv_heads;
  attention.key_dim = heads.head_dim;
  attention.value_dim = heads.head_dim;
  if (family.latent && config.has({"kv_lora_rank"})) {
    attention.latent = latent_of(reading);
    attention.key_dim = attention.latent->nope_dim + attention.latent->rope_dim;
    attention.value_dim = attention.latent->value_dim;
    if (attention.latent->cached) attention.kv_heads = 1;
    return attention;
  }
  attention.fused_qkv = family.fused_qkv;
  attention.q_bias = attention.k_bias = attention.v_bias = config.flag(family.qkv_bias);
  attention.output_bias = config.flag(family.attention_output_bias);
  if (config.flag(family.has_qk_norm)) attention.qk_norm = family.qk_norm;
  attention.qk_norm_bias = family.qk_norm_bias;
  attention.output_gate = family.output_gate;
  attention.sinks = family.sinks;
  return attention;
}

std::vector<DenseMixer> dense_of(Reading reading) {
  const Family& family = reading.family;
  ConfigReader& config = reading.config;
  const ConfigReader::Keys keys = {"intermediate_size", "ffn_hidden_size",   "ffn_dim",
                                   "n_inner",           "inner_hidden_size", "block_ff_dim"};
  const int64_t layers = reading.architecture.layer_count();
  auto widths = config.counts(keys, layers, 1, Bounds::width);
  if (widths.empty() && family.ffn_multiple > 0) {
    const int64_t multiple = config.count_or({"expansion_ratio"}, family.ffn_multiple, 1, 64);
    widths.assign(static_cast<size_t>(layers), multiple * reading.architecture.hidden);
  }
  if (widths.empty()) config.refuse_missing("intermediate_size");
  DenseMixer dense;
  dense.gated = family.gated;
  dense.fused_gate_up = family.fused_gate_up;
  dense.bias = config.flag(family.ffn_bias);
  std::vector<DenseMixer> mixers(static_cast<size_t>(layers), dense);
  for (size_t i = 0; i < widths.size(); ++i) mixers[i].width = widths[i] / family.ffn_divisor;
  return mixers;
}

std::vector<ExpertMixer> experts_of(Reading reading) {
  const Family& family = reading.family;
  ConfigReader& config = reading.config;
  const int64_t layers = reading.architecture.layer_count();
  const ConfigReader::Keys number_keys = {"num_local_experts", "num_experts", "n_routed_experts", "moe_num_experts"};
  if (family.experts == Use::never || (family.experts == Use::by_config && !config.has(number_keys))) return {};
  ExpertMixer experts;
  experts.experts = config.count(number_keys, 0, Bounds::experts);
  if (experts.experts == 0) return {};
  const auto used = config.counts({"num_experts_per_tok", "num_experts_per_token", "experts_per_token", "moe_topk",
                                   "moe_top_k", "moe_k", "top_k_experts", "num_selected_experts"},
                                  layers, 1, experts.experts);
  const auto widths = config.counts({"moe_intermediate_size", "expert_ffn_hidden_size", "expert_intermediate_size",
                                     "intermediate_size", "ffn_hidden_size"},
                                    layers, 1, Bounds::width);
  if (used.empty()) config.refuse_missing("num_experts_per_tok");
  if (widths.empty()) config.refuse_missing("moe_intermediate_size");
  if (!config.ok()) return {};
  experts.gated = family.experts_gated;
  experts.fused_gate_up = family.experts_fused;
  experts.bias = family.expert_bias;
  experts.shared_gate = family.shared_gate;
  experts.router_bias = config.flag(family.router_bias);
  experts.latent = config.count_or({"moe_latent_size"}, 0, 0, Bounds::width);
  const auto shared = shared_widths_of(reading, widths);
  if (!config.ok()) return {};
  std::vector<ExpertMixer> mixers(static_cast<size_t>(layers), experts);
  for (size_t i = 0; i < mixers.size(); ++i) {
    mixers[i].used = used[i];
    mixers[i].width = widths[i];
    mixers[i].shared_width = shared[i];
  }
  return mixers;
}

void add_plain_layers(Reading reading) {
  const Family& family = reading.family;
  Architecture& architecture = reading.architecture;
  const bool has_attention = family.attention != Use::never;
  const Attention attention = has_attention ? attention_of(reading) : Attention{};
  const auto windows = has_attention ? windows_of(reading) : std::vector<int64_t>{};
  const auto sparse = expert_layers_of(reading);
  const auto experts = experts_of(reading);
  std::vector<DenseMixer> dense;
  for (size_t i = 0; i < architecture.layers.size(); ++i) {
    Layer& layer = architecture.layers[i];
    if (has_attention) {
      layer.attention = attention;
      layer.attention->window = windows[i];
    }
    if (sparse[i] && !experts.empty()) {
      layer.experts = experts[i];
    } else if (family.dense != Use::never) {
      if (dense.empty()) dense = dense_of(reading);
      layer.dense = dense[i];
    }
    add_norms(layer, family.norms, family.norm_bias, architecture.hidden);
  }
}

void add_prediction_tensors(Layer& layer, const Architecture& architecture, bool with_embeddings) {
  const int64_t hidden = architecture.hidden;
  layer.multi_token_prediction = true;
  add_own(layer.own, "nextn.eh_proj.weight", Role::other, 2 * hidden, hidden);
  add_own(layer.own, "nextn.enorm.weight", Role::norm, hidden);
  add_own(layer.own, "nextn.hnorm.weight", Role::norm, hidden);
  add_own(layer.own, "nextn.shared_head_norm.weight", Role::norm, hidden);
  if (!with_embeddings) return;
  add_own(layer.own, "nextn.embed_tokens.weight", Role::other, hidden, architecture.vocabulary);
  add_own(layer.own, "nextn.shared_head_head.weight", Role::other, hidden, architecture.vocabulary);
}

void add_prediction_layers(Reading reading) {
  const PredictionLayers prediction = reading.family.prediction;
  Architecture& architecture = reading.architecture;
  if (prediction == PredictionLayers::dropped || architecture.layers.empty()) return;
  const int64_t layers = reading.config.count_or({"num_nextn_predict_layers", "mtp_num_hidden_layers"}, 0, 0, 64);
  for (int64_t i = 0; i < layers; ++i) {
    Layer layer = architecture.layers[static_cast<size_t>(architecture.layer_count() - 1 - i)];
    if (prediction == PredictionLayers::stored_dense && layer.experts) {
      layer.experts.reset();
      layer.dense = dense_of(reading).back();
    }
    add_prediction_tensors(layer, architecture, prediction == PredictionLayers::stored_with_embeddings);
    architecture.layers.push_back(std::move(layer));
  }
}

}  // namespace canrun
