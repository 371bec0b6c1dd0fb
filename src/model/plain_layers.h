// How do most families make a layer? One attention and one feed-forward or expert mixer, from the row of traits; the
// readers of the exceptions use the same pieces.
#pragma once

#include "model/families.h"

namespace canrun {

// What every attention layer of a model starts from.
struct Heads {
  int64_t heads = 0;
  int64_t kv_heads = 0;
  int64_t head_dim = 0;
};
Heads heads_of(Reading reading);

// Without window and cache sharing.
Attention attention_of(Reading reading);
// One dense mixer for each layer, of the width that the config states for it.
std::vector<DenseMixer> dense_of(Reading reading);
// One expert mixer for each layer; empty when the family has no experts or the config states none.
std::vector<ExpertMixer> experts_of(Reading reading);
// Which layers hold experts, from whichever of the many keys the config has.
std::vector<bool> expert_layers_of(Reading reading);
// The window of each layer in tokens; 0: none.
std::vector<int64_t> windows_of(Reading reading);

// The names of the hidden-width norms of one layer, with their biases where the family has them.
void add_norms(Layer& layer, LayerNorms norms, bool bias, int64_t hidden);
void add_own(std::vector<Tensor>& own, std::string_view name, Role role, int64_t row, int64_t rows = 1,
             int64_t matrices = 1);

// Every layer of a plain model, multi-token-prediction layers aside.
void add_plain_layers(Reading reading);
// The stored multi-token-prediction layers: the last layer again, with what joins it to the model.
void add_prediction_layers(Reading reading);
// What joins a multi-token-prediction layer to the model (DeepSeek-V3, arXiv:2412.19437, section 2.2).
void add_prediction_tensors(Layer& layer, const Architecture& architecture, bool with_embeddings);

}  // namespace canrun
