// What becomes of the files in data/? They are read strictly and linted; if all is well, the catalog that the engine
// loads. The validator is the builder.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "result.h"

namespace canrun {

// A file below data/: "models/meta-llama/Llama-3.1-8B-Instruct.json" and its text.
struct DataFile {
  std::string path;
  std::string text;
};

struct Problem {
  std::string path;  // of the file
  Error error;       // its JSON Pointer is within the file
};

struct CatalogSummary {
  int64_t models = 0, families = 0, tokenizers = 0, devices = 0, vendors = 0, formats = 0, runtimes = 0;
  int64_t compared = 0;         // models with a full published parameter count
  double worst_difference = 0;  // counted / published - 1, of those without an exception
  std::string worst_model;
  int64_t exceptions = 0;
};

struct BuiltCatalog {
  std::vector<Problem> problems;  // in the order of the files; files is empty unless this is
  std::vector<DataFile> files;    // what catalogc writes: the catalog and its parts, sources.json, downloads.json
  std::string version;            // a hash of the content, 16 hexadecimal digits
  CatalogSummary summary;
};

// Deterministic: the order of `files` does not matter. Reads models/, tokenizers/, devices/, formats/, runtimes/ and
// exceptions.json; schema/, calibration/ and tables/ are others' to check. "stray-file" for anything else,
// "unknown-tokenizer", "unused-tokenizer", "unknown-format", and the errors of the readers, of lints.h and downloads.h.
BuiltCatalog build_catalog(std::vector<DataFile> files);

}  // namespace canrun
