#include "runtime/llama_cpp_command.h"

#include <vector>

namespace canrun::llama_cpp {
namespace {

// Options are those of ggml-org/llama.cpp v0.5.0 common/arg.cpp.
constexpr int64_t kDefaultBatch = 2048;
constexpr int64_t kDefaultUbatch = 512;

bool plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

// The last part of an id, of characters that no shell interprets.
std::string file_stem(std::string_view model_name) {
  const size_t slash = model_name.rfind('/');
  std::string stem;
  for (char c : model_name.substr(slash == std::string_view::npos ? 0 : slash + 1)) {
    if (plain(c)) stem += c;
  }
  return stem.empty() || stem.front() == '-' ? "model" : stem;
}

std::string name_of(GgmlType type) {
  std::string name(block_layout(type).name);
  for (char& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return name;
}

// How many layers each device runs, the output counted as one: shares that give back exactly this plan.
std::vector<int64_t> layers_of_devices(const Plan& plan) {
  std::vector<int64_t> layers(static_cast<size_t>(plan.device_count), 0);
  for (int device : plan.layer_device) {
    if (device != kHost) ++layers[static_cast<size_t>(device)];
  }
  if (plan.output_device != kHost) ++layers[static_cast<size_t>(plan.output_device)];
  return layers;
}

}  // namespace

std::string server_command(std::string_view model_name, std::string_view format_id, const LlamaCppSettings& settings,
                           const Plan& plan, bool mmap) {
  const auto number = [](int64_t value) { return std::to_string(value); };
  std::string line = "llama-server -m " + file_stem(model_name) + "-" + std::string(format_id) + ".gguf";
  line += " -c " + number(settings.cache_tokens) + " -np " + number(settings.sequences);
  line += " -ngl " + number(plan.gpu_layers);
  if (plan.expert_layers_on_host > 0) line += " --n-cpu-moe " + number(plan.expert_layers_on_host);
  if (plan.device_count > 1 && plan.gpu_layers > 0) {
    const std::vector<int64_t> layers = layers_of_devices(plan);
    line += " -ts ";
    for (size_t i = 0; i < layers.size(); ++i) line += (i == 0 ? "" : ",") + number(layers[i]);
  }
  line += settings.flash_attention ? " -fa on" : " -fa off";
  if (settings.type_k != GgmlType::f16) line += " -ctk " + name_of(settings.type_k);
  if (settings.type_v != GgmlType::f16) line += " -ctv " + name_of(settings.type_v);
  if (settings.batch_tokens != kDefaultBatch) line += " -b " + number(settings.batch_tokens);
  if (settings.ubatch_tokens != kDefaultUbatch) line += " -ub " + number(settings.ubatch_tokens);
  if (settings.kv_unified) line += " --kv-unified";
  if (settings.swa_full) line += " --swa-full";
  if (!settings.kv_offload) line += " --no-kv-offload";
  if (!mmap) line += " --load-mode none";
  return line;
}

}  // namespace canrun::llama_cpp
