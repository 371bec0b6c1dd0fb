// What does a model's file say? Read strictly: data/schema/model.schema.json and tokenizer.schema.json in C++.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/json.h"
#include "catalog/knowledge.h"
#include "result.h"

namespace canrun {

// What data/models/<id>.json says but for its sources, from an object that may hold other members too: reads and
// checks without refusing what it does not know. `id` and `vocabulary_header_bytes` stay empty. Errors as json::Fields
// gives them, "wrong-pattern" (a date), "too-few", and those of architecture_from_hf_config under /config.
ModelFacts read_model_fields(json::Fields& fields, Errors& errors);

// The same from a whole file: with its downloads (checked, not kept) and sources, and nothing else.
Result<ModelFacts> model_from_json(const json::Value& file);

// data/tokenizers/<id>.json.
struct Tokenizer {
  std::string name;
  int64_t vocabulary = 0;    // tokens
  int64_t header_bytes = 0;  // what tokens, scores, merges and the metadata beside them take in a GGUF header
};
Result<Tokenizer> tokenizer_from_json(const json::Value& file);

// How far the count of the architecture may be from a published figure on this basis, as a share of it.
double published_tolerance(const std::string& basis);

}  // namespace canrun
