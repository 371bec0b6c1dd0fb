#include "format/mixture.h"

#include <algorithm>
#include <string>

#include "api/json.h"
#include "catch.h"
#include "format/gguf_file.h"
#include "model/hf_config.h"

// Expected sizes: what llama.cpp v0.5.0's own quantizer (llama_quant_compute_types, and a dry run with an importance
// matrix) gives for these models.

using namespace canrun;

namespace {

constexpr const char* kLlama8B = R"({"model_type": "llama", "num_hidden_layers": 32, "hidden_size": 4096,
  "intermediate_size": 14336, "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 128256,
  "max_position_embeddings": 131072, "tie_word_embeddings": false, "rope_scaling": {"rope_type": "llama3", "factor": 8.0}})";
constexpr const char* kLlama70B = R"({"model_type": "llama", "num_hidden_layers": 80, "hidden_size": 8192,
  "intermediate_size": 28672, "num_attention_heads": 64, "num_key_value_heads": 8, "vocab_size": 128256,
  "max_position_embeddings": 131072, "tie_word_embeddings": false, "rope_scaling": {"rope_type": "llama3", "factor": 8.0}})";
constexpr const char* kLlama1B = R"({"model_type": "llama", "num_hidden_layers": 16, "hidden_size": 2048,
  "intermediate_size": 8192, "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 128256,
  "max_position_embeddings": 131072, "tie_word_embeddings": true, "rope_scaling": {"rope_type": "llama3", "factor": 32.0}})";
constexpr const char* kLlama2 = R"({"model_type": "llama", "num_hidden_layers": 32, "hidden_size": 4096,
  "intermediate_size": 11008, "num_attention_heads": 32, "num_key_value_heads": 32, "vocab_size": 32000,
  "max_position_embeddings": 4096, "tie_word_embeddings": false})";
constexpr const char* kPhi3 = R"({"model_type": "phi3", "num_hidden_layers": 32, "hidden_size": 3072,
  "intermediate_size": 8192, "num_attention_heads": 32, "num_key_value_heads": 32, "vocab_size": 32064,
  "max_position_embeddings": 4096, "tie_word_embeddings": false})";
constexpr const char* kMixtral = R"({"model_type": "mixtral", "num_hidden_layers": 32, "hidden_size": 4096,
  "intermediate_size": 14336, "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 32000,
  "max_position_embeddings": 32768, "tie_word_embeddings": false, "num_local_experts": 8, "num_experts_per_tok": 2})";
constexpr const char* kQwenHalfB = R"({"model_type": "qwen2", "num_hidden_layers": 24, "hidden_size": 896,
  "intermediate_size": 4864, "num_attention_heads": 14, "num_key_value_heads": 2, "vocab_size": 151936,
  "max_position_embeddings": 32768, "tie_word_embeddings": true})";
constexpr const char* kQwen3Next = R"({"model_type": "qwen3_next", "num_hidden_layers": 48, "hidden_size": 2048,
  "intermediate_size": 5120, "num_attention_heads": 16, "num_key_value_heads": 2, "vocab_size": 151936,
  "tie_word_embeddings": false, "max_position_embeddings": 262144, "head_dim": 256, "full_attention_interval": 4,
  "linear_conv_kernel_dim": 4, "linear_key_head_dim": 128, "linear_num_key_heads": 16, "linear_value_head_dim": 128,
  "linear_num_value_heads": 32, "num_experts": 512, "num_experts_per_tok": 10, "moe_intermediate_size": 512,
  "shared_expert_intermediate_size": 512})";

Architecture architecture(const char* config) {
  const auto parsed = json::parse(config);
  REQUIRE(parsed.ok());
  auto read = architecture_from_hf_config(json::Value::root(*parsed));
  REQUIRE(read.ok());
  return std::move(read).value();
}

int64_t tensor_bytes(const Architecture& model, const char* format, bool imatrix) {
  const std::vector<Tensor> tensors = tensors_of(model);
  const FileType* file_type = file_type_named(format);
  REQUIRE(file_type != nullptr);
  const std::vector<GgmlType> types = tensor_types(model, tensors, *file_type, imatrix);
  REQUIRE(types.size() == tensors.size());
  int64_t bytes = 0;
  for (size_t i = 0; i < tensors.size(); ++i) bytes += row_bytes(types[i], tensors[i].shape[0]) * tensors[i].rows();
  return bytes;
}

struct Quantized {
  const char* format;
  bool imatrix;
  int64_t bytes;
};

void check(const char* config, const std::vector<Quantized>& expected) {
  const Architecture model = architecture(config);
  for (const Quantized& row : expected) {
    CAPTURE(row.format, row.imatrix);
    CHECK(tensor_bytes(model, row.format, row.imatrix) == row.bytes);
  }
}

