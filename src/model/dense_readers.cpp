// Dense families that a row of traits does not describe whole.
#include <string>

#include "model/family_readers.h"
#include "model/plain_layers.h"

namespace canrun::readers {
namespace {

void replace_norms(Reading reading, LayerNorms norms) {
  for (Layer& layer : reading.architecture.layers) {
    layer.own.clear();
    add_norms(layer, norms, reading.family.norm_bias, reading.architecture.hidden);
  }
}

void set_kv_heads(Reading reading, int64_t kv_heads) {
  for (Layer& layer : reading.architecture.layers) layer.attention->kv_heads = kv_heads;
}

}  // namespace

// Three generations: serial (RW), parallel with one norm (7B), parallel with a norm each and grouped heads (40B).
void falcon(Reading reading) {
  ConfigReader& config = reading.config;
  const bool grouped = config.flag({false, "new_decoder_architecture"});
  if (!grouped) set_kv_heads(reading, config.flag({true, "multi_query"}) ? 1 : heads_of(reading).heads);
  const bool one_norm = config.count_or({"num_ln_in_parallel_attn"}, 2, 1, 2) == 1;
  if (grouped) return replace_norms(reading, one_norm ? LayerNorms::shared : LayerNorms::shared_pair);
  if (config.flag({true, "parallel_attn"})) replace_norms(reading, LayerNorms::shared);
}

void gpt_bigcode(Reading reading) {
  if (reading.config.flag({true, "multi_query"})) set_kv_heads(reading, 1);
}

// The first ChatGLM is another model under the same name: GELU, biases and LayerNorm throughout, one matrix in and out.
void chatglm(Reading reading) {
  if (!reading.config.has({"inner_hidden_size"})) return;
  Architecture& architecture = reading.architecture;
  add_own(architecture.own, "output_norm.bias", Role::norm, architecture.hidden);
  architecture.tied_embeddings = true;
  for (Layer& layer : architecture.layers) {
    layer.own.clear();
    add_norms(layer, LayerNorms::before_each, true, architecture.hidden);
    layer.attention->q_bias = layer.attention->k_bias = layer.attention->v_bias = true;
    layer.attention->output_bias = true;
    layer.dense->gated = layer.dense->fused_gate_up = false;
    layer.dense->bias = true;
  }
}

// Rotary positions and GeGLU in a fused matrix (arXiv:2210.02414).
void glm130b(Reading reading) {
  for (Layer& layer : reading.architecture.layers) layer.dense->gated = layer.dense->fused_gate_up = true;
}

// The 350M model embeds in half the width and normalises after each mixer only.
void opt(Reading reading) {
  Architecture& architecture = reading.architecture;
  const int64_t width = reading.config.count_or({"word_embed_proj_dim"}, architecture.hidden, 1, Bounds::width);
  if (width != architecture.hidden) {
    architecture.embedding_width = width;
    add_own(architecture.own, "project_in.weight", Role::other, width, architecture.hidden);
    add_own(architecture.own, "project_out.weight", Role::other, architecture.hidden, width);
  }
  if (reading.config.flag({true, "do_layer_norm_before"})) return;
  auto& own = architecture.own;
  for (size_t i = own.size(); i-- > 0;) {
    if (own[i].role == Role::norm) own.erase(own.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

void stablelm(Reading reading) {
  if (reading.config.flag({false, "use_parallel_residual"})) replace_norms(reading, LayerNorms::shared);
}

// Llama 3.2 Vision: some layers attend to the image alone and keep no cache that grows; the embedding has 8 more rows.
void mllama(Reading reading) {
  Architecture& architecture = reading.architecture;
  const int64_t hidden = architecture.hidden;
  const auto crossing = reading.config.indices({"cross_attention_layers"}, architecture.layer_count());
  for (const int64_t i : crossing) {
    Layer& layer = architecture.layers[static_cast<size_t>(i)];
    const Attention attention = *layer.attention;
    layer.attention.reset();
    const int64_t keys = attention.kv_heads * attention.key_dim;
    add_own(layer.own, "cross_attn_q_proj.weight", Role::attention_q, hidden, attention.heads * attention.key_dim);
    add_own(layer.own, "cross_attn_k_proj.weight", Role::attention_k, hidden, keys);
    add_own(layer.own, "cross_attn_v_proj.weight", Role::attention_v, hidden, keys);
    add_own(layer.own, "cross_attn_o_proj.weight", Role::attention_output, attention.heads * attention.key_dim, hidden);
    add_own(layer.own, "cross_attn_q_norm.weight", Role::norm, attention.key_dim);
    add_own(layer.own, "cross_attn_k_norm.weight", Role::norm, attention.key_dim);
    add_own(layer.own, "cross_attn_attn_gate", Role::attention_other, 1);
    add_own(layer.own, "cross_attn_mlp_gate", Role::attention_other, 1);
  }
  if (!crossing.empty()) add_own(architecture.own, "image_token_embd.weight", Role::other, hidden, 8);
}

namespace {

// The width of a searched feed-forward: a multiple of the hidden width, two thirds of it, rounded up to 256
// (nvidia/Llama-3_1-Nemotron-51B-Instruct block_config; ggml-org/llama.cpp v0.5.0 conversion/deci.py).
int64_t searched_width(double multiple, int64_t hidden) {
  const int64_t width = static_cast<int64_t>(2.0 * multiple * static_cast<double>(hidden) / 3.0);
  return (width + 255) / 256 * 256;
}

bool is_true(const json::Value& part, std::string_view key) {
  const auto value = part.get(key);
  return value && value->is_boolean() && value->boolean();
}

void read_searched_layer(Reading reading, const json::Value& block, Layer& layer) {
  const int64_t hidden = reading.architecture.hidden;
  const auto attention = block.get("attention");
  const auto ffn = block.get("ffn");
  if (!attention || !attention->is_object() || !ffn || !ffn->is_object()) {
    return reading.config.refuse(block, "wrong-type", "A block has an attention and an ffn object.");
  }
  layer.own.clear();
  if (is_true(*attention, "no_op") || is_true(*attention, "replace_with_linear")) {
    layer.attention.reset();
    if (is_true(*attention, "replace_with_linear")) {
      add_own(layer.own, "attn_norm.weight", Role::norm, hidden);
      add_own(layer.own, "attn_output.weight", Role::attention_output, hidden, hidden);
    }
  } else {
    const auto group = attention->get("n_heads_in_group");
    if (!group || !group->is_integer() || group->integer() < 1 || group->integer() > layer.attention->heads) {
      return reading.config.refuse(*attention, "out-of-range", "n_heads_in_group is from 1 to the number of heads.");
    }
    layer.attention->kv_heads = layer.attention->heads / group->integer();
    add_own(layer.own, "attn_norm.weight", Role::norm, hidden);
  }
  if (is_true(*ffn, "no_op")) {
    layer.dense.reset();
    return;
  }
  const auto multiple = ffn->get("ffn_mult");
  if (!multiple || !multiple->is_number() || !(multiple->number() > 0.0 && multiple->number() <= 64.0)) {
    return reading.config.refuse(*ffn, "out-of-range", "ffn_mult is above 0 and at most 64.");
  }
  layer.dense->width = searched_width(multiple->number(), hidden);
  add_own(layer.own, "ffn_norm.weight", Role::norm, hidden);
}

}  // namespace

// Architectures found by search (arXiv:2411.19146): each block states its own attention and feed-forward.
void nemotron_nas(Reading reading) {
  const auto blocks = reading.config.find({"block_configs"});
  if (!blocks) return reading.config.refuse_missing("block_configs");
  Architecture& architecture = reading.architecture;
  if (!blocks->is_array() || static_cast<int64_t>(blocks->size()) != architecture.layer_count()) {
    return reading.config.refuse(*blocks, "inconsistent", "There is one block for each layer.");
  }
  for (size_t i = 0; i < architecture.layers.size(); ++i) {
    read_searched_layer(reading, blocks->at(i), architecture.layers[i]);
  }
}

// The output of attention is multiplied by a gate as wide as itself.
void gated_attention(Reading reading) {
  for (Layer& layer : reading.architecture.layers) {
    add_own(layer.own, "attn_gate.weight", Role::attention_other, reading.architecture.hidden,
            layer.attention->heads * layer.attention->value_dim);
  }
}

}  // namespace canrun::readers
