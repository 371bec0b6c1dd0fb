// How is a row of the family table made? Starting points that several families share, and small changes to them.
#pragma once

#include <span>
#include <string_view>

#include "model/families.h"

namespace canrun::rows {

inline constexpr Flag kYes{true};
inline constexpr Flag kAttentionBias{false, "attention_bias"};
inline constexpr Flag kMlpBias{false, "mlp_bias"};
inline constexpr Flag kTied{true, "tie_word_embeddings"};

// Llama and what is read like it.
constexpr Family llama(std::string_view model_type, std::string_view family = "llama") {
  return {.model_type = model_type,
          .family = family,
          .qkv_bias = kAttentionBias,
          .attention_output_bias = kAttentionBias,
          .ffn_bias = kMlpBias};
}

constexpr Family llama_tied(std::string_view model_type, std::string_view family) {
  Family row = llama(model_type, family);
  row.tied = kTied;
  return row;
}

// Latent attention over experts: DeepSeek-V2 and after.
constexpr Family deepseek(std::string_view model_type, Flag router_bias, std::string_view family = "deepseek2",
                          PredictionLayers prediction = PredictionLayers::dropped, void (*refine)(Reading) = nullptr) {
  return {.model_type = model_type,
          .family = family,
          .latent = true,
          .experts = Use::by_config,
          .router_bias = router_bias,
          .prediction = prediction,
          .refine = refine};
}

constexpr Family with_experts(Family row, Flag router_bias = {}, bool shared_gate = false) {
  row.experts = Use::always;
  row.router_bias = router_bias;
  row.shared_gate = shared_gate;
  return row;
}

constexpr Family with_window(Family row, WindowRule window) {
  row.window = window;
  return row;
}

constexpr Family with_norms(Family row, LayerNorms norms, QkNorm qk_norm) {
  row.norms = norms;
  row.qk_norm = qk_norm;
  return row;
}

constexpr Family refined(Family row, void (*refine)(Reading)) {
  row.refine = refine;
  return row;
}

constexpr Family without_attention(Family row) {
  row.norms = LayerNorms::shared;
  row.attention = Use::never;
  row.dense = Use::never;
  row.rope_table = RopeTable::none;
  return row;
}

// The tables, in no order: a row is found by its model_type.
std::span<const Family> llama_kin_rows();
std::span<const Family> qwen_rows();
std::span<const Family> gemma_rows();
std::span<const Family> gpt_rows();
std::span<const Family> other_dense_rows();
std::span<const Family> recurrent_rows();
std::span<const Family> latent_rows();
std::span<const Family> sparse_rows();

}  // namespace canrun::rows
