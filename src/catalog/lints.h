// Does the data make sense, beyond its shape? One small function a rule; each says which file breaks it and how to mend
// it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/json.h"
#include "catalog/knowledge.h"
#include "result.h"

namespace canrun {

// The path of a data file without the ending, below its kind: "meta-llama/Llama-3.1-8B-Instruct" of
// "models/meta-llama/Llama-3.1-8B-Instruct.json". "bad-path" when it is not `levels` names of letters, digits, '.', '-'
// and '_'.
Errors path_lints(std::string_view id, int levels);

// Everything that one thing of the catalog is looked up by.
struct Names {
  std::string id;
  std::vector<std::string> names;  // the name and the aliases
};
Names names_of(const ModelFacts& facts);
Names names_of(const DeviceFacts& facts);
Names names_of(const FormatFacts& facts);
Names names_of(const RuntimeFacts& facts);

// "name-taken" for each name that, folded, is another one's id, name or alias: {id, error}.
std::vector<std::pair<std::string, Error>> name_lints(const std::vector<Names>& all);

// A parameter count that may miss the published one by more than published_tolerance says, and why.
struct ParameterException {
  std::string model;  // id
  double within = 0;  // share of the published figure
  std::string reason;
};
// data/exceptions.json: {"parameters": [{"model", "within", "reason"}]}.
Result<std::vector<ParameterException>> exceptions_from_json(const json::Value& file);

// How the architecture's own count compares with the published one.
struct ParameterCheck {
  int64_t counted = 0;    // text decoder from the architecture; towers and what is not loaded as stated
  int64_t published = 0;  // 0: nothing to compare with
  double difference = 0;  // counted / published - 1
};
ParameterCheck parameter_check(const ModelFacts& facts);

// "parameter-count" when the count misses by more than its tolerance or the exception given (may be null);
// "active-exceeds-published".
Errors parameter_lints(const ModelFacts& facts, const ParameterException* exception);

// "unused-exception" for each exception that no model needs.
Errors exception_lints(const std::vector<ParameterException>& exceptions, const std::vector<ModelFacts>& models);

// "below-vocabulary" when the embedding has fewer rows than the tokenizer has tokens.
Errors vocabulary_lints(const ModelFacts& facts, int64_t tokenizer_vocabulary);

}  // namespace canrun
