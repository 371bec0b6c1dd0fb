#include "model/family_rows.h"

namespace canrun::rows {

Family llama(std::string_view model_type, std::string_view family) {
  return {.model_type = model_type,
          .family = family,
          .qkv_bias = kAttentionBias,
          .attention_output_bias = kAttentionBias,
          .ffn_bias = kMlpBias};
}

Family llama_tied(std::string_view model_type, std::string_view family) {
  Family row = llama(model_type, family);
  row.tied = kTied;
  return row;
}

Family deepseek(std::string_view model_type, Flag router_bias, std::string_view family, PredictionLayers prediction,
                void (*refine)(Reading)) {
  return {.model_type = model_type,
          .family = family,
          .latent = true,
          .experts = Use::by_config,
          .router_bias = router_bias,
          .prediction = prediction,
          .refine = refine};
}

Family with_experts(Family row, Flag router_bias, bool shared_gate) {
  row.experts = Use::always;
  row.router_bias = router_bias;
  row.shared_gate = shared_gate;
  return row;
}

Family with_window(Family row, WindowRule window) {
  row.window = window;
  return row;
}

Family with_norms(Family row, LayerNorms norms, QkNorm qk_norm) {
  row.norms = norms;
  row.qk_norm = qk_norm;
  return row;
}

Family refined(Family row, void (*refine)(Reading)) {
  row.refine = refine;
  return row;
}

Family without_attention(Family row) {
  row.norms = LayerNorms::shared;
  row.attention = Use::never;
  row.dense = Use::never;
  row.rope_table = RopeTable::none;
  return row;
}

}  // namespace canrun::rows
