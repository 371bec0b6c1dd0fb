// What is a tensor to the quantizer? It asks for names and shapes only, so that a tensor read from a file is treated
// like one that was derived from a config.
// Source: ggml-org/llama.cpp v0.5.0 src/llama-quant.cpp:104-368, conversion/base.py:1045-1085.
#pragma once

#include <array>
#include <cstdint>

#include "model/tensor.h"

namespace canrun {

enum class TensorKind : uint8_t {
  output,
  token_embedding,  // per_layer_token_embd too
  query,
  key,
  value,  // also matrices that hold values among other things: fused QKV, the decompression of latent KV
  attention_output,
  ffn_up,    // dense, shared and routed experts alike, as for the next two
  ffn_gate,  // a fused gate and up matrix too
  ffn_down,
  other,
};

// What the name alone says.
struct NamedKind {
  TensorKind kind = TensorKind::other;
  bool quantisable = false;  // the quantizer takes it, if it has two dimensions at least
  bool full_width = false;   // the converter writes it in 32 bits whatever the file type
};

NamedKind named_kind(const Tensor& tensor);

// Remembers the answers for a model, whose layers repeat a few dozen names.
class NamedKinds {
 public:
  const NamedKind& of(const Tensor& tensor);

 private:
  struct Entry {
    std::string_view name;
    bool in_layer = false;
    NamedKind kind;
  };
  std::array<Entry, 256> entries_;
};

// Without the trailing ones: llama.cpp quantizes matrices, and keeps what has one dimension in 32 bits.
constexpr int dimensions(const Tensor& tensor) {
  int count = 4;
  while (count > 1 && tensor.shape[static_cast<size_t>(count - 1)] == 1) --count;
  return count;
}

}  // namespace canrun