// The types of one tensor over the layers, for example "466".
std::string types_of(const Architecture& model, const char* format, std::string_view name) {
  const std::vector<Tensor> tensors = tensors_of(model);
  const std::vector<GgmlType> types = tensor_types(model, tensors, *file_type_named(format), false);
  std::string text;
  for (size_t i = 0; i < tensors.size(); ++i) {
    if (tensors[i].name == name) text += std::string(block_layout(types[i]).name) + " ";
  }
  return text;
}

}  // namespace

TEST_CASE("Llama 3.1 8B weighs in every file type what llama.cpp's quantizer makes of it", "[format]") {
  check(kLlama8B, {{"F32", false, 32121045248},    {"F16", false, 16061055232},   {"BF16", false, 16061055232},
                   {"Q8_0", false, 8532934912},    {"Q6_K", false, 6588170496},   {"Q5_K_M", false, 5725151488},
                   {"Q5_K_S", false, 5591458048},  {"Q5_1", false, 6060499200},   {"Q5_0", false, 5591458048},
                   {"Q4_K_M", false, 4912898304},  {"Q4_K_S", false, 4684833024}, {"Q4_1", false, 5122416896},
                   {"Q4_0", false, 4653375744},    {"IQ4_NL", false, 4699513088}, {"IQ4_XS", false, 4476526848},
                   {"Q3_K_L", false, 4314120448},  {"Q3_K_M", false, 4011081984}, {"Q3_K_S", false, 3656663296},
                   {"IQ3_M", false, 3776987392},   {"IQ3_S", false, 3674489088},  {"IQ3_XS", false, 3510911232},
                   {"IQ3_XXS", false, 3386351872}, {"Q2_K", false, 3171295488},   {"Q2_K_S", false, 2980978944},
                   {"IQ2_M", false, 2940444928},   {"IQ2_S", false, 2750652672},  {"IQ2_XS", false, 2597945600},
                   {"IQ2_XXS", false, 2391376128}, {"IQ1_M", false, 2154135808},  {"IQ1_S", false, 2011791616},
                   {"TQ1_0", false, 2199707904},   {"TQ2_0", false, 2526863616},  {"MXFP4_MOE", false, 8532934912}});
}

TEST_CASE("an importance matrix changes five file types, and no other", "[format]") {
  check(kLlama8B, {{"Q4_0", true, 4668055808},
                   {"Q5_0", true, 5606138112},
                   {"IQ4_NL", true, 4670152960},
                   {"IQ4_XS", true, 4439826688},
                   {"IQ3_XXS", true, 3267076352},
                   {"Q4_K_M", true, 4912898304},
                   {"Q2_K", true, 3171295488}});
}

TEST_CASE("eight experts take better attention matrices", "[format]") {
  check(kMixtral, {{"Q4_K_M", false, 28447727616},
                   {"Q3_K_S", false, 20431781888},
                   {"IQ3_XS", false, 19349651456},
                   {"Q2_K", false, 17310490624},
                   {"IQ2_M", false, 15494455296}});
}

TEST_CASE("a 70B takes better value matrices", "[format]") {
  check(kLlama70B, {{"Q4_K_M", false, 42512531712},
                    {"Q3_K_S", false, 30904189184},
                    {"IQ3_XS", false, 29299867904},
                    {"Q2_K", false, 26367246592},
                    {"IQ2_M", false, 24111431936}});
}

TEST_CASE("rows that are no multiple of 256 fall back to types of smaller blocks", "[format]") {
  check(kQwenHalfB, {{"Q4_K_M", false, 391859712},
                     {"Q3_K_S", false, 332315136},
                     {"IQ3_XS", false, 332659200},
                     {"Q2_K", false, 332659200},
                     {"IQ2_M", false, 322649088}});
}

TEST_CASE("a tied embedding is stored once, as well as an output matrix", "[format]") {
  const Architecture model = architecture(kLlama1B);
  check(kLlama1B, {{"Q8_0", false, 1313251456},
                   {"Q4_K_M", false, 799862912},
                   {"Q3_K_S", false, 633860224},
                   {"IQ2_M", false, 507617408},
                   {"TQ2_0", false, 466612352}});
  CHECK(types_of(model, "Q4_K_M", "token_embd.weight") == "q6_K ");
  CHECK(types_of(model, "Q4_K_M", "output.weight").empty());
  CHECK(types_of(architecture(kLlama8B), "Q4_K_M", "token_embd.weight") == "q4_K ");
}

TEST_CASE("a fused QKV matrix is typed as a value matrix", "[format]") {
  check(kPhi3, {{"Q6_K", false, 3135114240},
                {"Q5_K_M", false, 2754375168},
                {"Q4_K_M", false, 2396032512},
                {"Q3_K_M", false, 1961816064},
                {"Q2_K", false, 1507478016}});
  const Architecture model = architecture(kPhi3);
  CHECK(types_of(model, "Q4_K_M", "attn_qkv.weight") == types_of(model, "Q4_K_M", "ffn_down.weight"));
}

