#include "catalog/catalog_builder.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "api/json.h"
#include "catalog/device_reader.h"
#include "catalog/downloads.h"
#include "catalog/knowledge.h"
#include "catalog/lints.h"
#include "catalog/model_reader.h"
#include "catalog/serving_readers.h"
#include "catalog/sources.h"

namespace canrun {
namespace {

// One file of one kind: what it says, and its text as a tree for the catalog.
template <class Facts>
struct Read {
  std::string path;
  std::string id;
  Facts facts;
  json::Node node;
};

struct Content {
  std::vector<Read<ModelFacts>> models;
  std::vector<Read<Tokenizer>> tokenizers;
  std::vector<Read<DeviceFacts>> devices;
  std::vector<Read<FormatFacts>> formats;
  std::vector<Read<RuntimeFacts>> runtimes;
  std::vector<ParameterException> exceptions;
};

constexpr const char* kExceptions = "exceptions.json";

bool starts_with(const std::string& text, const std::string& start) { return text.rfind(start, 0) == 0; }

class Builder {
 public:
  BuiltCatalog build(const std::vector<DataFile>& files) {
    for (const DataFile& file : files) read(file);
    lint();
    summarise();
    if (out_.problems.empty()) write();
    std::stable_sort(out_.problems.begin(), out_.problems.end(),
                     [](const Problem& a, const Problem& b) { return a.path < b.path; });
    return std::move(out_);
  }

 private:
  void refuse(const std::string& path, Error error) { out_.problems.push_back({path, std::move(error)}); }
  void refuse_all(const std::string& path, const Errors& errors) {
    for (const Error& error : errors) refuse(path, error);
  }

  void read(const DataFile& file) {
    for (const char* others : {"schema/", "calibration/", "tables/"}) {
      if (starts_with(file.path, others)) return;
    }
    auto parsed = json::parse(file.text);
    if (!parsed) return refuse_all(file.path, parsed.errors());
    json::Node node = std::move(parsed).value();
    if (file.path == kExceptions) return read_exceptions(node);
    if (starts_with(file.path, "models/")) return keep(file, node, 2, model_from_json, content_.models);
    if (starts_with(file.path, "devices/")) return keep(file, node, 2, device_from_json, content_.devices);
    if (starts_with(file.path, "tokenizers/")) return keep(file, node, 1, tokenizer_from_json, content_.tokenizers);
    if (starts_with(file.path, "formats/")) return keep(file, node, 1, format_from_json, content_.formats);
    if (starts_with(file.path, "runtimes/")) return keep(file, node, 1, runtime_from_json, content_.runtimes);
    refuse(file.path, {"stray-file", "", {}, "no kind of data lies here; move or remove it"});
  }

  void read_exceptions(const json::Node& node) {
    auto exceptions = exceptions_from_json(json::Value::root(node));
    if (!exceptions) return refuse_all(kExceptions, exceptions.errors());
    content_.exceptions = std::move(exceptions).value();
  }

  template <class Facts>
  void keep(const DataFile& file, json::Node& node, int levels, Result<Facts> (*reader)(const json::Value&),
            std::vector<Read<Facts>>& into) {
    const size_t folder = file.path.find('/') + 1;
    const std::string ending = ".json";
    std::string id = file.path.substr(folder);
    if (id.size() > ending.size() && id.compare(id.size() - ending.size(), ending.size(), ending) == 0) {
      id.resize(id.size() - ending.size());
    } else {
      refuse(file.path, {"bad-path", "", {}, "the name must end in .json"});
    }
    refuse_all(file.path, path_lints(id, levels));
    auto facts = reader(json::Value::root(node));
    if (!facts) return refuse_all(file.path, facts.errors());
    refuse_all(file.path, source_lints(json::Value::root(node)));
    into.push_back({file.path, std::move(id), std::move(facts).value(), std::move(node)});
  }

