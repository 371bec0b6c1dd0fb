// What was asked, read strictly and looked up: every error of a request is found here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/json.h"
#include "catalog/knowledge.h"
#include "result.h"
#include "verdict/question.h"

namespace canrun {

// One kind of device as asked for, with what the catalog knows of it.
struct DeviceEntry {
  Device device;
  bool inline_facts = false;
  int64_t count = 1;
  int64_t reserved_bytes = 0;
  std::optional<double> usable_gib;
  std::optional<double> power_limit_w;
};

struct HostEntry {
  double memory_gib = 0;
  std::optional<double> bandwidth_gb_s;
  std::optional<std::string> cpu, os;
  std::optional<int64_t> threads;
};

// The workload as asked; what is absent depends on the model.
struct WorkloadWishes {
  std::optional<int64_t> context_tokens, prompt_tokens, output_tokens, cache_tokens;
  int64_t concurrency = 1;
  std::string path;  // JSON Pointer of the workload
};

// The options as asked. A setting that follows another is resolved in question_of.
struct OptionWishes {
  GgmlType type_k = GgmlType::f16;
  GgmlType type_v = GgmlType::f16;
  std::optional<bool> flash_attention;  // absent: auto
  bool kv_unified = false, kv_offload = true, swa_full = false, mmap = true, imatrix = false;
  int64_t batch_tokens = 2048, ubatch_tokens = 512;
  bool all_output_rows = false;
  std::optional<int64_t> output_rows;  // absent: one a slot (or all)
  PlanWishes plan;
  bool experts_all_on_host = false, all_gpu_layers = false;
};

struct Includes {
  bool limits = true, suggestions = true, commands = true, rules_of_thumb = true, explain = true;
};

// Everything but the model and the format, which ranking varies.
struct Circumstances {
  std::vector<DeviceEntry> devices;
  std::optional<HostEntry> host;
  WorkloadWishes workload;
  OptionWishes options;
};

struct Request {
  std::shared_ptr<const ModelFacts> inline_model;  // when the model was given by its config
  std::string inline_json;                         // that model as it was given
  const ModelFacts* model = nullptr;               // in the catalog, or inline_model
  const FormatFacts* format = nullptr;             // null: auto
  const RuntimeFacts* runtime = nullptr;
  Circumstances circumstances;
  Includes include;
};

struct RankRequest {
  enum class Vary : uint8_t { model, device, format };
  enum class Sort : uint8_t { grade, speed, memory, parameters, context };
  Vary vary = Vary::model;
  Sort sort = Sort::grade;
  Request request;  // without the part that varies
  std::vector<std::string> ids, families, vendors, grades, fields;
  std::vector<int64_t> counts = {1, 2, 4, 8, 16};
  int64_t limit = 50;
};

// `knowledge` outlives what is returned. Errors: shape ("unknown-field", "wrong-type", "out-of-range", ...), names
// ("unknown-model", "unknown-device", "unknown-format", "unknown-runtime" with the nearest), sense ("exceeds-context",
// "unified-memory-has-no-host", "format-not-for-runtime", ...) and "not-yet-supported".
Result<Request> read_request(const json::Value& value, const Knowledge& knowledge);
Result<RankRequest> read_rank_request(const json::Value& value, const Knowledge& knowledge);

// The question in full. Errors: "exceeds-context", what the runtime refuses ("kv-types-must-match", ...).
Result<Question> question_of(const Architecture& architecture, const FileType* format, const Circumstances& asked);

// The file type that a model published quantised keeps; empty when it was published in 16 bits or no GGUF type matches.
std::string_view published_file_type(const ModelFacts& model, const Knowledge& knowledge);

}  // namespace canrun
