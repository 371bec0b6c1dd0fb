#include "api/read_options.h"

#include <algorithm>
#include <array>

namespace canrun {
namespace {

constexpr int64_t kMostTokens = 100000000;
constexpr int64_t kMostBatch = 1048576;

void not_yet(const json::Value& value, Errors& errors) {
  errors.push_back({"not-yet-supported", value.path(), {}, value.path() + " is not supported yet; leave it out"});
}

// ggml-org/llama.cpp v0.5.0 common/arg.cpp, kv_cache_types
const std::vector<std::string_view>& cache_types() {
  static const std::vector<std::string_view> types = {"f32",  "f16",    "bf16", "q8_0", "q5_1",
                                                      "q5_0", "iq4_nl", "q4_1", "q4_0"};
  return types;
}

std::optional<GgmlType> read_cache_type(json::Fields& fields, std::string_view key) {
  const auto word = fields.one_of(key, cache_types());
  return word ? ggml_type_named(*word) : std::nullopt;
}

// A number or one of the words; nothing for the first word, which is the default.
struct CountOrWord {
  std::optional<int64_t> count;
  bool second_word = false;
};

CountOrWord read_count(json::Fields& fields, std::string_view key, int64_t least, int64_t most,
                       const std::vector<std::string_view>& words) {
  const auto value = fields.any(key);
  CountOrWord read;
  if (!value) return read;
  if (value->is_string()) {
    const auto word = fields.one_of(key, words);
    read.second_word = word && words.size() > 1 && *word == words[1];
  } else {
    read.count = fields.integer(key, least, most);
  }
  return read;
}

void read_flash_attention(json::Fields& fields, OptionWishes& options, Errors& errors) {
  const auto value = fields.any("flash_attention");
  if (!value) return;
  if (value->is_string()) {
    fields.one_of("flash_attention", {"auto"});
  } else if (value->is_boolean()) {
    options.flash_attention = value->boolean();
  } else {
    errors.push_back(json::wrong_type(*value, "true, false or \"auto\""));
  }
}

void read_tensor_split(json::Fields& fields, OptionWishes& options, Errors& errors) {
  const auto split = fields.array("tensor_split", 256);
  if (!split) return;
  double sum = 0;
  for (size_t i = 0; i < split->size(); ++i) {
    const json::Value share = split->at(i);
    if (!share.is_number()) {
      errors.push_back(json::wrong_type(share, "a number"));
    } else if (share.number() < 0 || share.number() > 1e6) {
      errors.push_back(json::out_of_range(share, 0, 1e6));
    } else {
      options.plan.tensor_split.push_back(share.number());
      sum += share.number();
    }
  }
  if (split->size() == 0 || (sum == 0 && options.plan.tensor_split.size() == split->size())) {
    errors.push_back(
        {"out-of-range", split->path(), {}, split->path() + " needs one share a device, not all of them 0"});
  }
}

// What llama.cpp's plans do not know yet.
void refuse_other_plans(json::Fields& fields, Errors& errors) {
  const auto kind = fields.one_of("parallelism", {"auto", "layer", "tensor", "pipeline", "expert", "data"});
  if (kind && *kind != "auto" && *kind != "layer") not_yet(*fields.any("parallelism"), errors);
  for (std::string_view key : {"tensor_parallel", "pipeline_parallel", "expert_parallel", "data_parallel"}) {
    if (const auto ranks = fields.integer(key, 1, 1024); ranks && *ranks > 1) not_yet(*fields.any(key), errors);
  }
  if (const auto overrides = fields.array("overrides", 256)) {
    for (size_t i = 0; i < overrides->size(); ++i) {
      const json::Value pattern = overrides->at(i);
      if (!pattern.is_string()) {
        errors.push_back(json::wrong_type(pattern, "a string"));
      } else {
        json::length_within(pattern, 1, 400, errors);
      }
    }
    if (overrides->size() > 0) not_yet(*overrides, errors);
  }
  if (fields.text("runtime_version", 1, 64)) not_yet(*fields.any("runtime_version"), errors);
}

}  // namespace

WorkloadWishes read_workload(const json::Value& value, Errors& errors) {
  WorkloadWishes wishes;
  wishes.path = value.path();
  json::Fields fields(value, errors);
  const auto task = fields.one_of("task", {"generate", "train"});
  if (task && *task == "train") not_yet(*fields.any("task"), errors);
  wishes.context_tokens = fields.integer("context_tokens", 1, kMostTokens);
  wishes.prompt_tokens = fields.integer("prompt_tokens", 0, kMostTokens);
  wishes.output_tokens = fields.integer("output_tokens", 0, kMostTokens);
  wishes.concurrency = fields.integer("concurrency", 1, 65536).value_or(1);
  wishes.cache_tokens = fields.integer("cache_tokens", 1, 1000000000);
  fields.refuse_unknown();
  return wishes;
}

OptionWishes read_options(const json::Value& value, Errors& errors) {
  OptionWishes options;
  json::Fields fields(value, errors);
  const GgmlType both = read_cache_type(fields, "kv_type").value_or(GgmlType::f16);
  options.type_k = read_cache_type(fields, "kv_type_k").value_or(both);
  options.type_v = read_cache_type(fields, "kv_type_v").value_or(both);
  options.kv_unified = fields.boolean("kv_unified").value_or(false);
  options.kv_offload = fields.boolean("kv_offload").value_or(true);
  options.swa_full = fields.boolean("swa_full").value_or(false);
  read_flash_attention(fields, options, errors);
  options.batch_tokens = fields.integer("batch_tokens", 1, kMostBatch).value_or(2048);
  options.ubatch_tokens = fields.integer("ubatch_tokens", 1, kMostBatch).value_or(512);
  const CountOrWord rows = read_count(fields, "output_rows", 1, kMostBatch, {"slots", "all"});
  options.output_rows = rows.count;
  options.all_output_rows = rows.second_word;
  const CountOrWord layers = read_count(fields, "gpu_layers", 0, 10000, {"auto", "all"});
  options.plan.gpu_layers = layers.count;
  options.all_gpu_layers = layers.second_word;
  const CountOrWord experts = read_count(fields, "experts_on_host", 0, 10000, {"auto", "all"});
  options.plan.experts_on_host = experts.count;
  options.experts_all_on_host = experts.second_word;
  read_tensor_split(fields, options, errors);
  refuse_other_plans(fields, errors);
  options.mmap = fields.boolean("mmap").value_or(true);
  options.imatrix = fields.boolean("imatrix").value_or(false);
  fields.number_above("gpu_memory_utilization", 0, 1);
  fields.refuse_unknown();
  return options;
}

}  // namespace canrun
