// Sources: the configuration and modelling classes of huggingface/transformers (main, 2026) for what the keys mean;
// ggml-org/llama.cpp v0.5.0 conversion/*.py and src/models/*.cpp for names, fusions and windows.
#include "model/family_readers.h"
#include "model/family_rows.h"

namespace canrun::rows {
namespace {

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

}  // namespace

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
  for (const std::string_view type : {"phi3", "phi3_v"}) {
    rows.push_back({.model_type = type,
                    .family = "phi3",
                    .rope_table = RopeTable::longrope,
                    .fused_qkv = true,
                    .fused_gate_up = true});
  }
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

}  // namespace canrun::rows
