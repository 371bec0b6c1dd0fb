#include "catalog/parts.h"

#include <algorithm>
#include <set>
#include <utility>

#include "catalog/device_reader.h"
#include "catalog/model_reader.h"
#include "catalog/serving_readers.h"

namespace canrun {
namespace {

constexpr size_t kMostEntries = 65536;
constexpr int64_t kMostHeaderBytes = 1 << 30;

ModelFacts read_model(json::Fields& fields, Errors& errors) {
  const int64_t header = fields.integer("vocabulary_header_bytes", 0, kMostHeaderBytes).value_or(0);
  ModelFacts facts = read_model_fields(fields, errors);
  facts.vocabulary_header_bytes = header;
  return facts;
}

std::string& id_of(DeviceFacts& facts) { return facts.device.id; }
template <class Facts>
std::string& id_of(Facts& facts) {
  return facts.id;
}

template <class Facts>
std::vector<Facts> read_list(json::Fields& fields, std::string_view key, Facts (*read)(json::Fields&, Errors&),
                             Errors& errors) {
  std::vector<Facts> out;
  const auto list = fields.array(key, kMostEntries);
  if (!list) return out;
  std::set<std::string> ids;
  for (size_t i = 0; i < list->size(); ++i) {
    json::Fields entry(list->at(i), errors);
    const std::string id = entry.text("id", 1, 200).value_or("");
    Facts facts = read(entry, errors);
    entry.require("id");
    entry.refuse_unknown();
    if (!id.empty() && !ids.insert(id).second) {
      const std::string path = list->at(i).path() + "/id";
      errors.push_back({"duplicate-id", path, {{"id", id}}, path + ": '" + id + "' stands twice"});
    }
    id_of(facts) = id;
    out.push_back(std::move(facts));
  }
  return out;
}

// Precondition: `known` is sorted by id.
template <class Facts>
void add_missing(std::vector<Facts>& known, std::vector<Facts>& added) {
  const size_t before = known.size();
  for (auto& facts : added) {
    const auto end = known.begin() + static_cast<std::ptrdiff_t>(before);
    const auto at = std::lower_bound(known.begin(), end, id_of(facts),
                                     [](Facts& entry, const std::string& id) { return id_of(entry) < id; });
    if (at == end || id_of(*at) != id_of(facts)) known.push_back(std::move(facts));
  }
}

}  // namespace

Result<CatalogPart> read_catalog_part(const json::Value& value) {
  Errors errors;
  json::Fields fields(value, errors);
  CatalogPart part;
  part.name = fields.text("part", 1, 200).value_or("");
  part.version = fields.text("version", 1, 64).value_or("");
  for (const char* key : {"part", "version"}) fields.require(key);
  part.content.models = read_list<ModelFacts>(fields, "models", read_model, errors);
  part.content.devices = read_list<DeviceFacts>(fields, "devices", read_device_fields, errors);
  part.content.formats = read_list<FormatFacts>(fields, "formats", read_format_fields, errors);
  part.content.runtimes = read_list<RuntimeFacts>(fields, "runtimes", read_runtime_fields, errors);
  fields.refuse_unknown();
  if (!errors.empty()) return errors;
  return part;
}

Result<Knowledge> with_part(Knowledge knowledge, CatalogPart part) {
  for (const auto& known : knowledge.parts) {
    if (known.second != part.version) {
      return Error{"version-mismatch",
                   "/version",
                   {{"loaded", known.second}, {"given", part.version}},
                   "parts of version " + known.second + " are loaded; load parts of one version only"};
    }
  }
  for (const auto& known : knowledge.parts) {
    if (known.first == part.name) return knowledge;
  }
  if (knowledge.parts.empty()) {
    knowledge = std::move(part.content);
  } else {
    add_missing(knowledge.models, part.content.models);
    add_missing(knowledge.devices, part.content.devices);
    add_missing(knowledge.formats, part.content.formats);
    add_missing(knowledge.runtimes, part.content.runtimes);
  }
  knowledge.parts.emplace_back(std::move(part.name), std::move(part.version));
  knowledge.index();
  return knowledge;
}

}  // namespace canrun
