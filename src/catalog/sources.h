// Where does each figure of a data file come from? The list "sources" that every file in data/ ends with.
#pragma once

#include <string>
#include <vector>

#include "api/json.h"

namespace canrun {

struct Source {
  std::vector<std::string> fields;  // what it vouches for: "memory_gib", "config", "parameters.vision"
  std::string kind;                 // vendor, measured, config, derived, estimate
  std::string url;                  // empty only for what is derived or estimated
  std::string read;                 // the day, "2026-11-20"
  std::string note;                 // how it was derived, or what to doubt; never empty for derived and estimate
};

// The required member "sources". Errors as json::Fields gives them, "too-few", and "wrong-pattern" (address, date).
std::vector<Source> read_sources(json::Fields& fields, Errors& errors);

// What sources must do beyond their shape. Errors: "unsourced-number" (a number of the file that no source names; a
// source that names an object names what is in it) and "unknown-source-field" (a source for a field that is not there).
// Precondition: `file` is an object whose "sources" read_sources accepts.
Errors source_lints(const json::Value& file);

}  // namespace canrun
