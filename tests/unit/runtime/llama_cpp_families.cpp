// Families of which no model is among the reference rows, in small shapes of our own. Expected bytes: llama.cpp
// v0.5.0's own library for a file of that shape in Q4_K_M, 32,768 tokens, one row of logits
// (tests/truth/llama_cpp/README.md says how it was asked).
#include "unit/runtime/llama_cpp_models.h"

using namespace canrun;
using namespace canrun::tests;

namespace {

struct Reference {
  const char* name;
  std::string config;
  int64_t device, host;    // every layer on one device
  int64_t device_of_none;  // no layer on it
  int64_t first, second;   // of two devices
  int64_t processor;       // no device
};

const std::vector<Reference> kReferences = {
    {"Command R: both mixers read one norm",
     R"({"num_hidden_layers": 7, "hidden_size": 1536, "intermediate_size": 4096, "num_attention_heads": 12,
      "num_key_value_heads": 12, "vocab_size": 64000, "max_position_embeddings": 32768, "tie_word_embeddings":
      true, "model_type": "cohere"})",
     68167808, 39858208, 248793088, 181444608, 194028032, 71315488},
    {"SmolLM3: one layer of four is not rotated",
     R"({"num_hidden_layers": 10, "hidden_size": 1280, "intermediate_size": 3840, "num_attention_heads": 10,
      "num_key_value_heads": 2, "vocab_size": 50000, "max_position_embeddings": 32768, "tie_word_embeddings":
      true, "model_type": "smollm3", "no_rope_layer_interval": 4})",
     65022080, 38809632, 95295744, 176201728, 186688000, 67645472},
    {"OLMo 2: norms after the mixers",
     R"({"num_hidden_layers": 9, "hidden_size": 1536, "intermediate_size": 4608, "num_attention_heads": 12,
      "num_key_value_heads": 4, "vocab_size": 40000, "max_position_embeddings": 32768, "tie_word_embeddings":
      false, "model_type": "olmo2"})",
     71313536, 39858208, 144982016, 184590336, 184590848, 74461216},
    {"Seed-OSS: the second norm has another name",
     R"({"num_hidden_layers": 9, "hidden_size": 1536, "intermediate_size": 5120, "num_attention_heads": 16,
      "num_key_value_heads": 4, "vocab_size": 60000, "max_position_embeddings": 32768, "tie_word_embeddings":
      false, "head_dim": 128, "model_type": "seed_oss", "attention_bias": true})",
     75507840, 39858208, 150667264, 188784640, 201368064, 78655520},
    {"Granite: scaled residuals",
     R"({"num_hidden_layers": 9, "hidden_size": 1536, "intermediate_size": 4608, "num_attention_heads": 12,
      "num_key_value_heads": 4, "vocab_size": 49155, "max_position_embeddings": 32768, "tie_word_embeddings":
      true, "model_type": "granite", "attention_bias": false})",
     71313536, 39858208, 114575360, 184590336, 197173760, 74461216},
    {"Nemotron-H: one mixer a layer",
     R"({"num_hidden_layers": 19, "hidden_size": 1536, "intermediate_size": 6144, "num_attention_heads": 12,
      "num_key_value_heads": 4, "vocab_size": 65536, "max_position_embeddings": 32768, "tie_word_embeddings":
      false, "head_dim": 128, "model_type": "nemotron_h", "hybrid_override_pattern": "M-M-M*-M-M-M*-MM-M-",
      "mamba_num_heads": 48, "mamba_head_dim": 64, "ssm_state_size": 128, "n_groups": 8, "conv_kernel": 4,
      "attention_head_dim": 128})",
     85750016, 39856192, 57344000, 227332608, 279024128, 95189056},
    {"Llama 4 with experts in every second layer",
     R"({"num_hidden_layers": 8, "hidden_size": 1536, "intermediate_size": 2048, "num_attention_heads": 12,
      "num_key_value_heads": 4, "vocab_size": 70000, "max_position_embeddings": 32768, "tie_word_embeddings":
      false, "head_dim": 128, "model_type": "llama4_text", "intermediate_size_mlp": 6144, "num_local_experts": 16,
      "num_experts_per_tok": 1, "interleave_moe_layer_step": 2, "use_qk_norm": false, "attention_chunk_size":
      8192})",
     89673856, 48781344, 141314048, 226574336, 239157760, 92821536},
    {"Qwen 3.5 with experts",
     R"({"num_hidden_layers": 9, "hidden_size": 1024, "intermediate_size": 512, "num_attention_heads": 8,
      "num_key_value_heads": 2, "vocab_size": 90000, "max_position_embeddings": 32768, "tie_word_embeddings":
      false, "head_dim": 256, "model_type": "qwen3_5_moe_text", "num_experts": 64, "num_experts_per_tok": 8,
      "moe_intermediate_size": 512, "shared_expert_intermediate_size": 512, "linear_conv_kernel_dim": 4,
      "linear_key_head_dim": 128, "linear_value_head_dim": 128, "linear_num_key_heads": 8,
      "linear_num_value_heads": 16, "full_attention_interval": 4})",
     73847040, 37767232, 122064896, 182948352, 191337472, 86001728},
    {"LFM2 with experts",
     R"({"num_hidden_layers": 10, "hidden_size": 1024, "intermediate_size": 3584, "num_attention_heads": 16,
      "num_key_value_heads": 4, "vocab_size": 65536, "max_position_embeddings": 32768, "tie_word_embeddings":
      true, "model_type": "lfm2_moe", "layer_types": ["conv", "conv", "full_attention", "conv", "conv",
      "full_attention", "conv", "conv", "full_attention", "conv"], "num_experts": 32, "num_experts_per_tok": 4,
      "moe_intermediate_size": 896, "num_dense_layers": 2, "conv_L_cache": 3, "use_expert_bias": true})",
     60061952, 37761088, 107282688, 169144832, 177533952, 62074944},
    {"Granite with experts",
     R"({"num_hidden_layers": 7, "hidden_size": 1024, "intermediate_size": 512, "num_attention_heads": 16,
      "num_key_value_heads": 4, "vocab_size": 49155, "max_position_embeddings": 32768, "tie_word_embeddings":
      true, "model_type": "granitemoe", "num_local_experts": 32, "num_experts_per_tok": 8})",
     73410688, 37761056, 92866560, 182493184, 190882304, 67121184},
};

}  // namespace

TEST_CASE("every family's graph takes what llama.cpp's own takes") {
  LlamaCppSettings settings = library_settings(32768);
  settings.output_rows = 1;
  for (const Reference& reference : kReferences) {
    INFO(reference.name);
    const StoredShape shape = stored(reference.config);
    const int64_t all = shape.architecture.layer_count() + 1;
    const auto buffers = [&](int64_t gpu_layers, const std::vector<double>& split) {
      return compute_buffers_of(shape, settings, llama_cpp::layer_split(shape.architecture, gpu_layers, 0, split));
    };
    CHECK(buffers(all, {1.0}).device == std::vector<int64_t>{reference.device});
    CHECK(buffers(all, {1.0}).host == reference.host);
    CHECK(buffers(0, {1.0}).device == std::vector<int64_t>{reference.device_of_none});
    CHECK(buffers(all, {1.0, 1.0}).device == std::vector<int64_t>{reference.first, reference.second});
    CHECK(buffers(0, {}).host == reference.processor);
  }
}
