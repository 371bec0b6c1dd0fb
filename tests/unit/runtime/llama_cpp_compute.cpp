// Expected bytes: the "compute buffer size" of llama.cpp v0.5.0's own library for the same model, settings and split
// (tests/truth/llama_cpp/README.md says how it was asked).
#include "unit/runtime/llama_cpp_models.h"

using namespace canrun;
using namespace canrun::tests;

TEST_CASE("compute buffers of Llama 3.1 8B on one device are those of llama.cpp") {
  const StoredShape llama = stored(kLlama31_8B);
  const Plan plan = llama_cpp::layer_split(llama.architecture, 33, 0, {1.0});
  const auto all_rows = compute_buffers_of(llama, library_settings(8192), plan);
  CHECK(all_rows.device == std::vector<int64_t>{271056896});
  CHECK(all_rows.host == 25180160);
  LlamaCppSettings server = library_settings(32768);
  server.output_rows = 1;
  const auto one_row = compute_buffers_of(llama, server, plan);
  CHECK(one_row.device == std::vector<int64_t>{146811008});
  CHECK(one_row.host == 50343968);
}

TEST_CASE("layers left on the host make the device's compute buffer larger") {
  const StoredShape llama = stored(kLlama31_8B);
  LlamaCppSettings server = library_settings(32768);
  server.output_rows = 1;
  for (const auto& [gpu_layers, bytes] :
       std::vector<std::pair<int64_t, int64_t>>{{0, 260049152}, {16, 260049152}, {32, 192940288}}) {
    const Plan plan = llama_cpp::layer_split(llama.architecture, gpu_layers, 0, {1.0});
    const auto buffers = compute_buffers_of(llama, server, plan);
    CHECK(buffers.device == std::vector<int64_t>{bytes});
    CHECK(buffers.host == 50343968);
  }
}

TEST_CASE("two devices hold the inputs four times") {
  const StoredShape llama = stored(kLlama31_8B);
  const Plan plan = llama_cpp::layer_split(llama.architecture, 33, 0, {1.0, 1.0});
  const auto buffers = compute_buffers_of(llama, library_settings(8192), plan);
  CHECK(buffers.device == std::vector<int64_t>{180396032, 371769344});
  CHECK(buffers.host == 50388992);
}

TEST_CASE("without a device everything is in one buffer of the host") {
  const StoredShape llama = stored(kLlama31_8B);
  const Plan plan = llama_cpp::layer_split(llama.architecture, 0, 0, {});
  const auto buffers = compute_buffers_of(llama, library_settings(8192), plan);
  CHECK(buffers.device.empty());
  CHECK(buffers.host == 279447552);
}

TEST_CASE("routed experts, their fused kernels and experts on the host are sized as llama.cpp sizes them") {
  const StoredShape qwen = stored(kQwen3_30B);
  const LlamaCppSettings settings = library_settings(32768);
  const auto on_device = [&](int64_t gpu_layers, int64_t experts_on_host) {
    const Plan plan = llama_cpp::layer_split(qwen.architecture, gpu_layers, experts_on_host, {1.0});
    return compute_buffers_of(qwen, settings, plan).device.front();
  };
  CHECK(on_device(49, 0) == 315359232);
  CHECK(on_device(24, 0) == 358125568);
  CHECK(on_device(0, 0) == 574806016);
  CHECK(on_device(49, 48) == 315359232);
}

TEST_CASE("latent attention, windows and recurrence are sized as llama.cpp sizes them") {
  const auto buffers = [](const std::string& config, int64_t cache_tokens) {
    const StoredShape shape = stored(config);
    const Plan plan = llama_cpp::layer_split(shape.architecture, shape.architecture.layer_count() + 1, 0, {1.0});
    return compute_buffers_of(shape, library_settings(cache_tokens), plan);
  };
  const auto deepseek = buffers(kDeepSeekV3, 32768);
  CHECK(deepseek.device == std::vector<int64_t>{432021504});
  CHECK(deepseek.host == 62924800);
  const auto gemma = buffers(kGemma3_27B, 32768);
  CHECK(gemma.device == std::vector<int64_t>{547880960});
  CHECK(gemma.host == 57169920);
  const auto mamba = buffers(kMamba2_2_7B, 8192);
  CHECK(mamba.device == std::vector<int64_t>{113477760});
  CHECK(mamba.host == 10489888);
}

TEST_CASE("a quantised cache is expanded in the compute buffer") {
  const StoredShape llama = stored(kLlama31_8B);
  const Plan plan = llama_cpp::layer_split(llama.architecture, 33, 0, {1.0});
  LlamaCppSettings settings = library_settings(131072);
  settings.output_rows = 1;
  const int64_t plain = compute_buffers_of(llama, settings, plan).device.front();
  settings.type_k = settings.type_v = GgmlType::q8_0;
  const int64_t quantised = compute_buffers_of(llama, settings, plan).device.front();
  CHECK(plain / 1048576 == 236);
  CHECK(quantised / 1048576 == 672);
}

TEST_CASE("a model without layers needs no compute buffer") {
  const auto buffers = llama_cpp::compute_buffers(Architecture{}, {}, {}, LlamaCppSettings{},
                                                  llama_cpp::layer_split(Architecture{}, 1, 0, {1.0}));
  CHECK(buffers.device == std::vector<int64_t>{0});
  CHECK(buffers.host == 0);
}
