// Sources: the configuration and modelling classes of huggingface/transformers (main, 2026) for what the keys mean;
// ggml-org/llama.cpp v0.5.0 conversion/*.py and src/models/*.cpp for names, fusions and windows.
#include "model/family_readers.h"
#include "model/family_rows.h"

namespace canrun::rows {
namespace {

// GPT-2 and its kin: LayerNorm, biases everywhere, two matrices in the feed-forward.
constexpr Family gpt(std::string_view model_type, std::string_view family) {
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

constexpr Family cohere(std::string_view model_type, std::string_view family, WindowRule window) {
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

constexpr Family gpt2_row() {
  Family gpt2 = gpt("gpt2", "gpt2");
  gpt2.learnt_positions = true;
  return gpt2;
}

constexpr Family bigcode_row() {
  Family bigcode = gpt("gpt_bigcode", "starcoder");
  bigcode.learnt_positions = true;
  return refined(bigcode, readers::gpt_bigcode);
}

constexpr Family neo_row() {
  Family neo = gpt("gpt_neo", "gpt_neo");
  neo.learnt_positions = true;
  neo.fused_qkv = false;
  neo.qkv_bias = {};
  return neo;
}

constexpr Family neox_row() {
  Family neox = gpt("gpt_neox", "gptneox");
  neox.tied = {false, "tie_word_embeddings"};
  neox.qkv_bias = neox.attention_output_bias = {true, "attention_bias"};
  return neox;
}

constexpr Family gptj_row() {
  Family gptj = gpt("gptj", "gptj");
  gptj.norms = LayerNorms::shared;
  gptj.tied = {false, "tie_word_embeddings"};
  gptj.output_bias = kYes;
  gptj.fused_qkv = false;
  gptj.qkv_bias = gptj.attention_output_bias = {};
  return gptj;
}

constexpr Family bloom_row() {
  Family bloom = gpt("bloom", "bloom");
  bloom.embedding_norm = true;
  return bloom;
}

constexpr Family opt_row() {
  Family opt = gpt("opt", "opt");
  opt.learnt_positions = true;
  opt.extra_positions = 2;
  opt.fused_qkv = false;
  return refined(opt, readers::opt);
}

constexpr Family mpt_row() {
  Family mpt = gpt("mpt", "mpt");
  mpt.norm_bias = false;
  mpt.qkv_bias = mpt.attention_output_bias = mpt.ffn_bias = {};
  return mpt;
}

constexpr Family falcon_row() {
  Family falcon = gpt("falcon", "falcon");
  falcon.qkv_bias = falcon.attention_output_bias = falcon.ffn_bias = {false, "bias"};
  return refined(falcon, readers::falcon);
}

constexpr Family starcoder2_row() {
  Family starcoder2 = gpt("starcoder2", "starcoder2");
  starcoder2.fused_qkv = false;
  starcoder2.qkv_bias = starcoder2.attention_output_bias = starcoder2.ffn_bias = {true, "use_bias"};
  return starcoder2;
}

constexpr Family phi_row() {
  Family phi = gpt("phi", "phi2");
  phi.norms = LayerNorms::shared;
  phi.tied = {false, "tie_word_embeddings"};
  phi.output_bias = kYes;
  phi.fused_qkv = false;
  return phi;
}

constexpr Family nemotron_row() {
  Family nemotron = gpt("nemotron", "nemotron");
  nemotron.tied = {false, "tie_word_embeddings"};
  nemotron.fused_qkv = false;
  nemotron.qkv_bias = nemotron.attention_output_bias = kAttentionBias;
  nemotron.ffn_bias = kMlpBias;
  return nemotron;
}

constexpr Family phi3_row(std::string_view type) {
  return {.model_type = type,
          .family = "phi3",
          .rope_table = RopeTable::longrope,
          .fused_qkv = true,
          .fused_gate_up = true};
}

constexpr Family olmo2_row(std::string_view type) {
  return with_window(with_norms(llama(type, "olmo2"), LayerNorms::after_each, QkNorm::full_width), {.period = 4});
}

constexpr Family exaone4_row() {
  Family exaone4 = with_norms(llama("exaone4", "exaone4"), LayerNorms::after_each, QkNorm::per_head);
  exaone4.window = {.period = 4};
  exaone4.prediction = PredictionLayers::stored;
  return exaone4;
}

constexpr Family glm4_row(std::string_view type) {
  return {.model_type = type,
          .family = "glm4",
          .norms = LayerNorms::around_each,
          .qkv_bias = {false, "attention_bias"},
          .fused_gate_up = true,
          .prediction = PredictionLayers::stored};
}

constexpr Family kGpt[] = {
    gpt2_row(), bigcode_row(), neo_row(),    neox_row(),       gptj_row(), bloom_row(),
    opt_row(),  mpt_row(),     falcon_row(), starcoder2_row(), phi_row(),  nemotron_row(),
};

constexpr Family kOtherDense[] = {
    phi3_row("phi3"),
    phi3_row("phi3_v"),
    {.model_type = "phi3small",
     .family = "phi3small",
     .norm_bias = true,
     .tied = kTied,
     .rope_table = RopeTable::none,
     .fused_qkv = true,
     .qkv_bias = kYes,
     .attention_output_bias = kYes,
     .fused_gate_up = true,
     .ffn_bias = kYes},
    {.model_type = "stablelm",
     .family = "stablelm",
     .norm_bias = true,
     .qkv_bias = {false, "use_qkv_bias"},
     .qk_norm = QkNorm::each_head,
     .has_qk_norm = {false, "qk_layernorm"},
     .refine = readers::stablelm},
    {.model_type = "olmo",
     .family = "olmo",
     .norms = LayerNorms::weightless,
     .output_norm = {},
     .qkv_bias = kAttentionBias,
     .attention_output_bias = kAttentionBias},
    olmo2_row("olmo2"),
    olmo2_row("olmo3"),
    exaone4_row(),
    cohere("cohere", "command-r", {}),
    cohere("cohere2", "cohere2", {.period = 4}),
    {.model_type = "chatglm",
     .family = "chatglm",
     .fused_qkv = true,
     .qkv_bias = {true, "add_qkv_bias"},
     .fused_gate_up = true,
     .refine = readers::chatglm},
    {.model_type = "glm",
     .family = "chatglm",
     .qkv_bias = {true, "attention_bias", "add_qkv_bias"},
     .fused_gate_up = true},
    glm4_row("glm4"),
    glm4_row("glm4v"),
    glm4_row("glm4v_text"),
    refined(gpt("glm130b", "glm130b"), readers::glm130b),
};

}  // namespace

std::span<const Family> gpt_rows() { return kGpt; }
std::span<const Family> other_dense_rows() { return kOtherDense; }

}  // namespace canrun::rows
