// Expected bytes: the "KV buffer size" and "RS buffer size" that llama.cpp v0.5.0 prints for these models.
#include "unit/runtime/llama_cpp_models.h"

using namespace canrun;
using namespace canrun::tests;

namespace {

int64_t context_bytes(const Architecture& architecture, const LlamaCppSettings& settings) {
  const llama_cpp::CacheShape shape = llama_cpp::cache_shape(architecture, settings);
  int64_t sum = 0;
  for (const Layer& layer : architecture.layers) {
    sum += llama_cpp::kv_cache_bytes(layer, shape, settings) + llama_cpp::state_bytes(layer, settings);
  }
  return sum;
}

}  // namespace

TEST_CASE("the KV cache of Llama 3.1 8B is what llama.cpp prints") {
  const Architecture llama = architecture_of(kLlama31_8B);
  LlamaCppSettings settings = library_settings(8192);
  CHECK(context_bytes(llama, settings) == 1073741824);
  settings.type_k = settings.type_v = GgmlType::q8_0;
  settings.cache_tokens = 2048;
  CHECK(context_bytes(llama, settings) == 142606336);
}

TEST_CASE("Gemma 3 keeps a window in five layers of six") {
  CHECK(context_bytes(architecture_of(kGemma3_27B), library_settings(32768)) == 3338665984);
}

TEST_CASE("asking for the full window cache undoes the saving") {
  LlamaCppSettings settings = library_settings(32768);
  settings.swa_full = true;
  CHECK(context_bytes(architecture_of(kGemma3_27B), settings) == int64_t{62} * 32768 * 2 * 2 * 16 * 128);
}

TEST_CASE("MLA caches one latent a token and no values") {
  CHECK(context_bytes(architecture_of(kDeepSeekV3), library_settings(32768)) == 2302672896);
}

TEST_CASE("a recurrent state grows with sequences, not with the context") {
  const Architecture mamba = architecture_of(kMamba2_2_7B);
  LlamaCppSettings settings = library_settings(8192);
  CHECK(context_bytes(mamba, settings) == 171900928);
  settings.cache_tokens = 131072;
  CHECK(context_bytes(mamba, settings) == 171900928);
  settings.sequences = 4;
  CHECK(context_bytes(mamba, settings) == 4 * int64_t{171900928});
}

TEST_CASE("the context is rounded up for each sequence") {
  const Architecture llama = architecture_of(kLlama31_8B);
  LlamaCppSettings settings = library_settings(1000);
  CHECK(llama_cpp::cache_shape(llama, settings).context_tokens == 1024);
  settings.sequences = 3;
  CHECK(llama_cpp::cache_shape(llama, settings).context_tokens == 1536);
  settings.kv_unified = true;
  const llama_cpp::CacheShape unified = llama_cpp::cache_shape(llama, settings);
  CHECK(unified.context_tokens == 1024);
  CHECK(unified.streams == 1);
  CHECK(unified.ubatch_tokens == 512);
}

TEST_CASE("llama.cpp refuses keys and values of different types for MLA") {
  LlamaCppSettings settings;
  settings.type_k = GgmlType::q8_0;
  const auto refused = llama_cpp::refusal(architecture_of(kDeepSeekV3), settings);
  REQUIRE(refused.has_value());
  CHECK(refused->code == "kv-types-must-match");
  CHECK_FALSE(llama_cpp::refusal(architecture_of(kLlama31_8B), settings).has_value());
}

TEST_CASE("llama.cpp refuses quantised values without flash attention") {
  LlamaCppSettings settings;
  settings.type_v = GgmlType::q8_0;
  CHECK_FALSE(llama_cpp::refusal(architecture_of(kLlama31_8B), settings).has_value());
  settings.flash_attention = false;
  const auto refused = llama_cpp::refusal(architecture_of(kLlama31_8B), settings);
  REQUIRE(refused.has_value());
  CHECK(refused->code == "quantised-v-needs-flash-attention");
}
