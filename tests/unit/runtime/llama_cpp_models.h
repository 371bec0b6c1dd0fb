// Models for the tests of llama.cpp's rules: shapes as their published configs state them.
#pragma once

#include <string>

#include "api/json.h"
#include "catch.h"
#include "format/mixture.h"
#include "model/hf_config.h"
#include "model/tensors.h"
#include "runtime/llama_cpp.h"

namespace canrun::tests {

struct StoredShape {
  Architecture architecture;
  std::vector<Tensor> tensors;
  std::vector<GgmlType> types;
};

inline Architecture architecture_of(const std::string& config) {
  const auto document = json::parse(config);
  REQUIRE(document.ok());
  const auto architecture = architecture_from_hf_config(json::Value::root(document.value()));
  REQUIRE(architecture.ok());
  return architecture.value();
}

inline StoredShape stored(const std::string& config, const char* file_type = "Q4_K_M") {
  StoredShape shape;
  shape.architecture = architecture_of(config);
  shape.tensors = tensors_of(shape.architecture);
  const FileType* type = file_type_named(file_type);
  REQUIRE(type != nullptr);
  shape.types = tensor_types(shape.architecture, shape.tensors, *type, false);
  return shape;
}

// One sequence, a row of logits for each token of a batch, flash attention: the library's own defaults.
inline LlamaCppSettings library_settings(int64_t cache_tokens) {
  LlamaCppSettings settings;
  settings.cache_tokens = cache_tokens;
  settings.output_rows = settings.batch_tokens;
  return settings;
}

inline llama_cpp::ComputeBuffers compute_buffers_of(const StoredShape& shape, const LlamaCppSettings& settings,
                                                    const Plan& plan) {
  return llama_cpp::compute_buffers(shape.architecture, shape.tensors, shape.types, settings, plan);
}

inline const std::string kLlama31_8B = R"({"model_type": "llama", "num_hidden_layers": 32, "hidden_size": 4096,
  "intermediate_size": 14336, "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 128256,
  "max_position_embeddings": 131072, "tie_word_embeddings": false,
  "rope_scaling": {"rope_type": "llama3", "factor": 8.0}})";

inline const std::string kGemma3_27B = R"({"model_type": "gemma3_text", "num_hidden_layers": 62, "hidden_size": 5376,
  "intermediate_size": 21504, "num_attention_heads": 32, "num_key_value_heads": 16, "head_dim": 128,
  "vocab_size": 262144, "max_position_embeddings": 131072, "sliding_window": 1024, "sliding_window_pattern": 6})";

inline const std::string kDeepSeekV3 = R"({"model_type": "deepseek_v3", "num_hidden_layers": 61, "hidden_size": 7168,
  "intermediate_size": 18432, "moe_intermediate_size": 2048, "num_attention_heads": 128, "num_key_value_heads": 128,
  "q_lora_rank": 1536, "kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128,
  "n_routed_experts": 256, "n_shared_experts": 1, "num_experts_per_tok": 8, "first_k_dense_replace": 3,
  "vocab_size": 129280, "max_position_embeddings": 163840, "tie_word_embeddings": false})";

inline const std::string kQwen3_30B = R"({"model_type": "qwen3_moe", "num_hidden_layers": 48, "hidden_size": 2048,
  "intermediate_size": 6144, "moe_intermediate_size": 768, "num_attention_heads": 32, "num_key_value_heads": 4,
  "head_dim": 128, "num_experts": 128, "num_experts_per_tok": 8, "vocab_size": 151936,
  "max_position_embeddings": 40960, "tie_word_embeddings": false})";

inline const std::string kMamba2_2_7B = R"({"model_type": "mamba2", "num_hidden_layers": 64, "hidden_size": 2560,
  "state_size": 128, "conv_kernel": 4, "expand": 2, "n_groups": 1, "num_heads": 80, "head_dim": 64,
  "vocab_size": 50288, "tie_word_embeddings": true})";

}  // namespace canrun::tests
