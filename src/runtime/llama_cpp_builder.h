// Builds llama.cpp's graph of a model from its layers and tensors.
// Source: ggml-org/llama.cpp v0.5.0 src/llama-graph.cpp and src/models/*.cpp; the order of tensors is theirs because
// the allocator depends on it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/architecture.h"
#include "model/tensor.h"
#include "plan/plan.h"
#include "runtime/llama_cpp.h"
#include "runtime/llama_cpp_family.h"
#include "runtime/llama_cpp_graph.h"

namespace canrun::llama_cpp::graph {

// What the graph is built of; everything outlives the builder. Tensors stand in the order of tensors_of().
struct Model {
  const Architecture& architecture;
  const std::vector<Tensor>& tensors;
  const std::vector<GgmlType>& types;
  const LlamaCppSettings& settings;
  const Plan& plan;
  const CacheShape& shape;
};

class Builder {
 public:
  Builder(const Model& model, Graph& graph);
  // The graph of a whole prompt batch through these layers (indices in rising order, the last one among them).
  void build(const std::vector<size_t>& layers);

 private:
  // Inputs of one cache: layers with a window have another than layers that see everything.
  struct CacheInputs {
    bool made = false;
    Id key_rows = kNone, value_rows = kNone, mask = kNone, key_rotation = kNone, value_rotation = kNone;
  };
  struct Cache {
    Id key = kNone, value = kNone;
  };
  struct States {
    Id convolution = kNone, recurrent = kNone;
  };
  struct Heads {
    Id query = kNone, key = kNone, value = kNone;
  };

  // llama_cpp_builder.cpp: what surrounds the layers, weights, norms, dense mixers.
  Id embeddings();
  void output(Id hidden);
  Id output_rows(Id hidden);
  [[nodiscard]] Id weight(std::string_view name, std::string_view suffix = ".weight");
  [[nodiscard]] Id global(std::string_view name, std::string_view suffix = ".weight");
  [[nodiscard]] Id placed(size_t tensor, int buffer);
  [[nodiscard]] bool has(std::string_view name, std::string_view suffix = ".weight") const;
  Id unary(Id a) { return graph_.like(Op::unary, a); }
  Id scale(Id a) { return graph_.like(Op::scale, a); }
  Id plus(Id a, Id b) { return graph_.like(Op::add, a, b); }
  Id times(Id a, Id b) { return graph_.like(Op::mul, a, b); }
  Id plus_if(Id a, Id bias) { return bias == kNone ? a : plus(a, bias); }
  Id plain_norm(Id a);
  Id norm(Id a, std::string_view name);
  Id norm_by(Id a, Id weight, Id bias);
  Id dense(Id hidden, bool gated, std::string_view gate, std::string_view up, std::string_view down);

  // llama_cpp_layers.cpp: one layer as a whole.
  Id layer(Id hidden);
  Id mixed(Id normed);
  Id channel(Id normed);
  Id residual_layer(Id hidden, Id mixed, Id normed);
  Id two_mixers(Id hidden);
  [[nodiscard]] bool selects_rows() const;

  // llama_cpp_attention.cpp
  Id attention(Id normed);
  Id gated_attention(Id normed);
  Id latent_attention(Id normed);
  Id absorbed(const LatentAttention& latent, Id queries, Id compressed, Id key_rope);
  Id decompressed(const LatentAttention& latent, Id queries, Id compressed, Id key_rope);
  Heads projections(Id normed);
  Id headed(Id a, int64_t width, int64_t heads);
  void norm_heads(Heads& heads);
  Id rope(Id a);
  Id attend(Heads heads, Id absorbed_value);
  Id scores(Id query, Id key, Id value, Id absorbed_value, const CacheInputs& inputs);
  void store_key(Id key, Id cache, Id rows);
  void store_value(Id value, Id cache, Id rows);
  Id cached_key(Id cache, int64_t width, int64_t heads, int64_t cells);
  Id cached_value(Id cache, int64_t width, int64_t heads, int64_t cells);
  Id rotated(Id a, Id rotation);
  const CacheInputs& cache_inputs();
  const Cache& cache();

  // llama_cpp_experts.cpp
  Id experts(Id hidden);
  Id routed(Id hidden, Id routed_input);
  Id expert_weights(Id hidden, Id& chosen);
  Id expert_bias(Id a, std::string_view name, Id chosen);
  Id shared_expert(Id hidden, Id sum);

  // llama_cpp_recurrence.cpp
  Id recurrence(Id normed);
  Id mamba(Id normed);
  Id mamba2(Id normed);
  Id gated_delta(Id normed);
  Id delta_rule(Id convolved, Id gate, Id beta, Id states);
  Id short_convolution(Id normed);
  Id convolve(Id states, Id input, int64_t channels);
  Id states_of(Id cache);
  template <class Rows>
  Id states_of(Id cache, Rows rows);
  const States& states();
  [[nodiscard]] Shape by_sequence(int64_t width) const { return {width, sequence_tokens_, sequences_, 1}; }

  // llama_cpp_gemma3n.cpp
  Id stacked_embeddings(Id hidden);
  Id per_layer_inputs(Id hidden);
  Id stacked_layer(Id stacked);
  Id unstacked(Id stacked);
  Id magnitude(Id a);
  Id slice(Id stacked, int64_t width);
  Id predicted(Id stacked);
  Id corrected(Id predictions, Id active);
  Id modalities(Id a);
  Id sparse_gate(Id gate);

  const Model& model_;
  const Family& family_;
  Graph& graph_;
  int64_t tokens_, sequences_, sequence_tokens_, rows_;
  Id positions_ = kNone, temperatures_ = kNone, output_ids_ = kNone, state_ids_ = kNone, no_state_ids_ = kNone,
     per_layer_ = kNone;
  std::array<CacheInputs, 2> cache_inputs_;
  std::vector<Cache> caches_;
  std::vector<States> states_;
  std::vector<size_t> first_tensor_;            // of each layer, and the end
  std::vector<std::pair<size_t, Id>> weights_;  // by tensor, those of this layer and of no layer

  size_t at_ = 0;  // the layer being built
  bool last_ = false;
  const Layer* layer_ = nullptr;
  int buffer_ = 0;  // of its weights
};

}  // namespace canrun::llama_cpp::graph
