// Models that several tests ask about, by their published configurations.
#pragma once

#include <string>

#include "api/json.h"
#include "format/mixture.h"
#include "machine/machine.h"
#include "memory/stored_model.h"
#include "model/hf_config.h"

namespace canrun::tests {

inline constexpr const char* kLlama31With8B = R"({"model_type": "llama", "num_hidden_layers": 32, "hidden_size": 4096,
  "intermediate_size": 14336, "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 128256,
  "max_position_embeddings": 131072, "tie_word_embeddings": false, "rope_scaling": {"rope_type": "llama3",
  "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 8192}})";

inline constexpr const char* kQwen3With30BA3B = R"({"model_type": "qwen3_moe", "num_hidden_layers": 48,
  "hidden_size": 2048, "intermediate_size": 6144, "moe_intermediate_size": 768, "num_experts": 128,
  "num_experts_per_tok": 8, "num_attention_heads": 32, "num_key_value_heads": 4, "head_dim": 128,
  "vocab_size": 151936, "max_position_embeddings": 40960, "tie_word_embeddings": false})";

inline constexpr const char* kGemma3With27B = R"({"model_type": "gemma3_text", "num_hidden_layers": 62,
  "hidden_size": 5376, "intermediate_size": 21504, "num_attention_heads": 32, "num_key_value_heads": 16,
  "head_dim": 128, "vocab_size": 262208, "max_position_embeddings": 131072, "sliding_window": 1024,
  "sliding_window_pattern": 6})";

inline Architecture architecture_of(const char* config) {
  const auto node = json::parse(config);
  auto architecture = architecture_from_hf_config(json::Value::root(*node));
  return std::move(architecture).value();
}

inline StoredModel stored_as(const char* config, const char* format) {
  return stored_model(architecture_of(config), *file_type_named(format), /*imatrix=*/false);
}

inline DeviceInUse card(double gib) {
  DeviceInUse in_use;
  in_use.device.vendor = "NVIDIA";
  in_use.device.kind = "desktop";
  in_use.device.id = "test/card";
  in_use.device.memory = Bytes(gib * kGiB);
  in_use.device.usable = in_use.usable = in_use.device.memory;
  in_use.device.bandwidth = BytesPerSecond(1e12);
  return in_use;
}

inline Machine with_cards(std::initializer_list<double> gib) {
  Machine machine;
  for (double each : gib) machine.devices.push_back(card(each));
  return machine;
}

inline Machine with_host(Machine machine, double gib) {
  Host host;
  host.memory = Bytes(gib * kGiB);
  host.usable = host_usable(host.memory);
  machine.host = host;
  return machine;
}

}  // namespace canrun::tests
