// Sources: the configuration and modelling classes of huggingface/transformers (main, 2026) for what the keys mean;
// ggml-org/llama.cpp v0.5.0 conversion/*.py and src/models/*.cpp for names, fusions and windows.
#include "model/family_readers.h"
#include "model/family_rows.h"

namespace canrun::rows {
namespace {

constexpr auto own = PredictionLayers::stored_with_embeddings;
constexpr auto per_head = QkNorm::per_head;

constexpr Family granite_row() {
  Family granite = llama_tied("granitemoehybrid", "granitehybrid");
  granite.experts = Use::by_config;
  return refined(granite, readers::granite_hybrid);
}

constexpr Family minimax_row(std::string_view type) {
  return {.model_type = type, .family = "minimax-01", .experts = Use::always, .refine = readers::minimax_text};
}

constexpr Family glm4_moe_row(std::string_view type) {
  return {.model_type = type,
          .family = "glm4moe",
          .norms = LayerNorms::before_renamed,
          .qkv_bias = kAttentionBias,
          .qk_norm = per_head,
          .has_qk_norm = {false, "use_qk_norm"},
          .experts = Use::always,
          .router_bias = kYes,
          .prediction = own};
}

constexpr Family llama4_row(std::string_view type) {
  return {.model_type = type,
          .family = "llama4",
          .window = {.period = 4, .fixed_width = 8192},
          .experts = Use::by_config,
          .refine = readers::llama4};
}

constexpr Family hy_v3_row(std::string_view type) {
  return {.model_type = type,
          .family = "hy_v3",
          .qk_norm = per_head,
          .experts = Use::always,
          .prediction = PredictionLayers::stored,
          .refine = readers::hunyuan_v3};
}

constexpr Family mimo_v2_row(std::string_view type) {
  return {
      .model_type = type, .family = "mimo2", .experts = Use::always, .router_bias = kYes, .refine = readers::mimo_v2};
}

constexpr Family step3p5_row(std::string_view type) {
  return {.model_type = type,
          .family = "step35",
          .qk_norm = per_head,
          .window = {.period = 4, .full_first = true},
          .experts = Use::always,
          .router_bias = {true, "use_moe_router_bias"},
          .refine = readers::step3p5};
}

constexpr Family kLatent[] = {
    {.model_type = "deepseek", .family = "deepseek", .experts = Use::always},
    deepseek("deepseek_v2", {}),
    deepseek("deepseek_v3", kYes),
    deepseek("kimi_k2", kYes),
    deepseek("kimi_k25", kYes),
    deepseek("mistral4", {}, "mistral4"),
    deepseek("glm4_moe_lite", kYes, "deepseek2", own),
    deepseek("deepseek_v32", kYes, "deepseek32", own, readers::deepseek_v32),
    deepseek("glm_moe_dsa", kYes, "glm-dsa", own, readers::deepseek_v32),
    deepseek("longcat_flash", kYes, "longcat_flash", PredictionLayers::dropped, readers::longcat_flash),
};

constexpr Family kRecurrent[] = {
    refined(without_attention(llama_tied("mamba", "mamba")), readers::mamba),
    refined(without_attention(llama("falcon_mamba", "mamba")), readers::mamba),
    refined(without_attention(llama("mamba2", "mamba2")), readers::mamba2),
    {.model_type = "jamba", .family = "jamba", .experts = Use::by_config, .refine = readers::jamba},
    granite_row(),
    refined(with_norms(llama("falcon_h1", "falcon-h1"), LayerNorms::suffixless, QkNorm::none), readers::falcon_h1),
    {.model_type = "nemotron_h",
     .family = "nemotron_h",
     .norms = LayerNorms::shared,
     .qkv_bias = kAttentionBias,
     .attention_output_bias = kAttentionBias,
     .gated = false,
     .ffn_bias = kMlpBias,
     .experts = Use::by_config,
     .experts_gated = false,
     .router_bias = kYes,
     .refine = readers::nemotron_h},
    {.model_type = "lfm2",
     .family = "lfm2",
     .output_norm = "token_embd_norm.weight",
     .tied = kTied,
     .qk_norm = QkNorm::per_head,
     .refine = readers::lfm2},
    {.model_type = "lfm2_moe",
     .family = "lfm2moe",
     .output_norm = "token_embd_norm.weight",
     .tied = kTied,
     .qk_norm = QkNorm::per_head,
     .experts = Use::always,
     .router_bias = {true, "use_expert_bias"},
     .refine = readers::lfm2},
    refined(deepseek("kimi_linear", kYes, "kimi-linear"), readers::kimi_linear),
    minimax_row("minimax"),
    minimax_row("minimax_text_01"),
};

constexpr Family kSparse[] = {
    glm4_moe_row("glm4_moe"),
    glm4_moe_row("glm4v_moe"),
    glm4_moe_row("glm4v_moe_text"),
    {.model_type = "gpt_oss",
     .family = "gpt-oss",
     .norms = LayerNorms::before_renamed,
     .qkv_bias = {true, "attention_bias"},
     .attention_output_bias = {true, "attention_bias"},
     .sinks = true,
     .window = {.period = 2},
     .experts = Use::always,
     .expert_bias = true},
    {.model_type = "olmoe",
     .family = "olmoe",
     .qkv_bias = kAttentionBias,
     .qk_norm = QkNorm::full_width,
     .experts = Use::always},
    {.model_type = "phimoe",
     .family = "phimoe",
     .norm_bias = true,
     .output_bias = {true, "lm_head_bias"},
     .rope_table = RopeTable::longrope,
     .qkv_bias = {true, "attention_bias"},
     .attention_output_bias = {true, "attention_bias"},
     .experts = Use::always},
    {.model_type = "dbrx",
     .family = "dbrx",
     .norms = LayerNorms::outer_pair,
     .fused_qkv = true,
     .experts = Use::always},
    {.model_type = "arctic",
     .family = "arctic",
     .norms = LayerNorms::three,
     .experts = Use::always,
     .refine = readers::arctic},
    {.model_type = "grok-1", .family = "grok", .norms = LayerNorms::grok, .tied = kTied, .experts = Use::always},
    {.model_type = "grok-2",
     .family = "grok",
     .norms = LayerNorms::grok,
     .experts = Use::always,
     .refine = readers::grok},
    llama4_row("llama4"),
    llama4_row("llama4_text"),
    {.model_type = "bailing_moe",
     .family = "bailingmoe",
     .qkv_bias = {false, "use_qkv_bias"},
     .attention_output_bias = {false, "use_bias"},
     .experts = Use::always},
    {.model_type = "bailing_moe_v2",
     .family = "bailingmoe2",
     .fused_qkv = true,
     .qkv_bias = {false, "use_qkv_bias"},
     .attention_output_bias = {false, "use_bias"},
     .qk_norm = per_head,
     .experts = Use::always,
     .router_bias = {true, "moe_router_enable_expert_bias"},
     .prediction = PredictionLayers::stored},
    {.model_type = "ernie4_5_moe",
     .family = "ernie4_5-moe",
     .tied = kTied,
     .qkv_bias = {false, "use_bias"},
     .attention_output_bias = {false, "use_bias"},
     .experts = Use::always,
     .router_bias = {true, "moe_use_aux_free"}},
    {.model_type = "hunyuan_v1_moe",
     .family = "hunyuan-moe",
     .tied = kTied,
     .qkv_bias = kAttentionBias,
     .qk_norm = per_head,
     .has_qk_norm = {true, "use_qk_norm"},
     .experts = Use::always},
    hy_v3_row("hy_v3"),
    hy_v3_row("hy_mt2"),
    {.model_type = "dots1",
     .family = "dots1",
     .qkv_bias = kAttentionBias,
     .qk_norm = per_head,
     .experts = Use::always,
     .router_bias = kYes},
    {.model_type = "exaone_moe",
     .family = "exaone-moe",
     .qk_norm = per_head,
     .window = {.period = 4},
     .experts = Use::always,
     .router_bias = kYes,
     .prediction = PredictionLayers::stored_dense},
    {.model_type = "afmoe",
     .family = "afmoe",
     .norms = LayerNorms::around_each,
     .qk_norm = per_head,
     .window = {.period = 4},
     .experts = Use::always,
     .router_bias = kYes,
     .refine = readers::gated_attention},
    {.model_type = "minimax_m2",
     .family = "minimax-m2",
     .qk_norm = QkNorm::full_width,
     .has_qk_norm = {true, "use_qk_norm"},
     .experts = Use::always,
     .router_bias = {true, "use_routing_bias"}},
    {.model_type = "minimax_m3",
     .family = "minimax-m3",
     .qk_norm = per_head,
     .experts = Use::always,
     .router_bias = {true, "use_routing_bias"},
     .refine = readers::minimax_m3},
    mimo_v2_row("mimo_v2"),
    mimo_v2_row("mimo_v2_flash"),
    step3p5_row("step3p5"),
    step3p5_row("step3p7"),
};

}  // namespace

std::span<const Family> latent_rows() { return kLatent; }
std::span<const Family> recurrent_rows() { return kRecurrent; }
std::span<const Family> sparse_rows() { return kSparse; }

}  // namespace canrun::rows
