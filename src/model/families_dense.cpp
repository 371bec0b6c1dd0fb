// Sources: the configuration and modelling classes of huggingface/transformers (main, 2026) for what the keys mean;
// ggml-org/llama.cpp v0.5.0 conversion/*.py and src/models/*.cpp for names, fusions and windows.
#include "model/family_readers.h"
#include "model/family_rows.h"

namespace canrun::rows {
namespace {

Family qwen2(std::string_view model_type, std::string_view family) {
  return {.model_type = model_type, .family = family, .qkv_bias = kYes};
}

Family qwen3(std::string_view model_type, std::string_view family, Use experts = Use::never) {
  return {.model_type = model_type,
          .family = family,
          .qkv_bias = kAttentionBias,
          .attention_output_bias = kAttentionBias,
          .qk_norm = QkNorm::per_head,
          .experts = experts};
}

Family qwen3_hybrid(std::string_view model_type, std::string_view family, Use experts, void (*refine)(Reading)) {
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

Family gemma(std::string_view model_type, std::string_view family, LayerNorms norms, QkNorm qk_norm, WindowRule window,
             void (*refine)(Reading) = nullptr) {
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

}  // namespace

void add_llama_kin(std::vector<Family>& rows) {
  for (const std::string_view type : {"llama", "mistral", "ministral", "aquila", "Yi"}) {
    rows.push_back(llama(type));
  }
  rows.push_back(with_experts(llama("mixtral")));
  rows.push_back(llama("ministral3", "mistral3"));
  rows.push_back(llama("mistral3", "mistral3"));
  rows.push_back(refined(llama("mllama_text_model", "mllama"), readers::mllama));
  rows.push_back(refined(llama("mllama", "mllama"), readers::mllama));
  Family searched = llama("nemotron-nas", "deci");
  searched.ffn_multiple = 4;  // until the blocks state their own widths
  rows.push_back(refined(searched, readers::nemotron_nas));
  rows.push_back(llama("baichuan", "baichuan"));
  rows.push_back(llama("exaone", "exaone"));
  rows.push_back(llama_tied("smollm3", "smollm3"));
  rows.push_back(llama_tied("granite", "granite"));
  rows.push_back(with_experts(llama_tied("granitemoe", "granitemoe")));
  rows.push_back(with_experts(llama_tied("granitemoeshared", "granitemoe")));
  rows.push_back({.model_type = "internlm",
                  .family = "llama",
                  .qkv_bias = {true, "bias"},
                  .attention_output_bias = {true, "bias"}});
  rows.push_back({.model_type = "internlm2",
                  .family = "internlm2",
                  .qkv_bias = {false, "bias"},
                  .attention_output_bias = {false, "bias"}});
  rows.push_back({.model_type = "internlm3",
                  .family = "llama",
                  .qkv_bias = {false, "qkv_bias"},
                  .attention_output_bias = {false, "bias"},
                  .ffn_bias = {false, "bias"}});
  rows.push_back({.model_type = "minicpm",
                  .family = "minicpm",
                  .tied = kTied,
                  .rope_table = RopeTable::longrope,
                  .qkv_bias = kAttentionBias});
  rows.push_back({.model_type = "minicpm3",
                  .family = "minicpm3",
                  .tied = kTied,
                  .rope_table = RopeTable::longrope,
                  .latent = true,
                  .latent_cached = false});
  rows.push_back({.model_type = "orion", .family = "orion", .norm_bias = true});
  rows.push_back({.model_type = "arcee", .family = "arcee", .gated = false});
  rows.push_back({.model_type = "apertus", .family = "apertus", .qk_norm = QkNorm::per_head, .gated = false});
  rows.push_back({.model_type = "seed_oss",
                  .family = "seed_oss",
                  .norms = LayerNorms::before_renamed,
                  .qkv_bias = {true, "attention_bias"},
                  .attention_output_bias = {false, "attention_out_bias"}});
  rows.push_back({.model_type = "ernie4_5",
                  .family = "ernie4_5",
                  .tied = kTied,
                  .qkv_bias = {false, "use_bias"},
                  .attention_output_bias = {false, "use_bias"},
                  .ffn_bias = {false, "use_bias"}});
  rows.push_back({.model_type = "hunyuan_v1_dense",
                  .family = "hunyuan-dense",
                  .tied = kTied,
                  .qkv_bias = kAttentionBias,
                  .qk_norm = QkNorm::per_head,
                  .has_qk_norm = {true, "use_qk_norm"}});
  rows.push_back({.model_type = "muse_glimmer",
                  .family = "muse-glimmer",
                  .norms = LayerNorms::around_each,
                  .qk_norm = QkNorm::per_head,
                  .window = {.period = 4},
                  .refine = readers::gated_attention});
}

void add_qwen(std::vector<Family>& rows) {
  rows.push_back({.model_type = "qwen", .family = "qwen", .fused_qkv = true, .qkv_bias = kYes, .ffn_divisor = 2});
  rows.push_back(qwen2("qwen2", "qwen2"));
  rows.push_back(qwen2("mimo", "qwen2"));
  for (const std::string_view type :
       {"qwen2_vl", "qwen2_vl_text", "qwen2_5_vl", "qwen2_5_vl_text", "qwen2_5_omni_text"}) {
    rows.push_back(qwen2(type, "qwen2vl"));
  }
  rows.push_back(with_experts(qwen2("qwen2_moe", "qwen2moe"), {}, true));
  rows.push_back(qwen3("qwen3", "qwen3"));
  rows.push_back(qwen3("qwen3_vl", "qwen3vl"));
  rows.push_back(qwen3("qwen3_vl_text", "qwen3vl"));
  for (const std::string_view type : {"qwen3_moe", "interns1"}) rows.push_back(qwen3(type, "qwen3moe", Use::always));
  for (const std::string_view type : {"qwen3_vl_moe", "qwen3_vl_moe_text", "qwen3_omni_moe", "qwen3_omni_moe_text"}) {
    rows.push_back(qwen3(type, "qwen3vlmoe", Use::always));
  }
  rows.push_back(qwen3_hybrid("qwen3_next", "qwen3next", Use::always, readers::qwen3_next));
  for (const std::string_view type : {"qwen3_5", "qwen3_5_text"}) {
    rows.push_back(qwen3_hybrid(type, "qwen35", Use::never, readers::qwen3_5));
  }
  for (const std::string_view type : {"qwen3_5_moe", "qwen3_5_moe_text"}) {
    rows.push_back(qwen3_hybrid(type, "qwen35moe", Use::always, readers::qwen3_5));
  }
}

void add_gemma(std::vector<Family>& rows) {
  constexpr WindowRule kEverySixth{.period = 6};
  const auto none = QkNorm::none;
  const auto per_head = QkNorm::per_head;
  const auto around = LayerNorms::around_each;
  rows.push_back(gemma("gemma", "gemma", LayerNorms::before_each, none, {}));
  rows.push_back(gemma("gemma2", "gemma2", around, none, {.period = 2, .fallback_width = 4096}));
  for (const std::string_view type : {"gemma3", "gemma3_text"}) {
    rows.push_back(gemma(type, "gemma3", around, per_head, kEverySixth));
  }
  for (const std::string_view type : {"gemma3n", "gemma3n_text"}) {
    rows.push_back(gemma(type, "gemma3n", around, per_head, {.period = 5}, readers::gemma3n));
  }
  for (const std::string_view type : {"gemma4", "gemma4_text"}) {
    Family row = gemma(type, "gemma4", around, per_head, kEverySixth, readers::gemma4);
    row.experts = Use::by_config;
    rows.push_back(row);
  }
}

}  // namespace canrun::rows
