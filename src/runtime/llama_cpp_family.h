// What does a family's graph do its own way that its layers and tensors do not show?
// Source: ggml-org/llama.cpp v0.5.0 src/models/*.cpp, one file a family.
#pragma once

#include <cstdint>
#include <string_view>

namespace canrun::llama_cpp::graph {

enum class RopeUse : uint8_t { all, none, windowed, three_of_four };
enum class Routing : uint8_t { softmax, sigmoid, softmax_of_chosen };
// When the wanted rows are picked: in the last layer, after it, or after the final norm.
enum class RowsPicked : uint8_t { in_last_layer, after_layers, after_norm };

struct Family {
  std::string_view name;
  bool layer_norm = false;  // LayerNorm, not RMSNorm
  bool scaled_embeddings = false;
  bool scaled_queries = false;
  bool scaled_residuals = false;
  bool scaled_logits = false;
  bool capped_logits = false;
  bool capped_scores = false;
  bool squared = false;         // squared ReLU without a gate
  bool residual_first = false;  // the operands of residual sums the other way round, after the channel mixer
  bool residual_first_mixer = false;
  RopeUse rope = RopeUse::all;
  bool normed_heads = false;  // queries and keys normalised without weights where they are rotated (Llama 4)
  bool tempered = false;      // queries scaled by position where they are not rotated (Llama 4)
  Routing routing = Routing::softmax;
  bool normalised_routing = true;
  bool scaled_routing = false;
  bool weight_before_experts = false;
  bool silu_shared_gate = false;  // the shared expert's gate as silu(x) / x
  RowsPicked rows = RowsPicked::in_last_layer;
  bool repeats_heads = false;      // key heads of the delta rule copied to the number of value heads
  int64_t positions = 1;           // a token: 4 with rotation in several dimensions
  bool norm_placed_first = false;  // the norm before a mixer stands in the graph before anything of the mixer
  bool heads_normed_last = false;  // queries and keys normalised after their rotation
  bool keeps_hidden = false;       // the last hidden state is read back by prediction layers
};

// The row of a family; a plain one for a family that needs none.
const Family& family_named(std::string_view name);

}  // namespace canrun::llama_cpp::graph