  void lint() {
    for (auto& model : content_.models) model.facts.id = model.id;
    for (auto& device : content_.devices) {
      device.facts.device.id = device.id;
      refuse_all(device.path, device_lints(json::Value::root(device.node)));
    }
    for (auto& format : content_.formats) format.facts.id = format.id;
    for (auto& runtime : content_.runtimes) runtime.facts.id = runtime.id;
    lint_names(content_.models);
    lint_names(content_.devices);
    lint_names(content_.formats);
    lint_names(content_.runtimes);
    lint_models();
    lint_formats();
    lint_downloads();
  }

  template <class Facts>
  void lint_names(const std::vector<Read<Facts>>& all) {
    std::vector<Names> names;
    std::map<std::string, std::string> paths;
    for (const auto& one : all) {
      names.push_back(names_of(one.facts));
      paths.emplace(one.id, one.path);
    }
    for (const auto& [id, error] : name_lints(names)) refuse(paths[id], error);
  }

  [[nodiscard]] const ParameterException* exception_of(const std::string& model) const {
    for (const auto& exception : content_.exceptions) {
      if (exception.model == model) return &exception;
    }
    return nullptr;
  }

  void lint_models() {
    std::set<std::string> used;
    std::vector<ModelFacts> facts;
    for (auto& model : content_.models) {
      refuse_all(model.path, parameter_lints(model.facts, exception_of(model.id)));
      const Tokenizer* tokenizer = nullptr;
      for (const auto& known : content_.tokenizers) {
        if (known.id == model.facts.tokenizer) tokenizer = &known.facts;
      }
      if (tokenizer == nullptr) {
        refuse(model.path, {"unknown-tokenizer",
                            "/tokenizer",
                            {{"tokenizer", model.facts.tokenizer}},
                            "there is no data/tokenizers/" + model.facts.tokenizer + ".json; add it"});
      } else {
        used.insert(model.facts.tokenizer);
        model.facts.vocabulary_header_bytes = tokenizer->header_bytes;
        refuse_all(model.path, vocabulary_lints(model.facts, tokenizer->vocabulary));
      }
      facts.push_back(model.facts);
    }
    for (const auto& tokenizer : content_.tokenizers) {
      if (used.count(tokenizer.id) == 0) {
        refuse(tokenizer.path, {"unused-tokenizer", "", {}, "no model has this tokenizer; remove it"});
      }
    }
    refuse_all(kExceptions, exception_lints(content_.exceptions, facts));
  }

  // A runtime's ladder may only name formats that are there.
  void lint_formats() {
    for (const auto& runtime : content_.runtimes) {
      for (const auto* ladder : {&runtime.facts.preferred_formats, &runtime.facts.fallback_formats}) {
        for (const auto& id : *ladder) {
          const bool known = std::any_of(content_.formats.begin(), content_.formats.end(),
                                         [&](const Read<FormatFacts>& format) { return format.id == id; });
          if (!known) refuse(runtime.path, {"unknown-format", "", {{"format", id}}, "there is no format " + id});
        }
      }
    }
  }

  void lint_downloads() {
    std::set<std::string> formats;
    for (const auto& format : content_.formats) formats.insert(format.id);
    std::map<std::string, std::string> tags;
    for (const auto& model : content_.models) {
      refuse_all(model.path, download_lints(json::Value::root(model.node), model.id, formats, tags));
    }
  }

  void summarise() {
    CatalogSummary& summary = out_.summary;
    std::set<std::string> families, vendors;
    for (const auto& model : content_.models) {
      families.insert(model.facts.family);
      const std::string& basis = model.facts.published_basis;
      if (basis.empty() || basis == "rounded" || basis == "name" || exception_of(model.id) != nullptr) continue;
      ++summary.compared;
      const double difference = parameter_check(model.facts).difference;
      if (std::fabs(difference) <= std::fabs(summary.worst_difference)) continue;
      summary.worst_difference = difference;
      summary.worst_model = model.id;
    }
    for (const auto& device : content_.devices) vendors.insert(device.facts.device.vendor);
    summary.models = static_cast<int64_t>(content_.models.size());
    summary.families = static_cast<int64_t>(families.size());
    summary.tokenizers = static_cast<int64_t>(content_.tokenizers.size());
    summary.devices = static_cast<int64_t>(content_.devices.size());
    summary.vendors = static_cast<int64_t>(vendors.size());
    summary.formats = static_cast<int64_t>(content_.formats.size());
    summary.runtimes = static_cast<int64_t>(content_.runtimes.size());
    summary.exceptions = static_cast<int64_t>(content_.exceptions.size());
  }

