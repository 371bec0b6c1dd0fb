#include "catalog/serving_readers.h"

#include "catalog/fields.h"
#include "catalog/sources.h"

namespace canrun {
namespace {

std::vector<std::string> read_ids(json::Fields& fields, std::string_view key, Errors& errors) {
  fields.require(key);
  auto ids = read_texts(fields, key, 16, 64, errors);
  const auto list = fields.any(key);
  if (list && list->is_array() && list->size() == 0) refuse_empty(*list, "name at least one", errors);
  return ids;
}

void read_defaults(json::Fields& fields, RuntimeFacts& facts, Errors& errors) {
  fields.require("defaults");
  const auto object = fields.object("defaults");
  if (!object) return;
  json::Fields defaults(*object, errors);
  facts.default_batch_tokens = defaults.integer("batch_tokens", 1, 1048576).value_or(0);
  facts.default_ubatch_tokens = defaults.integer("ubatch_tokens", 1, 1048576).value_or(0);
  facts.default_kv_type_k = defaults.text("kv_type_k", 1, 16).value_or("");
  facts.default_kv_type_v = defaults.text("kv_type_v", 1, 16).value_or("");
  facts.default_flash_attention = defaults.one_of("flash_attention", {"auto", "on", "off"}).value_or("");
  for (const char* key : {"batch_tokens", "ubatch_tokens", "kv_type_k", "kv_type_v", "flash_attention"}) {
    defaults.require(key);
  }
  defaults.refuse_unknown();
}

}  // namespace

FormatFacts read_format_fields(json::Fields& fields, Errors& errors) {
  FormatFacts facts;
  facts.name = fields.text("name", 1, 64).value_or("");
  facts.aliases = read_texts(fields, "aliases", 32, 64, errors);
  facts.runtimes = read_ids(fields, "runtimes", errors);
  facts.bits_per_weight = fields.number_above("bits_per_weight", 0, 64).value_or(0);
  for (const char* key : {"name", "aliases", "bits_per_weight"}) fields.require(key);
  return facts;
}

RuntimeFacts read_runtime_fields(json::Fields& fields, Errors& errors) {
  RuntimeFacts facts;
  facts.name = fields.text("name", 1, 64).value_or("");
  facts.aliases = read_texts(fields, "aliases", 32, 64, errors);
  facts.version = fields.text("version", 1, 64).value_or("");
  if (const auto date = fields.text("version_date"); date && !is_date(*date)) {
    refuse_pattern(*fields.any("version_date"), "a date such as 2026-11-20", errors);
  }
  read_defaults(fields, facts, errors);
  facts.preferred_formats = read_ids(fields, "preferred_formats", errors);
  facts.preferred_tokens_per_second = fields.number("preferred_tokens_per_second", 0, 1e6).value_or(0);
  facts.fallback_formats = read_ids(fields, "fallback_formats", errors);
  for (const char* key : {"name", "aliases", "version", "version_date", "preferred_tokens_per_second"}) {
    fields.require(key);
  }
  return facts;
}

Result<FormatFacts> format_from_json(const json::Value& file) {
  Errors errors;
  json::Fields fields(file, errors);
  FormatFacts facts = read_format_fields(fields, errors);
  read_sources(fields, errors);
  fields.refuse_unknown();
  if (!errors.empty()) return errors;
  return facts;
}

Result<RuntimeFacts> runtime_from_json(const json::Value& file) {
  Errors errors;
  json::Fields fields(file, errors);
  RuntimeFacts facts = read_runtime_fields(fields, errors);
  read_sources(fields, errors);
  fields.refuse_unknown();
  if (!errors.empty()) return errors;
  return facts;
}

}  // namespace canrun
