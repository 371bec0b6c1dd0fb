// How does what the estimator knows arrive? As checked parts, each a JSON document, added one to another.
#pragma once

#include <string>

#include "api/json.h"
#include "catalog/knowledge.h"
#include "result.h"

namespace canrun {

// `{"part": "models", "version": "<hash of the whole catalog>", "models": [...], "devices": [...], "formats": [...],
// "runtimes": [...]}`; each list may be absent. "part" is any word: "catalog" for everything, "model:<id>" for one.
struct CatalogPart {
  std::string name;
  std::string version;
  Knowledge content;
};

// Strict: every field checked, all errors with their place. Errors as json::Fields gives them and as
// architecture_from_hf_config gives them (under /models/N/config), and "duplicate-id". The content is not indexed yet:
// with_part does that.
Result<CatalogPart> read_catalog_part(const json::Value& value);

// `knowledge` with the part's content beside its own. The same part twice is harmless, and so is an entry that another
// part brought already. Error: "version-mismatch" at /version when a part of another version is there.
Result<Knowledge> with_part(Knowledge knowledge, CatalogPart part);

}  // namespace canrun
