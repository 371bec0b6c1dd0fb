// Sources: the configuration and modelling classes of huggingface/transformers (main, 2026) for what the keys mean;
// ggml-org/llama.cpp v0.5.0 conversion/*.py and src/models/*.cpp for names, fusions and windows.
#include "model/family_readers.h"
#include "model/family_rows.h"

namespace canrun::rows {

void add_latent(std::vector<Family>& rows) {
  const auto own = PredictionLayers::stored_with_embeddings;
  rows.push_back({.model_type = "deepseek", .family = "deepseek", .experts = Use::always});
  rows.push_back(deepseek("deepseek_v2", {}));
  rows.push_back(deepseek("deepseek_v3", kYes));
  rows.push_back(deepseek("kimi_k2", kYes));
  rows.push_back(deepseek("kimi_k25", kYes));
  rows.push_back(deepseek("mistral4", {}, "mistral4"));
  rows.push_back(deepseek("glm4_moe_lite", kYes, "deepseek2", own));
  rows.push_back(deepseek("deepseek_v32", kYes, "deepseek32", own, readers::deepseek_v32));
  rows.push_back(deepseek("glm_moe_dsa", kYes, "glm-dsa", own, readers::deepseek_v32));
  rows.push_back(deepseek("longcat_flash", kYes, "longcat_flash", PredictionLayers::dropped, readers::longcat_flash));
}

void add_recurrent(std::vector<Family>& rows) {
  rows.push_back(refined(without_attention(llama_tied("mamba", "mamba")), readers::mamba));
  rows.push_back(refined(without_attention(llama("falcon_mamba", "mamba")), readers::mamba));
  rows.push_back(refined(without_attention(llama("mamba2", "mamba2")), readers::mamba2));
  Family jamba{.model_type = "jamba", .family = "jamba", .experts = Use::by_config, .refine = readers::jamba};
  rows.push_back(jamba);
  Family granite = llama_tied("granitemoehybrid", "granitehybrid");
  granite.experts = Use::by_config;
  rows.push_back(refined(granite, readers::granite_hybrid));
  rows.push_back(
      refined(with_norms(llama("falcon_h1", "falcon-h1"), LayerNorms::suffixless, QkNorm::none), readers::falcon_h1));
  rows.push_back({.model_type = "nemotron_h",
                  .family = "nemotron_h",
                  .norms = LayerNorms::shared,
                  .qkv_bias = kAttentionBias,
                  .attention_output_bias = kAttentionBias,
                  .gated = false,
                  .ffn_bias = kMlpBias,
                  .experts = Use::by_config,
                  .experts_gated = false,
                  .router_bias = kYes,
                  .refine = readers::nemotron_h});
  rows.push_back({.model_type = "lfm2",
                  .family = "lfm2",
                  .output_norm = "token_embd_norm.weight",
                  .tied = kTied,
                  .qk_norm = QkNorm::per_head,
                  .refine = readers::lfm2});
  rows.push_back({.model_type = "lfm2_moe",
                  .family = "lfm2moe",
                  .output_norm = "token_embd_norm.weight",
                  .tied = kTied,
                  .qk_norm = QkNorm::per_head,
                  .experts = Use::always,
                  .router_bias = {true, "use_expert_bias"},
                  .refine = readers::lfm2});
  Family kimi = deepseek("kimi_linear", kYes, "kimi-linear");
  rows.push_back(refined(kimi, readers::kimi_linear));
  for (const std::string_view type : {"minimax", "minimax_text_01"}) {
    rows.push_back(
        {.model_type = type, .family = "minimax-01", .experts = Use::always, .refine = readers::minimax_text});
  }
}

void add_sparse(std::vector<Family>& rows) {
  const auto per_head = QkNorm::per_head;
  const auto own = PredictionLayers::stored_with_embeddings;
  for (const std::string_view type : {"glm4_moe", "glm4v_moe", "glm4v_moe_text"}) {
    rows.push_back({.model_type = type,
                    .family = "glm4moe",
                    .norms = LayerNorms::before_renamed,
                    .qkv_bias = kAttentionBias,
                    .qk_norm = per_head,
                    .has_qk_norm = {false, "use_qk_norm"},
                    .experts = Use::always,
                    .router_bias = kYes,
                    .prediction = own});
  }
  rows.push_back({.model_type = "gpt_oss",
                  .family = "gpt-oss",
                  .norms = LayerNorms::before_renamed,
                  .qkv_bias = {true, "attention_bias"},
                  .attention_output_bias = {true, "attention_bias"},
                  .sinks = true,
                  .window = {.period = 2},
                  .experts = Use::always,
                  .expert_bias = true});
  rows.push_back({.model_type = "olmoe",
                  .family = "olmoe",
                  .qkv_bias = kAttentionBias,
                  .qk_norm = QkNorm::full_width,
                  .experts = Use::always});
  rows.push_back({.model_type = "phimoe",
                  .family = "phimoe",
                  .norm_bias = true,
                  .output_bias = {true, "lm_head_bias"},
                  .rope_table = RopeTable::longrope,
                  .qkv_bias = {true, "attention_bias"},
                  .attention_output_bias = {true, "attention_bias"},
                  .experts = Use::always});
  rows.push_back({.model_type = "dbrx",
                  .family = "dbrx",
                  .norms = LayerNorms::outer_pair,
                  .fused_qkv = true,
                  .experts = Use::always});
  rows.push_back({.model_type = "arctic",
                  .family = "arctic",
                  .norms = LayerNorms::three,
                  .experts = Use::always,
                  .refine = readers::arctic});
  rows.push_back(
      {.model_type = "grok-1", .family = "grok", .norms = LayerNorms::grok, .tied = kTied, .experts = Use::always});
  rows.push_back({.model_type = "grok-2",
                  .family = "grok",
                  .norms = LayerNorms::grok,
                  .experts = Use::always,
                  .refine = readers::grok});
  for (const std::string_view type : {"llama4", "llama4_text"}) {
    rows.push_back({.model_type = type,
                    .family = "llama4",
                    .window = {.period = 4, .fixed_width = 8192},
                    .experts = Use::by_config,
                    .refine = readers::llama4});
  }
  rows.push_back({.model_type = "bailing_moe",
                  .family = "bailingmoe",
                  .qkv_bias = {false, "use_qkv_bias"},
                  .attention_output_bias = {false, "use_bias"},
                  .experts = Use::always});
  rows.push_back({.model_type = "bailing_moe_v2",
                  .family = "bailingmoe2",
                  .fused_qkv = true,
                  .qkv_bias = {false, "use_qkv_bias"},
                  .attention_output_bias = {false, "use_bias"},
                  .qk_norm = per_head,
                  .experts = Use::always,
                  .router_bias = {true, "moe_router_enable_expert_bias"},
                  .prediction = PredictionLayers::stored});
  rows.push_back({.model_type = "ernie4_5_moe",
                  .family = "ernie4_5-moe",
                  .tied = kTied,
                  .qkv_bias = {false, "use_bias"},
                  .attention_output_bias = {false, "use_bias"},
                  .experts = Use::always,
                  .router_bias = {true, "moe_use_aux_free"}});
  rows.push_back({.model_type = "hunyuan_v1_moe",
                  .family = "hunyuan-moe",
                  .tied = kTied,
                  .qkv_bias = kAttentionBias,
                  .qk_norm = per_head,
                  .has_qk_norm = {true, "use_qk_norm"},
                  .experts = Use::always});
  for (const std::string_view type : {"hy_v3", "hy_mt2"}) {
    rows.push_back({.model_type = type,
                    .family = "hy_v3",
                    .qk_norm = per_head,
                    .experts = Use::always,
                    .prediction = PredictionLayers::stored,
                    .refine = readers::hunyuan_v3});
  }
  rows.push_back({.model_type = "dots1",
                  .family = "dots1",
                  .qkv_bias = kAttentionBias,
                  .qk_norm = per_head,
                  .experts = Use::always,
                  .router_bias = kYes});
  rows.push_back({.model_type = "exaone_moe",
                  .family = "exaone-moe",
                  .qk_norm = per_head,
                  .window = {.period = 4},
                  .experts = Use::always,
                  .router_bias = kYes,
                  .prediction = PredictionLayers::stored_dense});
  rows.push_back({.model_type = "afmoe",
                  .family = "afmoe",
                  .norms = LayerNorms::around_each,
                  .qk_norm = per_head,
                  .window = {.period = 4},
                  .experts = Use::always,
                  .router_bias = kYes,
                  .refine = readers::gated_attention});
  rows.push_back({.model_type = "minimax_m2",
                  .family = "minimax-m2",
                  .qk_norm = QkNorm::full_width,
                  .has_qk_norm = {true, "use_qk_norm"},
                  .experts = Use::always,
                  .router_bias = {true, "use_routing_bias"}});
  rows.push_back({.model_type = "minimax_m3",
                  .family = "minimax-m3",
                  .qk_norm = per_head,
                  .experts = Use::always,
                  .router_bias = {true, "use_routing_bias"},
                  .refine = readers::minimax_m3});
  for (const std::string_view type : {"mimo_v2", "mimo_v2_flash"}) {
    rows.push_back({.model_type = type,
                    .family = "mimo2",
                    .experts = Use::always,
                    .router_bias = kYes,
                    .refine = readers::mimo_v2});
  }
  for (const std::string_view type : {"step3p5", "step3p7"}) {
    rows.push_back({.model_type = type,
                    .family = "step35",
                    .qk_norm = per_head,
                    .window = {.period = 4, .full_first = true},
                    .experts = Use::always,
                    .router_bias = {true, "use_moe_router_bias"},
                    .refine = readers::step3p5});
  }
}

}  // namespace canrun::rows
