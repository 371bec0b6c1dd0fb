// What does the estimator know? Models, devices, formats and runtimes as one immutable value, looked up by id, alias or
// Hugging Face id.
//
// Built once from checked parts (parts.h) and passed down explicitly; nothing here changes after that.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "machine/machine.h"
#include "model/architecture.h"

namespace canrun {

// One model as published. A count or size of zero is not stated, a text that is empty likewise.
struct ModelFacts {
  std::string id;                       // equals the Hugging Face id: "meta-llama/Llama-3.1-8B-Instruct"
  std::string name;                     // as people say it: "Llama 3.1 8B Instruct"
  std::string family;                   // "Llama 3.1"
  std::vector<std::string> aliases;     // as people type it: "llama3.1:8b"
  Architecture architecture;            // read from the model's config.json
  int64_t published_parameters = 0;     // text, and vision where there is a tower
  int64_t vision_parameters = 0;        // the part of published_parameters that is no text decoder
  int64_t not_loaded_parameters = 0;    // the part of it that plain inference leaves in the file
  std::string published_basis;          // "exact", "recalled", "rounded", "name" (the size in it), "circular"
  int64_t published_active = 0;         // parameters a token uses, as published (rounded)
  int64_t vocabulary_header_bytes = 0;  // what the vocabulary takes in the header of a GGUF file
  std::string tokenizer;                // id in data/tokenizers
  std::string license;
  std::string released;                 // "2024-07-23"
  std::string variant;                  // "base", "instruct", "reasoning", ...
  std::string published_format;         // the format of the published weights when it is no 16-bit one: "MXFP4"
  std::string weights_dtype;            // torch_dtype of the config: "bfloat16"
  std::vector<std::string> modalities;  // "text", "image", "audio", "video"
};

// One product and the names under which people and browsers know it.
struct DeviceFacts {
  Device device;
  std::vector<std::string> aliases;            // "rtx 4090"
  std::vector<std::string> renderer_patterns;  // what a browser's WebGL or WebGPU reports
};

// One way to store weights.
struct FormatFacts {
  std::string id;  // "Q4_K_M"
  std::string name;
  std::vector<std::string> aliases;
  std::vector<std::string> runtimes;  // ids of the runtimes that load it
  double bits_per_weight = 0;         // typical, block scales included
};

// What runs the weights.
struct RuntimeFacts {
  std::string id;  // "llama.cpp"
  std::string name;
  std::vector<std::string> aliases;
  std::string version;                         // whose rules were read
  std::vector<std::string> preferred_formats;  // the ladder of format "auto", best quality first
  double preferred_tokens_per_second = 0;      // decode speed that a preferred format must reach
  std::vector<std::string> fallback_formats;   // tried next, smaller ones last
  int64_t default_batch_tokens = 0;
  int64_t default_ubatch_tokens = 0;
  std::string default_kv_type_k;
  std::string default_kv_type_v;
  std::string default_flash_attention;  // "auto", "on", "off"
};

// A name as look-up compares it: ASCII letters in lower case, without spaces, '-', '_' and ':'. "Llama 3.1 8B",
// "llama-3.1-8b" and "llama3.1:8b" are one name.
std::string folded_name(std::string_view name);

class Knowledge {
 public:
  std::vector<ModelFacts> models;  // each list sorted by id
  std::vector<DeviceFacts> devices;
  std::vector<FormatFacts> formats;
  std::vector<RuntimeFacts> runtimes;
  std::vector<std::pair<std::string, std::string>> parts;  // name and version of what was added

  // By id (a Hugging Face id for models), name or alias, spelt as folded_name allows; nullptr when unknown. A model is
  // also found by its id without the publisher where that is unambiguous. O(log n); the pointer lives as long as this.
  [[nodiscard]] const ModelFacts* model(std::string_view name) const;
  [[nodiscard]] const DeviceFacts* device(std::string_view name) const;
  [[nodiscard]] const FormatFacts* format(std::string_view name) const;
  [[nodiscard]] const RuntimeFacts* runtime(std::string_view name) const;

  // Ids of what is named most like `name`, best first.
  [[nodiscard]] std::vector<std::string> nearest_models(std::string_view name, size_t most = 3) const;
  [[nodiscard]] std::vector<std::string> nearest_devices(std::string_view name, size_t most = 3) const;
  [[nodiscard]] std::vector<std::string> nearest_formats(std::string_view name, size_t most = 3) const;
  [[nodiscard]] std::vector<std::string> nearest_runtimes(std::string_view name, size_t most = 3) const;

  // Sorts the lists and builds the look-up; call after the lists changed and before the first look-up.
  void index();

 private:
  using Index = std::vector<std::pair<std::string, size_t>>;  // folded name -> position, sorted by name
  Index model_index_, device_index_, format_index_, runtime_index_;
};

}  // namespace canrun
