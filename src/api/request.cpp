#include "api/request.h"

#include <algorithm>
#include <array>

#include "api/read_machine.h"
#include "api/read_options.h"
#include "model/hf_config.h"
#include "order.h"

namespace canrun {
namespace {

constexpr std::array<std::string_view, 5> kParts = {"limits", "suggestions", "commands", "rules_of_thumb", "explain"};

std::string did_you_mean(const std::vector<std::string>& near) {
  return near.empty() ? std::string() : "; did you mean " + near.front() + "?";
}

void not_yet(const json::Value& value, Errors& errors) {
  errors.push_back({"not-yet-supported", value.path(), {}, value.path() + " is not supported yet"});
}

void read_inline_model(const json::Value& value, Request& request, Errors& errors) {
  json::Fields fields(value, errors);
  const auto config = fields.object("config");
  const auto parameters = fields.integer("parameters", 1, 1000000000000000);
  for (std::string_view later : {"gguf", "safetensors"}) {
    if (const auto facts = fields.object(later)) not_yet(*facts, errors);
  }
  fields.refuse_unknown();
  if (!fields.present("gguf") && !fields.present("safetensors")) fields.require("config");
  if (!config) return;
  auto architecture = architecture_from_hf_config(*config);
  if (!architecture) {
    errors.insert(errors.end(), architecture.errors().begin(), architecture.errors().end());
    return;
  }
  auto facts = std::make_shared<ModelFacts>();
  facts->architecture = std::move(architecture).value();
  facts->published_parameters = parameters.value_or(0);
  request.inline_model = facts;
  request.model = request.inline_model.get();
  json::Writer writer;
  request.inline_json = writer.node(value.node()).take();
}

void read_model(const json::Value& value, const Knowledge& knowledge, Request& request, Errors& errors) {
  if (value.is_object()) {
    read_inline_model(value, request, errors);
  } else if (!value.is_string()) {
    errors.push_back(json::wrong_type(value, "a name or an object such as {\"config\": {...}}"));
  } else if (json::length_within(value, 1, 200, errors)) {
    request.model = knowledge.model(value.text());
    if (request.model == nullptr) {
      const auto near = knowledge.nearest_models(value.text());
      errors.push_back(
          {"unknown-model", value.path(), {{"nearest", near}}, "no model of this name" + did_you_mean(near)});
    }
  }
}

void read_runtime(json::Fields& fields, const Knowledge& knowledge, Request& request, Errors& errors) {
  const auto word =
      fields.one_of("runtime", {"llama.cpp", "vllm", "sglang", "tensorrt-llm", "transformers", "exllama", "mlx"});
  const std::string name = word.value_or("llama.cpp");
  request.runtime = knowledge.runtime(name);
  if (word && request.runtime == nullptr) {
    const auto value = *fields.any("runtime");
    errors.push_back({"not-yet-supported",
                      value.path(),
                      {{"runtime", name}},
                      "the rules of " + name + " are not known yet; nothing is computed by another runtime's"});
  }
}

void read_format(json::Fields& fields, const Knowledge& knowledge, Request& request, Errors& errors) {
  const auto name = fields.text("format", 1, 64);
  if (!name || *name == "auto") return;
  const json::Value value = *fields.any("format");
  request.format = knowledge.format(*name);
  if (request.format == nullptr) {
    const auto near = knowledge.nearest_formats(*name);
    errors.push_back(
        {"unknown-format", value.path(), {{"nearest", near}}, "no format of this name" + did_you_mean(near)});
    return;
  }
  if (request.runtime == nullptr) return;
  const auto& runtimes = request.format->runtimes;
  if (std::find(runtimes.begin(), runtimes.end(), request.runtime->id) == runtimes.end() ||
      file_type_named(request.format->id) == nullptr) {
    errors.push_back({"format-not-for-runtime",
                      value.path(),
                      {{"format", request.format->id}, {"runtime", request.runtime->id}, {"runtimes", runtimes}},
                      request.runtime->id + " does not load " + request.format->id + "; try Q4_K_M"});
  }
}

void read_include(json::Fields& fields, Request& request, Errors& errors) {
  const auto list = fields.array("include", kParts.size());
  if (!list) return;
  std::array<bool, kParts.size()> wanted{};
  for (size_t i = 0; i < list->size(); ++i) {
    const json::Value part = list->at(i);
    if (!part.is_string()) {
      errors.push_back(json::wrong_type(part, "a string"));
      continue;
    }
    const auto known = std::find(kParts.begin(), kParts.end(), part.text());
    if (known == kParts.end()) {
      const std::vector<std::string_view> parts(kParts.begin(), kParts.end());
      errors.push_back({"unknown-value",
                        part.path(),
                        {{"nearest", json::nearest(part.text(), parts)}},
                        part.path() + " is no part of the report"});
      continue;
    }
    bool& seen = wanted[static_cast<size_t>(known - kParts.begin())];
    if (seen) errors.push_back({"repeated", part.path(), {}, part.path() + " is asked for twice"});
    seen = true;
  }
  request.include = {wanted[0], wanted[1], wanted[2], wanted[3], wanted[4]};
}

// What a request and a ranking share; returns with every error found.
void read_shared(json::Fields& fields, const json::Value& value, const Knowledge& knowledge, bool devices_vary,
                 Request& request, Errors& errors) {
  read_runtime(fields, knowledge, request, errors);
  read_format(fields, knowledge, request, errors);
  if (const auto model = fields.any("model")) read_model(*model, knowledge, request, errors);
  if (const auto machine = fields.any("machine")) {
    read_machine(*machine, knowledge, devices_vary, request.circumstances, errors);
  }
  if (const auto workload = fields.any("workload")) {
    request.circumstances.workload = read_workload(*workload, errors);
  } else {
    request.circumstances.workload.path = value.path() + "/workload";
  }
  if (const auto options = fields.any("options")) request.circumstances.options = read_options(*options, errors);
  const auto& split = request.circumstances.options.plan.tensor_split;
  int64_t devices = 0;
  for (const DeviceEntry& entry : request.circumstances.devices) devices += entry.count;
  if (!split.empty() && devices_vary) {
    errors.push_back(
        {"varies", value.path() + "/options/tensor_split", {}, "the device varies; leave tensor_split out"});
  } else if (!split.empty() && static_cast<int64_t>(split.size()) != devices) {
    errors.push_back({"wrong-length",
                      value.path() + "/options/tensor_split",
                      {{"devices", static_cast<double>(devices)}},
                      "tensor_split needs one share for each of the " + std::to_string(devices) + " devices"});
  }
}

std::vector<std::string> read_words(json::Fields& fields, std::string_view key, size_t most, Errors& errors) {
  std::vector<std::string> words;
  const auto list = fields.array(key, most);
  if (!list) return words;
  for (size_t i = 0; i < list->size(); ++i) {
    const json::Value word = list->at(i);
    if (!word.is_string()) {
      errors.push_back(json::wrong_type(word, "a string"));
    } else if (json::length_within(word, 1, 200, errors)) {
      words.push_back(word.text());
    }
  }
  if (list->size() == 0) errors.push_back({"too-few", list->path(), {}, list->path() + " is empty; leave it out"});
  return words;
}

void read_where(const json::Value& value, RankRequest& rank, Errors& errors) {
  json::Fields fields(value, errors);
  rank.ids = read_words(fields, "ids", 10000, errors);
  rank.families = read_words(fields, "families", 1000, errors);
  rank.vendors = read_words(fields, "vendors", 100, errors);
  rank.grades = read_words(fields, "grades", 5, errors);
  for (size_t i = 0; i < rank.grades.size(); ++i) {
    static constexpr std::array<std::string_view, 5> grades = {"yes", "tight", "offload", "no", "unknown"};
    if (std::find(grades.begin(), grades.end(), rank.grades[i]) == grades.end()) {
      errors.push_back({"unknown-value", value.path() + "/grades/" + std::to_string(i), {}, "no such grade"});
    }
  }
  if (const auto counts = fields.array("counts", 16)) {
    rank.counts.clear();
    for (size_t i = 0; i < counts->size(); ++i) {
      const json::Value count = counts->at(i);
      if (!count.is_number() || (count.number() >= 1 && count.number() <= 256 && !count.is_integer())) {
        errors.push_back(json::wrong_type(count, "an integer"));
      } else if (count.number() < 1 || count.number() > 256) {
        errors.push_back(json::out_of_range(count, 1, 256));
      } else {
        rank.counts.push_back(count.integer());
      }
    }
    if (counts->size() == 0) errors.push_back({"too-few", counts->path(), {}, counts->path() + " is empty"});
    sort_stably(rank.counts, [](int64_t a, int64_t b) { return a < b; });
  }
  fields.refuse_unknown();
}

void refuse_what_varies(json::Fields& fields, RankRequest::Vary vary, Errors& errors) {
  const std::string_view key = vary == RankRequest::Vary::model ? "model" : "format";
  if (vary == RankRequest::Vary::device) return;  // read_machine looks at the devices
  if (const auto given = fields.any(key)) {
    errors.push_back({"varies", given->path(), {}, "the " + std::string(key) + " varies; leave it out"});
  }
}

void require_the_rest(json::Fields& fields, RankRequest::Vary vary) {
  if (vary != RankRequest::Vary::model) fields.require("model");
  if (vary != RankRequest::Vary::device) fields.require("machine");
}

template <class Word>
Word word_index(const std::optional<std::string>& word, const std::vector<std::string_view>& words) {
  const auto at = word ? std::find(words.begin(), words.end(), *word) : words.begin();
  return static_cast<Word>(at - words.begin());
}

// 8,192 tokens or what the model was trained for, if that is less; 256 of them for the answer.
Result<Workload> workload_of(const WorkloadWishes& asked, const Architecture& architecture) {
  constexpr int64_t usual_context = 8192;
  constexpr int64_t usual_output = 256;
  const int64_t trained = architecture.trained_context > 0 ? architecture.trained_context : usual_context;
  Workload workload;
  workload.concurrency = asked.concurrency;
  workload.cache_tokens = asked.cache_tokens;
  workload.context_tokens = asked.context_tokens.value_or(std::min(usual_context, trained));
  const int64_t room = std::max<int64_t>(workload.context_tokens - asked.prompt_tokens.value_or(0), 0);
  workload.output_tokens = asked.output_tokens.value_or(std::min(usual_output, room));
  workload.prompt_tokens =
      asked.prompt_tokens.value_or(std::max<int64_t>(workload.context_tokens - workload.output_tokens, 0));
  if (workload.prompt_tokens + workload.output_tokens > workload.context_tokens) {
    const std::string field = asked.prompt_tokens ? "/prompt_tokens" : "/output_tokens";
    return Error{"exceeds-context",
                 asked.path + field,
                 {{"context_tokens", static_cast<double>(workload.context_tokens)},
                  {"prompt_tokens", static_cast<double>(workload.prompt_tokens)},
                  {"output_tokens", static_cast<double>(workload.output_tokens)}},
                 "prompt and output together exceed the context of " + std::to_string(workload.context_tokens) +
                     " tokens; raise context_tokens or lower one of them"};
  }
  if (workload.cache_tokens && *workload.cache_tokens < workload.prompt_tokens + workload.output_tokens) {
    return Error{"exceeds-context",
                 asked.path + "/cache_tokens",
                 {{"context_tokens", static_cast<double>(*workload.cache_tokens)},
                  {"prompt_tokens", static_cast<double>(workload.prompt_tokens)},
                  {"output_tokens", static_cast<double>(workload.output_tokens)}},
                 "the cache does not hold one prompt and its output; raise cache_tokens or lower the others"};
  }
  return workload;
}

bool has_experts(const Architecture& architecture) {
  return std::any_of(architecture.layers.begin(), architecture.layers.end(),
                     [](const Layer& layer) { return layer.experts.has_value(); });
}

}  // namespace

Result<Request> read_request(const json::Value& value, const Knowledge& knowledge) {
  Errors errors;
  Request request;
  json::Fields fields(value, errors);
  read_shared(fields, value, knowledge, false, request, errors);
  read_include(fields, request, errors);
  fields.require("model");
  fields.require("machine");
  fields.refuse_unknown();
  if (!errors.empty()) return errors;
  return request;
}

Result<RankRequest> read_rank_request(const json::Value& value, const Knowledge& knowledge) {
  Errors errors;
  RankRequest rank;
  json::Fields fields(value, errors);
  const std::vector<std::string_view> varies = {"model", "device", "format"};
  const std::vector<std::string_view> sorts = {"grade", "speed", "memory", "parameters", "context"};
  rank.vary = word_index<RankRequest::Vary>(fields.one_of("vary", varies), varies);
  rank.sort = word_index<RankRequest::Sort>(fields.one_of("sort", sorts), sorts);
  fields.require("vary");
  read_shared(fields, value, knowledge, rank.vary == RankRequest::Vary::device, rank.request, errors);
  refuse_what_varies(fields, rank.vary, errors);
  require_the_rest(fields, rank.vary);
  if (const auto where = fields.object("where")) read_where(*where, rank, errors);
  rank.limit = fields.integer("limit", 1, 10000).value_or(50);
  if (const auto list = fields.array("fields", 32)) {
    static const std::vector<std::string_view> known = {"grade",
                                                        "pace",
                                                        "needed_bytes",
                                                        "usable_bytes",
                                                        "headroom_bytes",
                                                        "parameters",
                                                        "ttft_seconds",
                                                        "prefill_tokens_per_second",
                                                        "decode_tokens_per_second",
                                                        "max_context_tokens",
                                                        "download_bytes"};
    for (size_t i = 0; i < list->size(); ++i) {
      const json::Value field = list->at(i);
      if (!field.is_string()) {
        errors.push_back(json::wrong_type(field, "a string"));
      } else if (std::find(known.begin(), known.end(), field.text()) == known.end()) {
        errors.push_back({"unknown-value",
                          field.path(),
                          {{"nearest", json::nearest(field.text(), known)}},
                          "rows have no such key"});
      } else if (std::find(rank.fields.begin(), rank.fields.end(), field.text()) != rank.fields.end()) {
        errors.push_back({"repeated", field.path(), {}, field.path() + " is asked for twice"});
      } else {
        rank.fields.push_back(field.text());
      }
    }
  }
  fields.refuse_unknown();
  if (!errors.empty()) return errors;
  return rank;
}

std::string_view published_file_type(const ModelFacts& model, const Knowledge& knowledge) {
  if (model.published_format.empty()) return {};
  const FormatFacts* format = knowledge.format(model.published_format);
  if (format == nullptr) return {};
  const FileType* type = file_type_named(format->id);
  return type == nullptr ? std::string_view() : type->id;
}

Result<Question> question_of(const Architecture& architecture, const FileType* format, const Circumstances& asked) {
  auto workload = workload_of(asked.workload, architecture);
  if (!workload) return workload.errors();
  const OptionWishes& options = asked.options;
  Question question;
  question.architecture = &architecture;
  question.format = format;
  question.imatrix = options.imatrix;
  question.machine = machine_of(asked);
  question.wishes = options.plan;
  const int64_t all = architecture.layer_count() + 1;
  if (options.all_gpu_layers) question.wishes.gpu_layers = all;
  if (options.experts_all_on_host) question.wishes.experts_on_host = all;
  if (question.wishes.experts_on_host) {
    const int64_t layers = has_experts(architecture) ? architecture.layer_count() : 0;
    question.wishes.experts_on_host = std::min(*question.wishes.experts_on_host, layers);
  }
  LlamaCppSettings& settings = question.settings;
  settings.batch_tokens = options.batch_tokens;
  settings.ubatch_tokens = options.ubatch_tokens;
  settings.type_k = options.type_k;
  settings.type_v = options.type_v;
  settings.kv_unified = options.kv_unified;
  settings.kv_offload = options.kv_offload;
  settings.swa_full = options.swa_full;
  settings.sequences = settings.output_rows = workload->concurrency;
  settings.output_rows_follow_slots = !options.output_rows && !options.all_output_rows;
  if (options.output_rows) settings.output_rows = *options.output_rows;
  if (options.all_output_rows) settings.output_rows = options.batch_tokens;
  set_workload(question, *workload);
  settings.flash_attention =
      options.flash_attention.value_or(llama_cpp::flash_attention_supported(architecture, settings));
  if (settings.cache_tokens > llama_cpp::kMostContextTokens) {
    return Error{"above-runtime-context",
                 asked.workload.path + "/context_tokens",
                 {{"most", static_cast<double>(llama_cpp::kMostContextTokens)}, {"runtime", std::string("llama.cpp")}},
                 "llama.cpp's cache holds at most 4,294,967,295 tokens over all requests"};
  }
  const int64_t most_sequences = llama_cpp::kMostSequences;
  if (workload->concurrency > most_sequences) {
    return Error{"above-runtime-limit",
                 asked.workload.path + "/concurrency",
                 {{"most", static_cast<double>(most_sequences)}, {"runtime", std::string("llama.cpp")}},
                 "llama.cpp serves at most " + std::to_string(most_sequences) + " requests at once"};
  }
  if (const auto refused = llama_cpp::refusal(architecture, settings)) {
    const std::string parent = asked.workload.path.substr(0, asked.workload.path.rfind('/'));
    return Error{refused->code, parent + "/options/kv_type", refused->values,
                 "llama.cpp refuses these cache types: " + refused->code};
  }
  return question;
}

}  // namespace canrun
