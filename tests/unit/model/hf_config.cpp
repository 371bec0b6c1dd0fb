#include "model/hf_config.h"

#include <algorithm>
#include <string>
#include <vector>

#include "catch.h"
#include "model/tensors.h"
#include "read.h"
#include "reference_models.h"

using namespace canrun;

namespace {

std::string reference_config(const std::string& name) {
  for (const auto* models : {&reference::models(), &reference::sizes()}) {
    for (const reference::Model& model : *models) {
      if (model.name == name) return model.config;
    }
  }
  return {};
}

// The layers without a window, among those with attention.
std::vector<int64_t> full_layers(const Architecture& architecture) {
  std::vector<int64_t> layers;
  for (size_t i = 0; i < architecture.layers.size(); ++i) {
    const auto& attention = architecture.layers[i].attention;
    if (attention && attention->window == 0) layers.push_back(static_cast<int64_t>(i));
  }
  return layers;
}

int64_t windowed_layers(const Architecture& architecture, int64_t window) {
  return std::count_if(architecture.layers.begin(), architecture.layers.end(),
                       [&](const Layer& layer) { return layer.attention && layer.attention->window == window; });
}

// What llama.cpp keeps for so many sequences: four bytes an element.
double state_mib(const Architecture& architecture, int64_t sequences) {
  int64_t elements = 0;
  for (const Layer& layer : architecture.layers) {
    if (layer.recurrence) elements += layer.recurrence->convolution_state + layer.recurrence->recurrent_state;
  }
  return static_cast<double>(4 * sequences * elements) / (1024.0 * 1024.0);
}

Error first_error(std::string_view text) {
  const auto result = read_config(text);
  REQUIRE(!result.ok());
  return result.errors()[0];
}

const std::string kSmall =
    R"("num_hidden_layers": 2, "hidden_size": 64, "intermediate_size": 128, "num_attention_heads": 4,
       "vocab_size": 1000, "max_position_embeddings": 2048)";

std::string small(const std::string& more) { return "{" + kSmall + ", " + more + "}"; }

}  // namespace

// The layers that see everything, as the KV caches of ggml-org/llama.cpp v0.5.0 split them.
TEST_CASE("Windows repeat as llama.cpp lays them out") {
  const auto gemma2 = architecture_of(reference_config("gemma-2-2b"));
  CHECK(windowed_layers(gemma2, 4096) == 13);
  CHECK(full_layers(gemma2)[0] == 1);
  const auto gemma3 = architecture_of(reference_config("gemma-3-27b"));
  CHECK(windowed_layers(gemma3, 1024) == 52);
  CHECK(full_layers(gemma3) == std::vector<int64_t>{5, 11, 17, 23, 29, 35, 41, 47, 53, 59});
  const auto oss = architecture_of(reference_config("gpt-oss-20b"));
  CHECK(windowed_layers(oss, 128) == 12);
  CHECK(full_layers(oss)[0] == 1);
  const auto command = architecture_of(reference_config("command-r7b"));
  CHECK(full_layers(command) == std::vector<int64_t>{3, 7, 11, 15, 19, 23, 27, 31});
  const auto scout = architecture_of(reference_config("llama-4-scout"));
  CHECK(windowed_layers(scout, 8192) == 36);
  CHECK(windowed_layers(architecture_of(reference_config("exaone-4.0-32b")), 4096) == 48);
}

