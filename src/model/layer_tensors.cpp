// Names and shapes: ggml-org/llama.cpp v0.5.0 gguf-py/gguf/constants.py (TENSOR_NAMES) and src/models/*.cpp.
#include "model/layer_tensors.h"

namespace canrun {

void LayerTensors::add(std::string_view name, Role role, int64_t row, int64_t rows, int64_t matrices) {
  tensors_.push_back({name, layer_, role, {row, rows, matrices, 1}, true});
}

void LayerTensors::add_layer(const Layer& layer) {
  for (const Tensor& own : layer.own) {
    tensors_.push_back(own);
    tensors_.back().layer = layer_;
  }
  if (layer.attention) add_attention(*layer.attention);
  if (layer.recurrence) add_recurrence(*layer.recurrence);
  if (layer.dense) add_dense(*layer.dense);
  if (layer.experts) add_experts(*layer.experts);
  if (architecture_.per_layer_embedding > 0) add_per_layer_embedding();
}

void LayerTensors::add_attention(const Attention& attention) {
  if (attention.latent) {
    add_latent_attention(attention, *attention.latent);
  } else {
    add_attention_projections(attention);
    add_attention_norms(attention);
  }
  add("attn_output.weight", Role::attention_output, attention.heads * attention.value_dim, architecture_.hidden);
  if (attention.output_bias) add("attn_output.bias", Role::attention_other, architecture_.hidden);
  if (attention.sinks) add("attn_sinks.weight", Role::attention_other, attention.heads);
}

void LayerTensors::add_attention_projections(const Attention& attention) {
  const int64_t hidden = architecture_.hidden;
  const int64_t queries = attention.heads * attention.key_dim * (attention.output_gate ? 2 : 1);
  const int64_t keys = attention.kv_heads * attention.key_dim;
  const int64_t values = attention.kv_heads * attention.value_dim;
  if (attention.fused_qkv) {
    add("attn_qkv.weight", Role::attention_qkv, hidden, queries + keys + values);
    if (attention.q_bias) add("attn_qkv.bias", Role::attention_other, queries + keys + values);
    return;
  }
  add("attn_q.weight", Role::attention_q, hidden, queries);
  if (attention.q_bias) add("attn_q.bias", Role::attention_other, queries);
  add("attn_k.weight", Role::attention_k, hidden, keys);
  if (attention.k_bias) add("attn_k.bias", Role::attention_other, keys);
  if (attention.value_is_key) return;
  add("attn_v.weight", Role::attention_v, hidden, values);
  if (attention.v_bias) add("attn_v.bias", Role::attention_other, values);
}

void LayerTensors::add_attention_norms(const Attention& attention) {
  if (attention.qk_norm == QkNorm::none) return;
  const bool full = attention.qk_norm == QkNorm::full_width;
  const bool each = attention.qk_norm == QkNorm::each_head;
  const int64_t query_width = attention.key_dim * (full ? attention.heads : 1);
  const int64_t key_width = attention.key_dim * (full ? attention.kv_heads : 1);
  add("attn_q_norm.weight", Role::norm, query_width, each ? attention.heads : 1);
  if (attention.qk_norm_bias) add("attn_q_norm.bias", Role::norm, query_width);
  add("attn_k_norm.weight", Role::norm, key_width, each ? attention.kv_heads : 1);
  if (attention.qk_norm_bias) add("attn_k_norm.bias", Role::norm, key_width);
}

// The decompression kv_b is stored as its two halves where the latent is cached, whole where it is not.
void LayerTensors::add_latent_attention(const Attention& attention, const LatentAttention& latent) {
  const int64_t hidden = architecture_.hidden;
  const int64_t queries = attention.heads * (latent.nope_dim + latent.rope_dim);
  if (latent.q_rank > 0) {
    add("attn_q_a.weight", Role::attention_latent, hidden, latent.q_rank);
    add("attn_q_a_norm.weight", Role::norm, latent.q_rank);
    add("attn_q_b.weight", Role::attention_latent, latent.q_rank, queries);
  } else {
    add("attn_q.weight", Role::attention_q, hidden, queries);
  }
  add("attn_kv_a_mqa.weight", Role::attention_latent, hidden, latent.kv_rank + latent.rope_dim);
  add("attn_kv_a_norm.weight", Role::norm, latent.kv_rank);
  if (latent.cached) {
    add("attn_k_b.weight", Role::attention_latent, latent.nope_dim, latent.kv_rank, attention.heads);
    add("attn_v_b.weight", Role::attention_latent, latent.kv_rank, latent.value_dim, attention.heads);
  } else {
    add("attn_kv_b.weight", Role::attention_latent, latent.kv_rank,
        attention.heads * (latent.nope_dim + latent.value_dim));
  }
}

void LayerTensors::add_dense(const DenseMixer& dense) {
  const int64_t hidden = architecture_.hidden;
  const int64_t up = dense.width * (dense.fused_gate_up ? 2 : 1);
  const bool own_gate = dense.gated && !dense.fused_gate_up;
  if (own_gate) add("ffn_gate.weight", Role::ffn_gate, hidden, dense.width);
  add("ffn_up.weight", Role::ffn_up, hidden, up);
  add("ffn_down.weight", Role::ffn_down, dense.width, hidden);
  if (!dense.bias) return;
  if (own_gate) add("ffn_gate.bias", Role::norm, dense.width);
  add("ffn_up.bias", Role::norm, up);
  add("ffn_down.bias", Role::norm, hidden);
}

void LayerTensors::add_experts(const ExpertMixer& experts) {
  const int64_t hidden = architecture_.hidden;
  const int64_t inner = experts.latent > 0 ? experts.latent : hidden;
  const bool own_gate = experts.gated && !experts.fused_gate_up;
  add("ffn_gate_inp.weight", Role::router, hidden, experts.experts);
  if (experts.fused_gate_up) {
    add("ffn_gate_up_exps.weight", Role::expert_gate_up, inner, experts.width * 2, experts.experts);
  } else {
    if (own_gate) add("ffn_gate_exps.weight", Role::expert_gate, inner, experts.width, experts.experts);
    add("ffn_up_exps.weight", Role::expert_up, inner, experts.width, experts.experts);
  }
  add("ffn_down_exps.weight", Role::expert_down, experts.width, inner, experts.experts);
  if (experts.bias) {
    add("ffn_gate_inp.bias", Role::router, experts.experts);
    if (own_gate) add("ffn_gate_exps.bias", Role::expert_gate, experts.width, experts.experts);
    add("ffn_up_exps.bias", Role::expert_up, experts.width, experts.experts);
    add("ffn_down_exps.bias", Role::expert_down, inner, experts.experts);
  }
  if (experts.router_bias) add("exp_probs_b.bias", Role::router, experts.experts);
  if (experts.shared_width > 0) add_shared_expert(experts);
}

void LayerTensors::add_shared_expert(const ExpertMixer& experts) {
  const int64_t hidden = architecture_.hidden;
  if (experts.shared_gate) add("ffn_gate_inp_shexp.weight", Role::router, hidden);
  if (experts.gated) add("ffn_gate_shexp.weight", Role::ffn_gate, hidden, experts.shared_width);
  add("ffn_up_shexp.weight", Role::ffn_up, hidden, experts.shared_width);
  add("ffn_down_shexp.weight", Role::ffn_down, experts.shared_width, hidden);
}

void LayerTensors::add_per_layer_embedding() {
  add("inp_gate.weight", Role::other, architecture_.hidden, architecture_.per_layer_embedding);
  add("proj.weight", Role::other, architecture_.per_layer_embedding, architecture_.hidden);
  add("post_norm.weight", Role::norm, architecture_.hidden);
}

}  // namespace canrun
