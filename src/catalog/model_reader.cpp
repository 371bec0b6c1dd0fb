#include "catalog/model_reader.h"

#include <utility>

#include "catalog/downloads.h"
#include "catalog/fields.h"
#include "catalog/sources.h"
#include "model/hf_config.h"

namespace canrun {
namespace {

constexpr int64_t kMostParameters = 100'000'000'000'000;  // a hundred trillion
constexpr int64_t kMostHeaderBytes = 1 << 30;

void read_modalities(json::Fields& fields, ModelFacts& facts, Errors& errors) {
  facts.modalities = read_texts(fields, "modalities", 8, 16, errors);
  const auto list = fields.any("modalities");
  if (!list || !list->is_array()) return;
  if (list->size() == 0) refuse_empty(*list, "name at least one", errors);
  const std::vector<std::string> allowed{"text", "image", "audio", "video"};
  for (size_t i = 0; i < list->size(); ++i) {
    const json::Value element = list->at(i);
    if (!element.is_string()) continue;
    bool known = false;
    for (const auto& word : allowed) known = known || word == element.text();
    if (known) continue;
    errors.push_back({"unknown-value",
                      element.path(),
                      {{"allowed", allowed}},
                      element.path() + " must be one of: text, image, audio, video"});
  }
}

void read_parameters(json::Fields& fields, ModelFacts& facts, Errors& errors) {
  const auto object = fields.object("parameters");
  if (!object) return;
  json::Fields parameters(*object, errors);
  facts.published_parameters = parameters.integer("published", 1, kMostParameters).value_or(0);
  facts.published_basis =
      parameters.one_of("published_basis", {"exact", "recalled", "rounded", "name", "circular"}).value_or("");
  facts.published_active = parameters.integer("active", 1, kMostParameters).value_or(0);
  facts.vision_parameters = parameters.integer("vision", 1, kMostParameters).value_or(0);
  facts.not_loaded_parameters = parameters.integer("not_loaded", 1, kMostParameters).value_or(0);
  if (parameters.present("not_loaded")) parameters.require("published");
  if (parameters.present("published")) parameters.require("published_basis");
  if (parameters.present("published_basis")) parameters.require("published");
  if (parameters.present("vision")) parameters.require("published");
  parameters.refuse_unknown();
}

void read_config(json::Fields& fields, ModelFacts& facts, Errors& errors) {
  const auto config = fields.object("config");
  if (!config) return;
  auto architecture = architecture_from_hf_config(*config);
  if (architecture.ok()) {
    facts.architecture = std::move(architecture).value();
  } else {
    errors.insert(errors.end(), architecture.errors().begin(), architecture.errors().end());
  }
  auto dtype = config->first_of({"torch_dtype", "dtype"});
  if (const auto text = config->get("text_config"); !dtype && text) dtype = text->first_of({"torch_dtype", "dtype"});
  if (dtype && dtype->is_string()) facts.weights_dtype = dtype->text();
}

}  // namespace

ModelFacts read_model_fields(json::Fields& fields, Errors& errors) {
  ModelFacts facts;
  facts.name = fields.text("name", 1, 100).value_or("");
  facts.family = fields.text("family", 1, 64).value_or("");
  facts.aliases = read_texts(fields, "aliases", 32, 100, errors);
  facts.variant = fields.one_of("variant", {"base", "instruct", "reasoning", "code"}).value_or("");
  facts.tokenizer = fields.text("tokenizer", 1, 64).value_or("");
  facts.license = fields.text("license", 1, 100).value_or("");
  if (const auto released = fields.text("released", 1, 10)) {
    facts.released = *released;
    if (!is_date(*released)) refuse_pattern(*fields.any("released"), "a date such as 2026-11-20", errors);
  }
  facts.published_format = fields.one_of("published_format", {"FP8", "MXFP4", "NVFP4", "FP4", "INT4"}).value_or("");
  read_modalities(fields, facts, errors);
  read_parameters(fields, facts, errors);
  read_config(fields, facts, errors);
  for (const char* key :
       {"name", "family", "aliases", "config", "parameters", "tokenizer", "license", "released", "modalities"}) {
    fields.require(key);
  }
  return facts;
}

Result<ModelFacts> model_from_json(const json::Value& file) {
  Errors errors;
  json::Fields fields(file, errors);
  ModelFacts facts = read_model_fields(fields, errors);
  read_downloads(fields, errors);
  read_sources(fields, errors);
  fields.refuse_unknown();
  if (!errors.empty()) return errors;
  return facts;
}

Result<Tokenizer> tokenizer_from_json(const json::Value& file) {
  Errors errors;
  json::Fields fields(file, errors);
  Tokenizer tokenizer;
  tokenizer.name = fields.text("name", 1, 100).value_or("");
  tokenizer.vocabulary = fields.integer("vocabulary", 1, 1 << 24).value_or(0);
  tokenizer.header_bytes = fields.integer("header_bytes", 1, kMostHeaderBytes).value_or(0);
  read_sources(fields, errors);
  for (const char* key : {"name", "vocabulary", "header_bytes"}) fields.require(key);
  fields.refuse_unknown();
  if (!errors.empty()) return errors;
  return tokenizer;
}

double published_tolerance(const std::string& basis) {
  if (basis == "rounded") return 0.05;  // a figure of one to four digits
  if (basis == "name") return 0.12;     // the size in the name: 7B for 7.7 billion
  return 0.005;
}

}  // namespace canrun
