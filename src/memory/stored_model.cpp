#include "memory/stored_model.h"

#include <algorithm>

#include "runtime/llama_cpp.h"

namespace canrun {
namespace {

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

// What `--n-cpu-moe` moves: ggml-org/llama.cpp v0.5.0 common/common.h, LLM_FFN_EXPS_REGEX
// "\.ffn_(up|down|gate|gate_up)_(ch|)exps", weights and biases alike.
bool is_expert_tensor(const Tensor& tensor) {
  return starts_with(tensor.name, "ffn_") && tensor.name.find("exps") != std::string_view::npos;
}

// Tensors outside the layers that the loader files under the first layer: ggml-org/llama.cpp v0.5.0
// src/models/gemma3n.cpp and gemma4.cpp, tn(LLM_TENSOR_PER_LAYER_MODEL_PROJ, "weight", 0).
bool is_of_first_layer(const Tensor& tensor) {
  return starts_with(tensor.name, "per_layer_model_proj") || starts_with(tensor.name, "per_layer_proj_norm");
}

// Layers of kind "input" in ggml-org/llama.cpp v0.5.0 src/llama-arch.cpp, LLM_TENSOR_INFOS: never offloaded.
bool is_input(const Architecture& architecture, const Tensor& tensor) {
  switch (tensor.role) {
    case Role::token_embedding:
    case Role::per_layer_embedding:
    case Role::position_embedding:
      return true;
    default:
      return architecture.embedding_norm && starts_with(tensor.name, "token_embd_norm");
  }
}

StoredBytes bytes_of(const Tensor& tensor, GgmlType type) {
  const int64_t plain = row_bytes(type, tensor.shape[0]) * tensor.rows();
  const int64_t device = llama_cpp::device_tensor_bytes(type, tensor);
  const int64_t host = llama_cpp::host_tensor_bytes(type, tensor);
  StoredBytes bytes;
  (is_expert_tensor(tensor) ? bytes.device_experts : bytes.device) = device;
  (is_expert_tensor(tensor) ? bytes.host_experts : bytes.host) = host;
  (is_expert_tensor(tensor) ? bytes.stored_experts : bytes.stored) = plain;
  return bytes;
}

void count_values(std::vector<TypeTotal>& totals, GgmlType type, int64_t values) {
  auto found = std::find_if(totals.begin(), totals.end(), [type](const auto& total) { return total.type == type; });
  if (found == totals.end()) {
    TypeTotal total;
    total.type = type;
    totals.push_back(total);
    found = totals.end() - 1;
  }
  found->values += values;
}

}  // namespace

StoredBytes& StoredBytes::operator+=(const StoredBytes& other) {
  device += other.device;
  device_experts += other.device_experts;
  host += other.host;
  host_experts += other.host_experts;
  stored += other.stored;
  stored_experts += other.stored_experts;
  return *this;
}

bool StoredModel::has_experts() const {
  return std::any_of(layers.begin(), layers.end(), [](const auto& layer) { return layer.stored_experts > 0; });
}

StoredModel stored_model(const Architecture& architecture, const FileType& file_type, bool imatrix) {
  StoredModel model;
  model.file_type = &file_type;
  model.tensors = tensors_of(architecture);
  model.types = tensor_types(architecture, model.tensors, file_type, imatrix);
  model.parameters = parameter_count(architecture, model.tensors);
  model.active_parameters = active_parameter_count(architecture, model.tensors);

  // Multi-token-prediction layers stand last in the file and are not loaded.
  const auto loaded = std::find_if(architecture.layers.begin(), architecture.layers.end(),
                                   [](const Layer& layer) { return layer.multi_token_prediction; });
  model.layers.resize(static_cast<size_t>(loaded - architecture.layers.begin()));
  model.unloaded_layers = architecture.layer_count() - model.layer_count();
  model.architecture = architecture;
  model.architecture.layers.resize(model.layers.size());

  for (size_t i = 0; i < model.tensors.size(); ++i) {
    const Tensor& tensor = model.tensors[i];
    if (tensor.layer >= model.layer_count()) continue;
    const StoredBytes bytes = bytes_of(tensor, model.types[i]);
    model.loaded_bytes += bytes.stored + bytes.stored_experts;
    count_values(model.type_totals, model.types[i], tensor.elements());
    if (tensor.layer >= 0 || (is_of_first_layer(tensor) && !model.layers.empty())) {
      model.layers[static_cast<size_t>(std::max(tensor.layer, 0))] += bytes;
    } else if (is_input(architecture, tensor)) {
      model.input += bytes;
      if (tensor.role == Role::token_embedding && architecture.tied_embeddings) model.tied_copy += bytes;
    } else if (starts_with(tensor.name, "rope_f")) {  // rope_freqs, rope_factors_long, rope_factors_short
      model.per_buffer += bytes;
    } else {
      model.output += bytes;
    }
  }
  return model;
}

}  // namespace canrun
