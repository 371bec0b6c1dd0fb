// What is this model made of? A list of layers, each a token mixer and a channel mixer, and what stands around them.
//
// Everything downstream sees this list and the list of tensors (tensors.h); a new model family is a new reader of its
// config, never a new branch in the maths. All sizes are counts of elements unless a name says otherwise.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/tensor.h"

namespace canrun {

// How query and key vectors are normalised before attention: one weight of head width for all heads, one as wide as
// all heads together, or one of head width for each head.
enum class QkNorm : uint8_t { none, per_head, full_width, each_head };

// Multi-head latent attention (DeepSeek-V2, arXiv:2405.04434, eq. 9 to 19): one compressed vector a token is cached.
struct LatentAttention {
  int64_t q_rank = 0;     // 0: queries are not compressed
  int64_t kv_rank = 0;    // width of the cached latent
  int64_t rope_dim = 0;   // width of the cached rotary key, shared by all heads
  int64_t nope_dim = 0;   // per head, without position
  int64_t value_dim = 0;  // per head
  // false: llama.cpp stores decompressed keys and values for this family (MiniCPM3); the cache is then that of MHA.
  bool cached = true;
};

// Softmax attention: MHA (kv_heads == heads), GQA, MQA (kv_heads == 1), or MLA when `latent` is set: then key_dim and
// value_dim are those of the decompressed heads, and kv_heads is 1 when the latent is what is cached.
struct Attention {
  int64_t heads = 0;
  int64_t kv_heads = 0;
  int64_t key_dim = 0;    // per head
  int64_t value_dim = 0;  // per head
  int64_t window = 0;     // tokens seen; 0: all of them
  std::optional<LatentAttention> latent;
  int64_t cache_of_layer = -1;  // the layer whose cache this one reads; -1: it owns a cache
  int64_t index_dim = 0;        // sparse attention: width of the indexer's key, cached beside; 0: none
  QkNorm qk_norm = QkNorm::none;
  bool qk_norm_bias = false;
  bool q_bias = false, k_bias = false, v_bias = false, output_bias = false;
  bool fused_qkv = false;     // one tensor attn_qkv instead of three
  bool output_gate = false;   // queries carry a gate of equal width (Qwen3-Next)
  bool sinks = false;         // one learnt logit a head (gpt-oss)
  bool value_is_key = false;  // one projection serves both

  [[nodiscard]] bool owns_cache() const { return cache_of_layer < 0; }
};

// A mixer with a state of fixed size instead of a cache that grows.
struct Recurrence {
  enum class Kind : uint8_t { mamba, mamba2, gated_delta, short_convolution, kimi_delta, lightning };
  Kind kind = Kind::mamba;
  int64_t inner = 0;        // d_inner; short convolution: hidden size
  int64_t state = 0;        // d_state
  int64_t convolution = 0;  // kernel length
  int64_t groups = 0;
  int64_t heads = 0;  // value heads / SSM heads; Mamba 1: dt rank
  // Elements of f32 that one sequence keeps for this layer.
  int64_t convolution_state = 0;
  int64_t recurrent_state = 0;
  bool convolution_bias = true;  // Mamba
  bool output_norm = true;       // Mamba 2: a norm per group before the output projection
};

struct DenseMixer {
  int64_t width = 0;
  bool gated = true;  // gate and up projections (SwiGLU, GeGLU)
  bool fused_gate_up = false;
  bool bias = false;
};

struct ExpertMixer {
  int64_t experts = 0;
  int64_t used = 0;          // routed experts a token
  int64_t width = 0;         // of one expert
  int64_t shared_width = 0;  // of all shared experts together; 0: none
  bool gated = true;
  bool shared_gate = false;  // a learnt gate on the shared expert (Qwen MoE)
  bool router_bias = false;  // selection bias, exp_probs_b
  bool bias = false;
  int64_t latent = 0;  // experts work on a projection of this width (among the layer's own); 0: on the hidden width
  bool fused_gate_up = false;
};

struct Layer {
  std::optional<Attention> attention;
  std::optional<Recurrence> recurrence;  // Falcon-H1 has both in one layer
  std::optional<DenseMixer> dense;       // may stand beside experts (Arctic)
  std::optional<ExpertMixer> experts;
  int64_t norms = 2;  // of hidden width
  bool norm_bias = false;
  bool multi_token_prediction = false;  // stored in the file, not loaded for plain inference
  std::vector<Tensor> own;              // norms and what else this layer stores beside its mixers; `layer` unset
};

// What a family does its own way around the layers; the tensor list is generated from it.
struct Architecture {
  std::string family;      // llama.cpp's architecture name ("llama", "qwen3moe", ...): mixture and graph rules ask it
  std::string model_type;  // as in config.json
  int64_t hidden = 0;
  int64_t vocabulary = 0;       // rows of the embedding
  int64_t trained_context = 0;  // tokens; 0: not stated
  int64_t embedding_width = 0;  // of the token embedding where it is projected to the hidden width; 0: hidden
  bool tied_embeddings = false;
  bool output_bias = false;
  bool learnt_positions = false;  // an absolute position table of trained_context rows
  bool embedding_norm = false;
  bool rope_factors = false;        // a table of rope frequency factors is stored as tensor(s)
  int64_t per_layer_embedding = 0;  // Gemma 3n: width per layer; 0: none
  int64_t per_layer_vocabulary = 0;
  std::vector<Layer> layers;
  std::vector<Tensor> own;  // outside the layers: the output norm, rope tables, ...

  [[nodiscard]] int64_t layer_count() const { return static_cast<int64_t>(layers.size()); }
};

}  // namespace canrun
