// What does a model family do its own way? One row of traits for each `model_type`; what a row cannot say is a reader
// function that the row names.
#pragma once

#include <array>
#include <string_view>

#include "model/architecture.h"
#include "model/config_reader.h"

namespace canrun {

// Which norms of hidden width stand in a layer, by their GGUF names.
enum class LayerNorms : uint8_t {
  before_each,     // attn_norm, ffn_norm
  before_renamed,  // the same places, the second named post_attention_norm
  around_each,     // attn_norm, post_attention_norm, ffn_norm, post_ffw_norm
  after_each,      // post_attention_norm, post_ffw_norm
  shared,          // attn_norm for both mixers
  shared_pair,     // attn_norm, attn_norm_2: both before attention, one for each mixer
  outer_pair,      // attn_norm, attn_output_norm
  grok,            // attn_norm, attn_output_norm, ffn_norm, layer_output_norm
  three,           // attn_norm, ffn_norm, ffn_norm_exps
  suffixless,      // attn_norm, and ffn_norm without ".weight" (Falcon-H1)
  weightless,      // normalised without a weight (OLMo)
};

// Which layers see a window only, where the config has no list of its own. period 0: llama.cpp ignores the window.
struct WindowRule {
  int64_t period = 0;  // one layer in so many sees everything: the last, or the first
  bool full_first = false;
  int64_t fixed_width = 0;  // whatever the config says (Llama 4)
  int64_t fallback_width = 0;
};

enum class Use : uint8_t { never, always, by_config };
// Multi-token-prediction layers in the GGUF file: left out by the converter; stored like the last layer, with a dense
// mixer instead of its experts, or with their own copies of embedding and output matrix.
enum class PredictionLayers : uint8_t { dropped, stored, stored_dense, stored_with_embeddings };
// Tables of rope frequencies that the converter derives from rope_scaling.
enum class RopeTable : uint8_t { none, llama3, longrope };

struct Family;

// What a reader function works on.
struct Reading {
  ConfigReader& config;
  const Family& family;
  Architecture& architecture;
};

struct Family {
  std::string_view model_type;
  std::string_view family;  // llama.cpp's name, the model_type itself where llama.cpp has none

  LayerNorms norms = LayerNorms::before_each;
  bool norm_bias = false;
  std::string_view output_norm = "output_norm.weight";  // empty: none

  Flag tied{false, "tie_word_embeddings"};
  Flag output_bias{};
  bool learnt_positions = false;
  int64_t extra_positions = 0;  // rows of the position table beyond the context
  bool embedding_norm = false;
  RopeTable rope_table = RopeTable::llama3;

  Use attention = Use::always;
  bool latent = false;  // MLA where the config has kv_lora_rank
  bool latent_cached = true;
  bool fused_qkv = false;
  Flag qkv_bias{};
  Flag attention_output_bias{};
  QkNorm qk_norm = QkNorm::none;
  Flag has_qk_norm{true};
  bool qk_norm_bias = false;
  bool output_gate = false;
  bool sinks = false;
  int64_t head_dim = 0;  // where the config has none; 0: hidden / heads
  WindowRule window{};

  Use dense = Use::always;  // a dense mixer in the layers without experts
  bool gated = true;
  bool fused_gate_up = false;
  Flag ffn_bias{};
  int64_t ffn_multiple = 0;  // of the hidden width, where the config states no width
  int64_t ffn_divisor = 1;   // of the width that the config states (Qwen 1 states both halves together)

  Use experts = Use::never;
  bool experts_fused = false;
  bool experts_gated = true;
  bool expert_bias = false;
  bool shared_gate = false;
  Flag router_bias{};

  PredictionLayers prediction = PredictionLayers::dropped;

  // Changes what the plain reading made; nullptr: nothing to change.
  void (*refine)(Reading reading) = nullptr;
};

// The row of a model_type; nullptr when there is none.
const Family* family_of(std::string_view model_type);

}  // namespace canrun
