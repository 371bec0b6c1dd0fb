// What is one weight? Its GGUF name, shape, role and layer.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace canrun {

enum class Role : uint8_t {
  token_embedding,      // token_embd.weight
  per_layer_embedding,  // per_layer_token_embd.weight: stays on the host
  position_embedding,
  output,  // output.weight; absent when tied
  norm,    // any one-dimensional norm weight or bias
  attention_q,
  attention_k,
  attention_v,
  attention_qkv,
  attention_output,
  attention_latent,  // MLA compressions and decompressions
  attention_other,   // biases, sinks, gates
  recurrence,
  router,
  expert_gate,
  expert_up,
  expert_down,
  expert_gate_up,
  ffn_gate,  // dense and shared experts
  ffn_up,
  ffn_down,
  other,
};

constexpr bool is_routed_expert(Role role) {
  return role == Role::expert_gate || role == Role::expert_up || role == Role::expert_down ||
         role == Role::expert_gate_up;
}

struct Tensor {
  std::string_view name;  // "attn_q.weight" within a layer, "token_embd.weight" outside; static storage
  int32_t layer = -1;     // -1: outside the layers
  Role role = Role::other;
  std::array<int64_t, 4> shape{1, 1, 1, 1};  // shape[0] is the row length (ggml order)
  bool parameter = true;                     // false: derived by the converter (rope_freqs), not counted as parameters

  [[nodiscard]] constexpr int64_t elements() const { return shape[0] * shape[1] * shape[2] * shape[3]; }
  [[nodiscard]] constexpr int64_t rows() const { return shape[1] * shape[2] * shape[3]; }
};

}  // namespace canrun
