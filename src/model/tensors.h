// Which weights does this model have? Every tensor with its GGUF name, shape, role and layer, as llama.cpp's
// converter writes them: names and shapes decide the bytes, and the mixture rules ask for both.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "model/architecture.h"

namespace canrun {

enum class Role : uint8_t {
  token_embedding,      // token_embd.weight
  per_layer_embedding,  // per_layer_token_embd.weight: stays on the host
  position_embedding,
  output,               // output.weight; absent when tied
  norm,                 // any one-dimensional norm weight or bias
  attention_q,
  attention_k,
  attention_v,
  attention_qkv,
  attention_output,
  attention_latent,     // MLA compressions and decompressions
  attention_other,      // biases, sinks, gates
  recurrence,
  router,
  expert_gate,
  expert_up,
  expert_down,
  expert_gate_up,
  ffn_gate,             // dense and shared experts
  ffn_up,
  ffn_down,
  other,
};

constexpr bool is_routed_expert(Role role) {
  return role == Role::expert_gate || role == Role::expert_up || role == Role::expert_down ||
         role == Role::expert_gate_up;
}

struct Tensor {
  std::string_view name;             // "attn_q.weight" within a layer, "token_embd.weight" outside; static storage
  int32_t layer = -1;                // -1: outside the layers
  Role role = Role::other;
  std::array<int64_t, 4> shape{1, 1, 1, 1};   // shape[0] is the row length (ggml order)
  bool parameter = true;             // false: derived by the converter (rope_freqs), not counted as parameters

  [[nodiscard]] constexpr int64_t elements() const { return shape[0] * shape[1] * shape[2] * shape[3]; }
  [[nodiscard]] constexpr int64_t rows() const { return shape[1] * shape[2] * shape[3]; }
};

// All tensors in the order of the file: outside the layers first, then layer by layer.
std::vector<Tensor> tensors_of(const Architecture& architecture);

// Parameters of the text model, without multi-token-prediction layers and derived tensors.
int64_t parameter_count(const Architecture& architecture, const std::vector<Tensor>& tensors);

// Parameters that one token uses: everything but the routed experts, and of those the share that the router picks.
int64_t active_parameter_count(const Architecture& architecture, const std::vector<Tensor>& tensors);

}  // namespace canrun
