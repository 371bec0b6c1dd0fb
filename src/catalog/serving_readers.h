// What do the files of formats and runtimes say? Read strictly: data/schema/format.schema.json and
// runtime.schema.json in C++.
#pragma once

#include "api/json.h"
#include "catalog/knowledge.h"
#include "result.h"

namespace canrun {

// The fields but for the sources, from an object that may hold others too; the id stays empty: the name of the file is
// the id. Errors as json::Fields gives them, "wrong-pattern" (a date) and "too-few".
FormatFacts read_format_fields(json::Fields& fields, Errors& errors);
RuntimeFacts read_runtime_fields(json::Fields& fields, Errors& errors);

// The same from a whole file: with its sources and nothing else.
Result<FormatFacts> format_from_json(const json::Value& file);
Result<RuntimeFacts> runtime_from_json(const json::Value& file);

}  // namespace canrun
