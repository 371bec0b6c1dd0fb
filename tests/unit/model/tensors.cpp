#include "model/tensors.h"

#include <map>
#include <sstream>
#include <string>
#include <utility>

#include "catch.h"
#include "published_counts.h"
#include "read.h"
#include "reference_models.h"

using namespace canrun;

namespace {

std::string shape_of(const Tensor& tensor) {
  size_t sides = 4;
  while (sides > 1 && tensor.shape[sides - 1] == 1) --sides;
  std::string shape = std::to_string(tensor.shape[0]);
  for (size_t i = 1; i < sides; ++i) shape += "x" + std::to_string(tensor.shape[i]);
  return shape;
}

bool is_loaded(const Architecture& architecture, const Tensor& tensor) {
  return tensor.layer < 0 || !architecture.layers[static_cast<size_t>(tensor.layer)].multi_token_prediction;
}

// How many layers have a tensor of each name and shape: "32 attn_k.weight 4096x1024".
std::string signature_of(const Architecture& architecture, const std::vector<Tensor>& tensors) {
  std::map<std::pair<std::string, std::array<int64_t, 4>>, int64_t> counts;
  std::map<std::pair<std::string, std::array<int64_t, 4>>, std::string> shapes;
  for (const Tensor& tensor : tensors) {
    if (!is_loaded(architecture, tensor)) continue;
    const auto key = std::make_pair(std::string(tensor.name), tensor.shape);
    ++counts[key];
    shapes[key] = shape_of(tensor);
  }
  std::string signature;
  for (const auto& [key, count] : counts) {
    signature += (signature.empty() ? "" : "\n") + std::to_string(count) + " " + key.first + " " + shapes[key];
  }
  return signature;
}

void check_totals(const reference::Model& model) {
  const Architecture architecture = architecture_of(model.config);
  const auto tensors = tensors_of(architecture);
  int64_t loaded = 0;
  int64_t elements = 0;
  int64_t derived = 0;
  for (const Tensor& tensor : tensors) {
    if (!is_loaded(architecture, tensor)) continue;
    ++loaded;
    elements += tensor.elements();
    if (!tensor.parameter) derived += tensor.elements();
  }
  CHECK(architecture.family == model.family);
  CHECK(loaded == model.tensors);
  CHECK(elements == model.elements);
  CHECK(parameter_count(architecture, tensors) == model.elements - derived);
}

}  // namespace

TEST_CASE("A config gives every tensor that llama.cpp's loader asks for, by name and shape") {
  for (const reference::Model& model : reference::models()) {
    INFO(model.name);
    const Architecture architecture = architecture_of(model.config);
    CHECK(signature_of(architecture, tensors_of(architecture)) == model.signature);
    check_totals(model);
  }
}

TEST_CASE("Other sizes of the same architectures have the tensors and elements that llama.cpp's loader asks for") {
  for (const reference::Model& model : reference::sizes()) {
    INFO(model.name);
    check_totals(model);
  }
}

TEST_CASE("The parameter count of a config is the published one, for each model_type whose count was published") {
  for (const published::Count& count : published::counts()) {
    INFO(count.repository);
    const Architecture architecture = architecture_of(count.config);
    CHECK(parameter_count(architecture, tensors_of(architecture)) == count.parameters);
  }
}

TEST_CASE("A token uses the routed experts that the router picks and everything else whole") {
  // openai/gpt-oss model card (arXiv:2508.10925, table 1): 3.6 B active of 20.9 B, the embedding not counted as active.
  const Architecture oss = architecture_of(R"({"model_type": "gpt_oss", "num_hidden_layers": 24, "hidden_size": 2880,
    "intermediate_size": 2880, "num_attention_heads": 64, "num_key_value_heads": 8, "head_dim": 64,
    "vocab_size": 201088, "sliding_window": 128, "num_local_experts": 32, "num_experts_per_tok": 4})");
  const auto tensors = tensors_of(oss);
  const int64_t active = active_parameter_count(oss, tensors);
  const int64_t embedding = 201088LL * 2880;
  CHECK(static_cast<double>(active - embedding) == Approx(3.61e9).epsilon(0.005));
}

TEST_CASE("Tensors come outside the layers first, then layer by layer") {
  const Architecture architecture = architecture_of(reference::models()[0].config);
  int32_t last = -1;
  for (const Tensor& tensor : tensors_of(architecture)) {
    CHECK(tensor.layer >= last);
    last = tensor.layer;
  }
  CHECK(last == 31);
}

TEST_CASE("Multi-token-prediction layers are in the file and not in the count") {
  // zai-org/GLM-4.5-Air: 106,852,251,264 parameters, and 3,616,573,568 more in the prediction layer of the checkpoint.
  const Architecture glm = architecture_of(R"({"model_type": "glm4_moe", "num_hidden_layers": 46, "hidden_size": 4096,
    "intermediate_size": 10944, "num_attention_heads": 96, "num_key_value_heads": 8, "vocab_size": 151552,
    "head_dim": 128, "n_routed_experts": 128, "num_experts_per_tok": 8, "n_shared_experts": 1,
    "moe_intermediate_size": 1408, "first_k_dense_replace": 1, "use_qk_norm": false, "attention_bias": true,
    "num_nextn_predict_layers": 1, "tie_word_embeddings": false})");
  const auto tensors = tensors_of(glm);
  int64_t prediction = 0;
  for (const Tensor& tensor : tensors) {
    if (!is_loaded(glm, tensor)) prediction += tensor.elements();
  }
  CHECK(glm.layer_count() == 47);
  CHECK(parameter_count(glm, tensors) == 106852251264);
  CHECK(prediction == 3616573568);
}
