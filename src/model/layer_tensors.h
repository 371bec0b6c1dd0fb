// Which tensors does one layer store? The standard ones of each mixer; what only one family has stands in Layer::own.
#pragma once

#include <vector>

#include "model/architecture.h"
#include "model/tensor.h"

namespace canrun {

// Appends to a growing list; every tensor of one layer gets its index.
class LayerTensors {
 public:
  LayerTensors(const Architecture& architecture, int32_t layer, std::vector<Tensor>& tensors)
      : architecture_(architecture), layer_(layer), tensors_(tensors) {}

  void add_layer(const Layer& layer);

 private:
  void add(std::string_view name, Role role, int64_t row, int64_t rows = 1, int64_t matrices = 1);
  void add_attention(const Attention& attention);
  void add_attention_projections(const Attention& attention);
  void add_attention_norms(const Attention& attention);
  void add_latent_attention(const Attention& attention, const LatentAttention& latent);
  void add_recurrence(const Recurrence& recurrence);
  void add_mamba(const Recurrence& recurrence);
  void add_mamba2(const Recurrence& recurrence);
  void add_gated_delta(const Recurrence& recurrence);
  void add_kimi_delta(const Recurrence& recurrence);
  void add_lightning(const Recurrence& recurrence);
  void add_short_convolution(const Recurrence& recurrence);
  void add_dense(const DenseMixer& dense);
  void add_experts(const ExpertMixer& experts);
  void add_shared_expert(const ExpertMixer& experts);
  void add_per_layer_embedding();

  const Architecture& architecture_;
  int32_t layer_;
  std::vector<Tensor>& tensors_;
};

}  // namespace canrun