TEST_CASE("MXFP4_MOE stores experts in 4 bits and the rest in 8", "[format]") {
  check(kMixtral, {{"MXFP4_MOE", false, 25667715072}, {"Q8_0", false, 49625579520}});
  Architecture model = architecture(kMixtral);
  model.layers.resize(1);
  CHECK(types_of(model, "MXFP4_MOE", "ffn_up_exps.weight") == "mxfp4 ");
  CHECK(types_of(model, "MXFP4_MOE", "attn_q.weight") == "q8_0 ");
  CHECK(types_of(model, "MXFP4_MOE", "token_embd.weight") == "q8_0 ");
  CHECK(types_of(model, "MXFP4_MOE", "ffn_gate_inp.weight") == "f32 ");
}

TEST_CASE("a head of its own for every query takes smaller value matrices", "[format]") {
  check(kLlama2, {{"IQ3_XXS", false, 2701402112}, {"IQ3_XXS", true, 2584649728}, {"Q2_K", false, 2532122624}});
}

TEST_CASE("a model whose first layer is a delta net still counts as grouped-query", "[format]") {
  check(kQwen3Next, {{"Q4_K_M", false, 48483058688},
                     {"Q3_K_S", false, 34541657088},
                     {"IQ3_XS", false, 32798039040},
                     {"Q2_K", false, 29263680512},
                     {"IQ2_M", false, 26196517888}});
}

TEST_CASE("Q4_K_M gives more bits to the ends and to every third layer between", "[format]") {
  // llama.cpp's use_more_bits for 8 layers: i < 1, i >= 7, or (i - 1) % 3 == 2
  Architecture model = architecture(kLlama8B);
  model.layers.resize(8);
  const std::string expected = "q6_K q4_K q4_K q6_K q4_K q4_K q6_K q6_K ";
  CHECK(types_of(model, "Q4_K_M", "attn_v.weight") == expected);
  CHECK(types_of(model, "Q4_K_M", "ffn_down.weight") == expected);
  CHECK(types_of(model, "Q4_K_M", "attn_k.weight") == "q4_K q4_K q4_K q4_K q4_K q4_K q4_K q4_K ");
}

TEST_CASE("Falcon has rules of its own", "[format]") {
  // src/llama-quant.cpp, the branches of LLM_ARCH_FALCON: 16 layers, so the first sixteenth is one layer
  Architecture model = architecture(kLlama8B);
  model.layers.resize(16);
  model.family = "falcon";
  CHECK(types_of(model, "Q4_K_M", "output.weight") == "q8_0 ");
  const std::string downs = types_of(model, "Q4_K_M", "ffn_down.weight");
  CHECK(downs.substr(0, 25) == "q6_K q5_K q4_K q4_K q5_K ");
  CHECK(types_of(model, "Q3_K_M", "attn_output.weight").substr(0, 10) == "q3_K q3_K ");
  CHECK(types_of(model, "Q3_K_L", "attn_output.weight").substr(0, 10) == "q4_K q4_K ");
}

TEST_CASE("norms, routers and tables of frequencies are never quantised", "[format]") {
  const Architecture model = architecture(kQwen3Next);
  const std::vector<Tensor> tensors = tensors_of(model);
  for (const FileType& file_type : file_types()) {
    const std::vector<GgmlType> types = tensor_types(model, tensors, file_type, false);
    for (size_t i = 0; i < tensors.size(); ++i) {
      const std::string_view name = tensors[i].name;
      if (name.find("norm") == std::string_view::npos && name != "ffn_gate_inp.weight" && name != "ssm_conv1d.weight") {
        continue;
      }
      CAPTURE(file_type.id, name);
      CHECK(types[i] == GgmlType::f32);
    }
  }
}

TEST_CASE("types do not depend on the order of the tensors", "[format]") {
  for (const char* config : {kLlama8B, kQwen3Next}) {
    const Architecture model = architecture(config);
    const std::vector<Tensor> tensors = tensors_of(model);
    const std::vector<Tensor> turned(tensors.rbegin(), tensors.rend());
    for (const FileType& file_type : file_types()) {
      CAPTURE(file_type.id);
      std::vector<GgmlType> types = tensor_types(model, turned, file_type, false);
      std::reverse(types.begin(), types.end());
      CHECK(types == tensor_types(model, tensors, file_type, false));
    }
  }
}

TEST_CASE("file types are found in any case, with llama.cpp's prefix or without", "[format]") {
  REQUIRE(file_type_named("q4_k_m") != nullptr);
  CHECK(file_type_named("q4_k_m")->id == "Q4_K_M");
  CHECK(file_type_named("MOSTLY_Q4_K_M") == file_type_named("Q4_K_M"));
  CHECK(file_type_named("mostly_bf16")->ftype == 32);
  CHECK(file_type_named("Q4_K_") == nullptr);
  CHECK(file_type_named("Q4_K_MM") == nullptr);
  CHECK(file_type_named("MOSTLY_") == nullptr);
  CHECK(file_type_named("") == nullptr);
  CHECK(std::is_sorted(file_types().begin(), file_types().end(),
                       [](const FileType& a, const FileType& b) { return a.ftype < b.ftype; }));
}
