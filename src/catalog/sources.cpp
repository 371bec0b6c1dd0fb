#include "catalog/sources.h"

#include <algorithm>
#include <utility>

#include "catalog/fields.h"

namespace canrun {
namespace {

bool is_address(const std::string& text) { return text.rfind("https://", 0) == 0 && text.size() > 8; }

Source read_source(const json::Value& value, Errors& errors) {
  json::Fields fields(value, errors);
  Source source;
  source.fields = read_texts(fields, "for", 64, 64, errors);
  if (const auto list = fields.any("for"); list && list->is_array() && list->size() == 0) {
    refuse_empty(*list, "name at least one field", errors);
  }
  source.kind = fields.one_of("kind", {"vendor", "measured", "config", "derived", "estimate"}).value_or("");
  if (const auto url = fields.text("url", 1, 500)) {
    source.url = *url;
    if (!is_address(*url)) refuse_pattern(*value.get("url"), "an address that begins with https://", errors);
  }
  if (const auto read = fields.text("read", 1, 10)) {
    source.read = *read;
    if (!is_date(*read)) refuse_pattern(*value.get("read"), "a date such as 2026-11-20", errors);
  }
  source.note = fields.text("note", 1, 500).value_or("");
  for (const char* key : {"for", "kind", "read"}) fields.require(key);
  const bool doubtful = source.kind == "derived" || source.kind == "estimate";
  if (!source.kind.empty()) fields.require(doubtful ? "note" : "url");
  fields.refuse_unknown();
  return source;
}

// The value at a dotted name, "parameters.vision"; nothing when there is none.
std::optional<json::Value> at_name(const json::Value& file, std::string_view name) {
  std::optional<json::Value> value = file;
  while (value && !name.empty()) {
    const size_t dot = std::min(name.find('.'), name.size());
    value = value->get(name.substr(0, dot));
    name.remove_prefix(std::min(dot + 1, name.size()));
  }
  return value;
}

using Names = std::vector<std::string>;

void refuse_unsourced(const json::Value& value, const std::string& name, const Names& named, Errors& errors) {
  if (std::find(named.begin(), named.end(), name) != named.end()) return;
  if (value.is_number()) {
    errors.push_back({"unsourced-number",
                      value.path(),
                      {},
                      value.path() + ": no source names this number; add it to \"for\" of one"});
  } else if (value.is_object()) {
    for (size_t i = 0; i < value.size(); ++i) {
      const std::pair<std::string_view, json::Value> member = value.member(i);
      refuse_unsourced(member.second, name + "." + std::string(member.first), named, errors);
    }
  } else if (value.is_array()) {
    for (size_t i = 0; i < value.size(); ++i) refuse_unsourced(value.at(i), name, named, errors);
  }
}

}  // namespace

std::vector<Source> read_sources(json::Fields& fields, Errors& errors) {
  std::vector<Source> out;
  fields.require("sources");
  const auto sources = fields.array("sources", 64);
  if (!sources) return out;
  if (sources->size() == 0) refuse_empty(*sources, "hold at least one source", errors);
  for (size_t i = 0; i < sources->size(); ++i) out.push_back(read_source(sources->at(i), errors));
  return out;
}

Errors source_lints(const json::Value& file) {
  Errors errors;
  Names named;
  const json::Value sources = *file.get("sources");
  for (size_t i = 0; i < sources.size(); ++i) {
    const json::Value fields = *sources.at(i).get("for");
    for (size_t j = 0; j < fields.size(); ++j) {
      const json::Value field = fields.at(j);
      named.push_back(field.text());
      if (at_name(file, field.text())) continue;
      errors.push_back({"unknown-source-field",
                        field.path(),
                        {{"field", field.text()}},
                        field.path() + ": there is no field '" + field.text() + "'; name one that the file has"});
    }
  }
  for (size_t i = 0; i < file.size(); ++i) {
    const std::pair<std::string_view, json::Value> member = file.member(i);
    refuse_unsourced(member.second, std::string(member.first), named, errors);
  }
  return errors;
}

}  // namespace canrun
