// Sources: the configuration and modelling classes of huggingface/transformers (main, 2026) for what the keys mean;
// ggml-org/llama.cpp v0.5.0 conversion/*.py and src/models/*.cpp for names, fusions and windows.
#include "model/families.h"

#include <algorithm>
#include <vector>

#include "model/family_readers.h"
#include "model/hf_config.h"

namespace canrun {
namespace {

constexpr Flag kYes{true};
constexpr Flag kAttentionBias{false, "attention_bias"};
constexpr Flag kMlpBias{false, "mlp_bias"};
constexpr Flag kTied{true, "tie_word_embeddings"};

// Llama and what is read like it.
Family llama(std::string_view model_type, std::string_view family = "llama") {
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

// GPT-2 and its kin: LayerNorm, biases everywhere, two matrices in the feed-forward.
Family gpt(std::string_view model_type, std::string_view family) {
  return {.model_type = model_type,
          .family = family,
          .norm_bias = true,
          .tied = kTied,
          .rope_table = RopeTable::none,
          .fused_qkv = true,
          .qkv_bias = kYes,
          .attention_output_bias = kYes,
          .gated = false,
          .ffn_bias = kYes,
          .ffn_multiple = 4};
}

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

// Latent attention over experts: DeepSeek-V2 and after.
Family deepseek(std::string_view model_type, Flag router_bias, std::string_view family = "deepseek2",
                PredictionLayers prediction = PredictionLayers::dropped, void (*refine)(Reading) = nullptr) {
  return {.model_type = model_type,
          .family = family,
          .latent = true,
          .experts = Use::by_config,
          .router_bias = router_bias,
          .prediction = prediction,
          .refine = refine};
}

Family cohere(std::string_view model_type, std::string_view family, WindowRule window) {
  return {.model_type = model_type,
          .family = family,
          .norms = LayerNorms::shared,
          .tied = kTied,
          .qkv_bias = kAttentionBias,
          .attention_output_bias = kAttentionBias,
          .qk_norm = QkNorm::each_head,
          .has_qk_norm = {false, "use_qk_norm"},
          .window = window};
}

Family with_experts(Family row, Flag router_bias = {}, bool shared_gate = false) {
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
  row.attention = Use::never;
  row.dense = Use::never;
  row.rope_table = RopeTable::none;
  return row;
}

void add_llama_kin(std::vector<Family>& rows) {
  for (const std::string_view type : {"llama", "mistral", "ministral", "aquila", "Yi"}) {
    rows.push_back(llama(type));
  }
  rows.push_back(with_experts(llama("mixtral")));
  rows.push_back(llama("ministral3", "mistral3"));
  rows.push_back(llama("mistral3", "mistral3"));
  rows.push_back(refined(llama("mllama_text_model", "mllama"), readers::mllama));
  rows.push_back(refined(llama("mllama", "mllama"), readers::mllama));
  rows.push_back(refined(llama("nemotron-nas", "deci"), readers::nemotron_nas));
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
  for (const std::string_view type : {"qwen2_vl", "qwen2_vl_text", "qwen2_5_vl", "qwen2_5_vl_text"}) {
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

void add_gpt(std::vector<Family>& rows) {
  Family gpt2 = gpt("gpt2", "gpt2");
  gpt2.learnt_positions = true;
  rows.push_back(gpt2);
  Family bigcode = gpt("gpt_bigcode", "starcoder");
  bigcode.learnt_positions = true;
  rows.push_back(refined(bigcode, readers::gpt_bigcode));
  Family neo = gpt("gpt_neo", "gpt_neo");
  neo.learnt_positions = true;
  neo.fused_qkv = false;
  neo.qkv_bias = {};
  rows.push_back(neo);
  Family neox = gpt("gpt_neox", "gptneox");
  neox.tied = {false, "tie_word_embeddings"};
  neox.qkv_bias = neox.attention_output_bias = {true, "attention_bias"};
  rows.push_back(neox);
  Family gptj = gpt("gptj", "gptj");
  gptj.norms = LayerNorms::shared;
  gptj.tied = {false, "tie_word_embeddings"};
  gptj.output_bias = kYes;
  gptj.fused_qkv = false;
  gptj.qkv_bias = gptj.attention_output_bias = {};
  rows.push_back(gptj);
  Family bloom = gpt("bloom", "bloom");
  bloom.embedding_norm = true;
  rows.push_back(bloom);
  Family opt = gpt("opt", "opt");
  opt.learnt_positions = true;
  opt.extra_positions = 2;
  opt.fused_qkv = false;
  rows.push_back(refined(opt, readers::opt));
  Family mpt = gpt("mpt", "mpt");
  mpt.norm_bias = false;
  mpt.qkv_bias = mpt.attention_output_bias = mpt.ffn_bias = {};
  rows.push_back(mpt);
  Family falcon = gpt("falcon", "falcon");
  falcon.qkv_bias = falcon.attention_output_bias = falcon.ffn_bias = {false, "bias"};
  rows.push_back(refined(falcon, readers::falcon));
  Family starcoder2 = gpt("starcoder2", "starcoder2");
  starcoder2.fused_qkv = false;
  starcoder2.qkv_bias = starcoder2.attention_output_bias = starcoder2.ffn_bias = {true, "use_bias"};
  rows.push_back(starcoder2);
  Family phi = gpt("phi", "phi2");
  phi.norms = LayerNorms::shared;
  phi.tied = {false, "tie_word_embeddings"};
  phi.output_bias = kYes;
  phi.fused_qkv = false;
  rows.push_back(phi);
  Family nemotron = gpt("nemotron", "nemotron");
  nemotron.tied = {false, "tie_word_embeddings"};
  nemotron.fused_qkv = false;
  nemotron.qkv_bias = nemotron.attention_output_bias = kAttentionBias;
  nemotron.ffn_bias = kMlpBias;
  rows.push_back(nemotron);
}

void add_other_dense(std::vector<Family>& rows) {
  rows.push_back({.model_type = "phi3",
                  .family = "phi3",
                  .rope_table = RopeTable::longrope,
                  .fused_qkv = true,
                  .fused_gate_up = true});
  rows.push_back({.model_type = "phi3small",
                  .family = "phi3small",
                  .norm_bias = true,
                  .tied = kTied,
                  .rope_table = RopeTable::none,
                  .fused_qkv = true,
                  .qkv_bias = kYes,
                  .attention_output_bias = kYes,
                  .fused_gate_up = true,
                  .ffn_bias = kYes});
  rows.push_back({.model_type = "stablelm",
                  .family = "stablelm",
                  .norm_bias = true,
                  .qkv_bias = {false, "use_qkv_bias"},
                  .qk_norm = QkNorm::each_head,
                  .has_qk_norm = {false, "qk_layernorm"},
                  .refine = readers::stablelm});
  rows.push_back({.model_type = "olmo",
                  .family = "olmo",
                  .norms = LayerNorms::weightless,
                  .output_norm = {},
                  .qkv_bias = kAttentionBias,
                  .attention_output_bias = kAttentionBias});
  for (const std::string_view type : {"olmo2", "olmo3"}) {
    rows.push_back(
        with_window(with_norms(llama(type, "olmo2"), LayerNorms::after_each, QkNorm::full_width), {.period = 4}));
  }
  Family exaone4 = with_norms(llama("exaone4", "exaone4"), LayerNorms::after_each, QkNorm::per_head);
  exaone4.window = {.period = 4};
  exaone4.prediction = PredictionLayers::stored;
  rows.push_back(exaone4);
  rows.push_back(cohere("cohere", "command-r", {}));
  rows.push_back(cohere("cohere2", "cohere2", {.period = 4}));
  rows.push_back({.model_type = "chatglm",
                  .family = "chatglm",
                  .fused_qkv = true,
                  .qkv_bias = {true, "add_qkv_bias"},
                  .fused_gate_up = true,
                  .refine = readers::chatglm});
  rows.push_back({.model_type = "glm",
                  .family = "chatglm",
                  .qkv_bias = {true, "attention_bias", "add_qkv_bias"},
                  .fused_gate_up = true});
  for (const std::string_view type : {"glm4", "glm4v", "glm4v_text"}) {
    rows.push_back({.model_type = type,
                    .family = "glm4",
                    .norms = LayerNorms::around_each,
                    .qkv_bias = {false, "attention_bias"},
                    .fused_gate_up = true,
                    .prediction = PredictionLayers::stored});
  }
  Family glm130b = gpt("glm130b", "glm130b");
  rows.push_back(refined(glm130b, readers::glm130b));
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
                  .prediction = PredictionLayers::stored});
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
  rows.push_back({.model_type = "mimo_v2_flash",
                  .family = "mimo2",
                  .experts = Use::always,
                  .router_bias = kYes,
                  .refine = readers::mimo_v2});
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

std::vector<Family> every_family() {
  std::vector<Family> rows;
  add_llama_kin(rows);
  add_qwen(rows);
  add_gemma(rows);
  add_gpt(rows);
  add_other_dense(rows);
  add_recurrent(rows);
  add_sparse(rows);
  std::sort(rows.begin(), rows.end(), [](const Family& a, const Family& b) { return a.model_type < b.model_type; });
  return rows;
}

const std::vector<Family>& families() {
  static const std::vector<Family> rows = every_family();
  return rows;
}

}  // namespace

const Family* family_of(std::string_view model_type) {
  const auto& rows = families();
  const auto row = std::lower_bound(rows.begin(), rows.end(), model_type,
                                    [](const Family& a, std::string_view type) { return a.model_type < type; });
  return row != rows.end() && row->model_type == model_type ? &*row : nullptr;
}

const std::vector<std::string_view>& known_model_types() {
  static const std::vector<std::string_view> types = [] {
    std::vector<std::string_view> names;
    for (const Family& row : families()) names.push_back(row.model_type);
    return names;
  }();
  return types;
}

}  // namespace canrun