TEST_CASE("Windows that llama.cpp ignores are ignored") {
  CHECK(windowed_layers(architecture_of(reference_config("phi-3-mini-4k")), 0) == 32);
  CHECK(windowed_layers(architecture_of(small(R"("model_type": "mistral", "sliding_window": 4096)")), 0) == 2);
  CHECK(windowed_layers(architecture_of(small(R"("model_type": "qwen2", "use_sliding_window": true,
                                                 "sliding_window": 4096)")),
                        0) == 2);
}

TEST_CASE("A list of layer types goes before the pattern of the family") {
  const auto listed = architecture_of(small(R"("model_type": "gemma3_text", "sliding_window": 512,
                                               "layer_types": ["full_attention", "sliding_attention"])"));
  CHECK(full_layers(listed) == std::vector<int64_t>{0});
  const auto lettered = architecture_of(small(R"("model_type": "exaone4", "sliding_window": 512,
                                                 "sliding_window_pattern": "GL")"));
  CHECK(full_layers(lettered) == std::vector<int64_t>{0});
  CHECK(windowed_layers(architecture_of(small(R"("model_type": "exaone4", "sliding_window": null)")), 0) == 2);
}

// findings on ggml-org/llama.cpp v0.5.0: Gemma 3n caches layers 0 to 19 only; the rest read layer 18 or 19.
TEST_CASE("The last layers of Gemma 3n read the caches of the last two layers before them") {
  const auto gemma = architecture_of(reference_config("gemma-3n-e4b"));
  int64_t owners = 0;
  for (size_t i = 0; i < gemma.layers.size(); ++i) {
    const Attention& attention = *gemma.layers[i].attention;
    owners += attention.owns_cache() ? 1 : 0;
    if (!attention.owns_cache()) CHECK(attention.cache_of_layer == (attention.window > 0 ? 18 : 19));
  }
  CHECK(owners == 20);
}

TEST_CASE("Latent attention caches one latent for all heads") {
  const auto deepseek = architecture_of(reference_config("deepseek-v3"));
  const Attention& attention = *deepseek.layers[0].attention;
  REQUIRE(attention.latent);
  CHECK(attention.latent->kv_rank + attention.latent->rope_dim == 576);
  CHECK(attention.kv_heads == 1);
  CHECK(attention.key_dim == 192);
  CHECK(attention.value_dim == 128);
}

// Measured with llama-server's four slots: 221 MiB and 535 MiB.
TEST_CASE("The states of recurrent layers have the sizes that llama.cpp allocates") {
  CHECK(state_mib(architecture_of(reference_config("granite-4.0-h-tiny")), 4) == Approx(221.5).epsilon(0.001));
  CHECK(state_mib(architecture_of(reference_config("falcon-h1-7b")), 4) == Approx(535.2).epsilon(0.001));
  const auto qwen = architecture_of(reference_config("qwen3-next-80b-a3b"));
  CHECK(full_layers(qwen) == std::vector<int64_t>{3, 7, 11, 15, 19, 23, 27, 31, 35, 39, 43, 47});
  const Recurrence& delta = *qwen.layers[0].recurrence;
  CHECK(delta.convolution_state == 3 * (4096 + 2 * 16 * 128));
  CHECK(delta.recurrent_state == 128 * 4096);
  const auto lfm2 = architecture_of(reference_config("lfm2-1.2b"));
  CHECK(lfm2.layers[0].recurrence->convolution_state == 2 * 2048);
  CHECK(full_layers(lfm2) == std::vector<int64_t>{2, 5, 8, 10, 12, 14});
}

TEST_CASE("LongCat's layers hold two caches each") {
  const auto longcat = architecture_of(R"({"model_type": "longcat_flash", "vocab_size": 131072, "hidden_size": 6144,
    "ffn_hidden_size": 12288, "expert_ffn_hidden_size": 2048, "num_layers": 28, "num_attention_heads": 64,
    "kv_lora_rank": 512, "q_lora_rank": 1536, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128,
    "n_routed_experts": 512, "moe_topk": 12, "zero_expert_num": 256, "max_position_embeddings": 131072,
    "tie_word_embeddings": false})");
  CHECK(longcat.layer_count() == 56);
}

TEST_CASE("The text part of a multimodal config is read, with what it leaves to the config around it") {
  const auto inner =
      architecture_of("{\"model_type\": \"qwen3_vl\", \"tie_word_embeddings\": true, \"text_config\": " +
                      small(R"("model_type": "qwen3_vl_text")") + ", \"vision_config\": {\"depth\": 3}}");
  CHECK(inner.family == "qwen3vl");
  CHECK(inner.tied_embeddings);
  const auto nameless = architecture_of("{\"model_type\": \"mistral3\", \"text_config\": {" + kSmall + "}}");
  CHECK(nameless.family == "mistral3");
  const auto thinker = architecture_of("{\"model_type\": \"qwen3_omni_moe\", \"thinker_config\": {\"text_config\": " +
                                       small(R"("model_type": "qwen3", "head_dim": 16)") + "}}");
  CHECK(thinker.family == "qwen3");
}

TEST_CASE("Every known model_type is listed once, in order") {
  const auto& types = known_model_types();
  CHECK(std::is_sorted(types.begin(), types.end()));
  CHECK(std::adjacent_find(types.begin(), types.end()) == types.end());
  CHECK(types.size() >= 100);
}

TEST_CASE("An unknown model_type is refused with the nearest names") {
  const Error error = first_error(small(R"("model_type": "qwen33")"));
  CHECK(error.code == "unknown-model-type");
  CHECK(error.path == "/model_type");
  const auto nearest = std::find_if(error.values.begin(), error.values.end(),
                                    [](const auto& value) { return value.first == "nearest"; });
  REQUIRE(nearest != error.values.end());
  const auto& names = std::get<std::vector<std::string>>(nearest->second);
  CHECK(std::find(names.begin(), names.end(), "qwen3") != names.end());
  for (const std::string type : {"bert", "whisper", "t5", "xlm-roberta", "rwkv7"}) {
    CHECK(first_error(small("\"model_type\": \"" + type + "\"")).code == "unknown-model-type");
  }
}

TEST_CASE("What is missing, of the wrong type, or out of range is refused where it stands") {
  CHECK(first_error("[]").code == "wrong-type");
  CHECK(first_error("{}").code == "missing-field");
  CHECK(first_error("{}").path == "/model_type");
  CHECK(first_error(R"({"model_type": 3})").code == "wrong-type");
  const Error missing = first_error(R"({"model_type": "llama", "hidden_size": 64, "num_hidden_layers": 2})");
  CHECK(missing.code == "missing-field");
  CHECK(missing.path == "/vocab_size");
  const Error text = first_error(R"({"model_type": "llama", "vocab_size": "32000", "hidden_size": 64,
                                     "num_hidden_layers": 2})");
  CHECK(text.code == "wrong-type");
  CHECK(text.path == "/vocab_size");
  const std::string outside = "{\"model_type\": \"gemma3\", \"text_config\": {\"model_type\": \"gemma3_text\", ";
  const Error inner = first_error(outside + R"("hidden_size": -1, "vocab_size": 10, "num_hidden_layers": 2}})");
  CHECK(inner.code == "out-of-range");
  CHECK(inner.path == "/text_config/hidden_size");
  for (const std::string layers : {"0", "-3", "1e30", "2.5", "4097"}) {
    const Error range = first_error(
        "{\"model_type\": \"llama\", \"vocab_size\": 10, \"hidden_size\": 64, "
        "\"num_hidden_layers\": " +
        layers + "}");
    CHECK(range.code == "out-of-range");
    CHECK(range.path == "/num_hidden_layers");
  }
}

TEST_CASE("A list by layer of another length than the layers is refused") {
  const Error error = first_error(small(R"("model_type": "gemma3_text", "sliding_window": 512,
                                           "layer_types": ["full_attention"])"));
  CHECK(error.code == "inconsistent");
  CHECK(error.path == "/layer_types");
  CHECK(first_error(small(R"("model_type": "nemotron_h", "hybrid_override_pattern": "M-*")")).code == "inconsistent");
  CHECK(first_error(small(R"("model_type": "exaone4", "sliding_window": 8, "sliding_window_pattern": "LXG")")).path ==
        "/sliding_window_pattern");
}

// Step 3.5 lists its prediction layers behind the others.
TEST_CASE("A list by layer may go on for the multi-token-prediction layers") {
  const auto step = architecture_of(small(R"("model_type": "step3p5", "head_dim": 16, "sliding_window": 512,
    "num_attention_groups": 2, "attention_other_setting": {"num_attention_heads": 6, "num_attention_groups": 2},
    "layer_types": ["full_attention", "sliding_attention", "sliding_attention"], "num_nextn_predict_layers": 1,
    "moe_num_experts": 8, "moe_top_k": 2, "moe_intermediate_size": 32, "share_expert_dim": 32,
    "moe_layers_enum": "1")"));
  CHECK(full_layers(step) == std::vector<int64_t>{0});
  CHECK(step.layers[0].attention->heads == 4);
  CHECK(step.layers[1].attention->heads == 6);
  CHECK(step.layers[0].dense.has_value());
  CHECK(step.layers[1].experts.has_value());
}

TEST_CASE("More heads of keys than of queries are refused") {
  CHECK(first_error(small(R"("model_type": "llama", "num_key_value_heads": 8)")).path == "/num_key_value_heads");
}

TEST_CASE("A config of more weights than can be counted is refused") {
  const Error error = first_error(R"({"model_type": "mixtral", "num_hidden_layers": 4096, "hidden_size": 16777216,
    "intermediate_size": 16777216, "num_attention_heads": 65536, "num_key_value_heads": 65536, "head_dim": 65536,
    "vocab_size": 16777216, "num_local_experts": 65536, "num_experts_per_tok": 2})");
  CHECK(error.code == "out-of-range");
  CHECK(first_error(small(R"("model_type": "mixtral", "num_local_experts": 8, "num_experts_per_tok": 9)")).path ==
        "/num_experts_per_tok");
}