  // The file without what only people read, its id in front.
  template <class Facts>
  static void write_entry(json::Writer& out, const Read<Facts>& read, int64_t header_bytes) {
    out.begin_object().key("id").text(read.id);
    if (header_bytes > 0) out.key("vocabulary_header_bytes").integer(header_bytes);
    for (const auto& [key, value] : read.node.members) {
      if (key != "sources" && key != "downloads") out.key(key).node(value);
    }
    out.end_object();
  }
  static int64_t header_bytes_of(const Read<ModelFacts>& read) { return read.facts.vocabulary_header_bytes; }
  template <class Facts>
  static int64_t header_bytes_of(const Read<Facts>&) {
    return 0;
  }

  template <class Facts>
  static std::string entries(const std::vector<Read<Facts>>& list) {
    json::Writer out;
    out.begin_array();
    for (const auto& read : list) write_entry(out, read, header_bytes_of(read));
    out.end_array();
    return out.take();
  }

  // That member of each file that has it, by id.
  template <class Facts>
  static std::string by_id(const std::vector<Read<Facts>>& list, std::string_view member) {
    json::Writer out;
    out.begin_object();
    for (const auto& read : list) {
      for (const auto& [key, value] : read.node.members) {
        if (key == member) out.key(read.id).node(value);
      }
    }
    out.end_object();
    return out.take();
  }

  using Lists = std::vector<std::pair<std::string, std::string>>;  // key, JSON

  void write_file(const std::string& name, const std::string& part, const Lists& lists) {
    json::Writer out;
    out.begin_object();
    if (!part.empty()) out.key("part").text(part);
    out.key("version").text(out_.version);
    for (const auto& [key, text] : lists) out.key(key).raw(text);
    out.end_object();
    out_.files.push_back({name, out.take() + "\n"});
  }

  void write() {
    const Lists models{{"models", entries(content_.models)}};
    const Lists devices{{"devices", entries(content_.devices)}};
    const Lists core{{"formats", entries(content_.formats)}, {"runtimes", entries(content_.runtimes)}};
    Lists all = core;
    all.insert(all.end(), models.begin(), models.end());
    all.insert(all.end(), devices.begin(), devices.end());
    const Lists named{{"models", by_id(content_.models, "sources")},
                      {"tokenizers", by_id(content_.tokenizers, "sources")},
                      {"devices", by_id(content_.devices, "sources")},
                      {"formats", by_id(content_.formats, "sources")},
                      {"runtimes", by_id(content_.runtimes, "sources")}};
    const Lists downloads{{"models", by_id(content_.models, "downloads")}};
    out_.version = hash_of({&all, &named, &downloads});
    write_file("catalog.json", "catalog", all);
    write_file("core.json", "core", core);
    write_file("models.json", "models", models);
    write_file("devices.json", "devices", devices);
    write_file("sources.json", "", named);
    write_file("downloads.json", "", downloads);
  }

  // FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
  static std::string hash_of(const std::vector<const Lists*>& content) {
    uint64_t hash = 14695981039346656037u;
    for (const Lists* lists : content) {
      for (const auto& entry : *lists) {
        for (const char c : entry.second) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
      }
    }
    std::string out;
    for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[(hash >> shift) & 15u];
    return out;
  }

  Content content_;
  BuiltCatalog out_;
};

}  // namespace

BuiltCatalog build_catalog(std::vector<DataFile> files) {
  std::sort(files.begin(), files.end(), [](const DataFile& a, const DataFile& b) { return a.path < b.path; });
  return Builder().build(files);
}

}  // namespace canrun
