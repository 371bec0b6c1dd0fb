// Sources: the configuration and modelling classes of huggingface/transformers (main, 2026) for what the keys mean;
// ggml-org/llama.cpp v0.5.0 conversion/*.py and src/models/*.cpp for names, fusions and windows.
#include "model/family_readers.h"
#include "model/family_rows.h"

namespace canrun::rows {
namespace {

constexpr WindowRule kEverySixth{.period = 6};
constexpr auto none = QkNorm::none;
constexpr auto per_head = QkNorm::per_head;
constexpr auto around = LayerNorms::around_each;

constexpr Family qwen2(std::string_view model_type, std::string_view family) {
  return {.model_type = model_type, .family = family, .qkv_bias = kYes};
}

constexpr Family qwen3(std::string_view model_type, std::string_view family, Use experts = Use::never) {
  return {.model_type = model_type,
          .family = family,
          .qkv_bias = kAttentionBias,
          .attention_output_bias = kAttentionBias,
          .qk_norm = QkNorm::per_head,
          .experts = experts};
}

constexpr Family qwen3_hybrid(std::string_view model_type, std::string_view family, Use experts,
                              void (*refine)(Reading)) {
  return {.model_type = model_type,
          .family = family,
          .norms = LayerNorms::before_renamed,
          .qkv_bias = kAttentionBias,
          .qk_norm = QkNorm::per_head,
          .output_gate = true,
          .experts = experts,
          .shared_gate = true,
          .prediction = PredictionLayers::stored,
          .refine = refine};
}

constexpr Family gemma(std::string_view model_type, std::string_view family, LayerNorms norms, QkNorm qk_norm,
                       WindowRule window, void (*refine)(Reading) = nullptr) {
  return {.model_type = model_type,
          .family = family,
          .norms = norms,
          .tied = kTied,
          .qkv_bias = kAttentionBias,
          .attention_output_bias = kAttentionBias,
          .qk_norm = qk_norm,
          .head_dim = 256,
          .window = window,
          .refine = refine};
}

constexpr Family searched_row() {
  Family searched = llama("nemotron-nas", "deci");
  searched.ffn_multiple = 4;  // until the blocks state their own widths
  return refined(searched, readers::nemotron_nas);
}

constexpr Family qwen3_5_moe_row(std::string_view type) {
  return qwen3_hybrid(type, "qwen35moe", Use::always, readers::qwen3_5);
}

constexpr Family gemma3n_row(std::string_view type) {
  return gemma(type, "gemma3n", around, per_head, {.period = 5}, readers::gemma3n);
}

constexpr Family gemma4_row(std::string_view type) {
  Family row = gemma(type, "gemma4", around, per_head, kEverySixth, readers::gemma4);
  row.experts = Use::by_config;
  return row;
}

constexpr Family kLlamaKin[] = {
    llama("llama"),
    llama("mistral"),
    llama("ministral"),
    llama("aquila"),
    llama("Yi"),
    with_experts(llama("mixtral")),
    llama("ministral3", "mistral3"),
    llama("mistral3", "mistral3"),
    refined(llama("mllama_text_model", "mllama"), readers::mllama),
    refined(llama("mllama", "mllama"), readers::mllama),
    searched_row(),
    llama("baichuan", "baichuan"),
    llama("exaone", "exaone"),
    llama_tied("smollm3", "smollm3"),
    llama_tied("granite", "granite"),
    with_experts(llama_tied("granitemoe", "granitemoe")),
    with_experts(llama_tied("granitemoeshared", "granitemoe")),
    {.model_type = "internlm", .family = "llama", .qkv_bias = {true, "bias"}, .attention_output_bias = {true, "bias"}},
    {.model_type = "internlm2",
     .family = "internlm2",
     .qkv_bias = {false, "bias"},
     .attention_output_bias = {false, "bias"}},
    {.model_type = "internlm3",
     .family = "llama",
     .qkv_bias = {false, "qkv_bias"},
     .attention_output_bias = {false, "bias"},
     .ffn_bias = {false, "bias"}},
    {.model_type = "minicpm",
     .family = "minicpm",
     .tied = kTied,
     .rope_table = RopeTable::longrope,
     .qkv_bias = kAttentionBias},
    {.model_type = "minicpm3",
     .family = "minicpm3",
     .tied = kTied,
     .rope_table = RopeTable::longrope,
     .latent = true,
     .latent_cached = false},
    {.model_type = "orion", .family = "orion", .norm_bias = true},
    {.model_type = "arcee", .family = "arcee", .gated = false},
    {.model_type = "apertus", .family = "apertus", .qk_norm = QkNorm::per_head, .gated = false},
    {.model_type = "seed_oss",
     .family = "seed_oss",
     .norms = LayerNorms::before_renamed,
     .qkv_bias = {true, "attention_bias"},
     .attention_output_bias = {false, "attention_out_bias"}},
    {.model_type = "ernie4_5",
     .family = "ernie4_5",
     .tied = kTied,
     .qkv_bias = {false, "use_bias"},
     .attention_output_bias = {false, "use_bias"},
     .ffn_bias = {false, "use_bias"}},
    {.model_type = "hunyuan_v1_dense",
     .family = "hunyuan-dense",
     .tied = kTied,
     .qkv_bias = kAttentionBias,
     .qk_norm = QkNorm::per_head,
     .has_qk_norm = {true, "use_qk_norm"}},
    {.model_type = "muse_glimmer",
     .family = "muse-glimmer",
     .norms = LayerNorms::around_each,
     .qk_norm = QkNorm::per_head,
     .window = {.period = 4},
     .refine = readers::gated_attention},
};

constexpr Family kQwen[] = {
    {.model_type = "qwen", .family = "qwen", .fused_qkv = true, .qkv_bias = kYes, .ffn_divisor = 2},
    qwen2("qwen2", "qwen2"),
    qwen2("mimo", "qwen2"),
    qwen2("qwen2_vl", "qwen2vl"),
    qwen2("qwen2_vl_text", "qwen2vl"),
    qwen2("qwen2_5_vl", "qwen2vl"),
    qwen2("qwen2_5_vl_text", "qwen2vl"),
    qwen2("qwen2_5_omni_text", "qwen2vl"),
    with_experts(qwen2("qwen2_moe", "qwen2moe"), {}, true),
    qwen3("qwen3", "qwen3"),
    qwen3("qwen3_vl", "qwen3vl"),
    qwen3("qwen3_vl_text", "qwen3vl"),
    qwen3("qwen3_moe", "qwen3moe", Use::always),
    qwen3("interns1", "qwen3moe", Use::always),
    qwen3("qwen3_vl_moe", "qwen3vlmoe", Use::always),
    qwen3("qwen3_vl_moe_text", "qwen3vlmoe", Use::always),
    qwen3("qwen3_omni_moe", "qwen3vlmoe", Use::always),
    qwen3("qwen3_omni_moe_text", "qwen3vlmoe", Use::always),
    qwen3_hybrid("qwen3_next", "qwen3next", Use::always, readers::qwen3_next),
    qwen3_hybrid("qwen3_5", "qwen35", Use::never, readers::qwen3_5),
    qwen3_hybrid("qwen3_5_text", "qwen35", Use::never, readers::qwen3_5),
    qwen3_5_moe_row("qwen3_5_moe"),
    qwen3_5_moe_row("qwen3_5_moe_text"),
};

constexpr Family kGemma[] = {
    gemma("gemma", "gemma", LayerNorms::before_each, none, {}),
    gemma("gemma2", "gemma2", around, none, {.period = 2, .fallback_width = 4096}),
    gemma("gemma3", "gemma3", around, per_head, kEverySixth),
    gemma("gemma3_text", "gemma3", around, per_head, kEverySixth),
    gemma3n_row("gemma3n"),
    gemma3n_row("gemma3n_text"),
    gemma4_row("gemma4"),
    gemma4_row("gemma4_text"),
};

}  // namespace

std::span<const Family> llama_kin_rows() { return kLlamaKin; }
std::span<const Family> qwen_rows() { return kQwen; }
std::span<const Family> gemma_rows() { return kGemma; }

}  // namespace canrun::rows
