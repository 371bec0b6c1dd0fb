#include "model/tensors.h"

#include "model/layer_tensors.h"

namespace canrun {
namespace {

void add(std::vector<Tensor>& tensors, std::string_view name, Role role, int64_t row, int64_t rows = 1) {
  tensors.push_back({name, -1, role, {row, rows, 1, 1}, true});
}

void add_embeddings(const Architecture& architecture, std::vector<Tensor>& tensors) {
  const int64_t width = architecture.embedding_width > 0 ? architecture.embedding_width : architecture.hidden;
  add(tensors, "token_embd.weight", Role::token_embedding, width, architecture.vocabulary);
  if (architecture.embedding_norm) {
    add(tensors, "token_embd_norm.weight", Role::norm, architecture.hidden);
    add(tensors, "token_embd_norm.bias", Role::norm, architecture.hidden);
  }
  if (architecture.learnt_positions) {
    add(tensors, "position_embd.weight", Role::position_embedding, architecture.hidden, architecture.trained_context);
  }
  if (architecture.per_layer_embedding > 0) {
    const int64_t all_layers = architecture.per_layer_embedding * architecture.layer_count();
    add(tensors, "per_layer_token_embd.weight", Role::per_layer_embedding, all_layers,
        architecture.per_layer_vocabulary);
    add(tensors, "per_layer_model_proj.weight", Role::other, architecture.hidden, all_layers);
    add(tensors, "per_layer_proj_norm.weight", Role::norm, architecture.per_layer_embedding);
  }
  if (!architecture.tied_embeddings) {
    add(tensors, "output.weight", Role::output, width, architecture.vocabulary);
  }
  if (architecture.output_bias) add(tensors, "output.bias", Role::norm, architecture.vocabulary);
}

bool is_loaded(const Architecture& architecture, const Tensor& tensor) {
  return tensor.layer < 0 || !architecture.layers[static_cast<size_t>(tensor.layer)].multi_token_prediction;
}

}  // namespace

std::vector<Tensor> tensors_of(const Architecture& architecture) {
  std::vector<Tensor> tensors;
  tensors.reserve(8 + architecture.layers.size() * 24);
  add_embeddings(architecture, tensors);
  tensors.insert(tensors.end(), architecture.own.begin(), architecture.own.end());
  for (size_t i = 0; i < architecture.layers.size(); ++i) {
    LayerTensors(architecture, static_cast<int32_t>(i), tensors).add_layer(architecture.layers[i]);
  }
  return tensors;
}

int64_t parameter_count(const Architecture& architecture, const std::vector<Tensor>& tensors) {
  int64_t count = 0;
  for (const Tensor& tensor : tensors) {
    if (tensor.parameter && is_loaded(architecture, tensor)) count += tensor.elements();
  }
  return count;
}

int64_t active_parameter_count(const Architecture& architecture, const std::vector<Tensor>& tensors) {
  int64_t count = 0;
  for (const Tensor& tensor : tensors) {
    if (!tensor.parameter || !is_loaded(architecture, tensor)) continue;
    if (!is_routed_expert(tensor.role)) {
      count += tensor.elements();
      continue;
    }
    const ExpertMixer& experts = *architecture.layers[static_cast<size_t>(tensor.layer)].experts;
    count += tensor.elements() / experts.experts * experts.used;
  }
  return count;
}

}  // namespace canrun
