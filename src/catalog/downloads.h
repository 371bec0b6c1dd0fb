// Which files of a model can be fetched, and by what names? The `downloads` of data/schema/model.schema.json in C++.
// Only people need them: they become a file of their own, which the engine never loads.
#pragma once

#include <map>
#include <set>
#include <string>

#include "api/json.h"
#include "result.h"

namespace canrun {

// Checks the member `downloads` of a model's file, if it is there. Errors as json::Fields gives them, "wrong-pattern"
// (a tag, repository or format that no command could hold), "too-few".
void read_downloads(json::Fields& fields, Errors& errors);

// "unknown-format" for a format outside `formats`; "tag-taken" for a tag of Ollama's library that another model, or
// another format of this one, has. `tags` maps the tags seen so far to their model and grows by this one's.
// Precondition: read_downloads found nothing wrong with `file`.
Errors download_lints(const json::Value& file, const std::string& model, const std::set<std::string>& formats,
                      std::map<std::string, std::string>& tags);

}  // namespace canrun
