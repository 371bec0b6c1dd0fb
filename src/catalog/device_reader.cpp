#include "catalog/device_reader.h"

#include <algorithm>
#include <string>
#include <utility>

namespace canrun {
namespace {

constexpr double kMostGib = 1048576;
constexpr double kMostRate = 1e6;  // GB/s, TFLOPS, TOPS

bool is_lower_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

bool is_pci_id(const std::string& text) {
  return text.size() == 4 && std::all_of(text.begin(), text.end(), is_lower_hex);
}

bool is_address(const std::string& text) { return text.rfind("https://", 0) == 0 && text.size() > 8; }

bool is_date(const std::string& text) {  // 2026-11-20
  if (text.size() != 10) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

using Pattern = bool (*)(const std::string&);

void expect_pattern(const json::Value& value, Pattern matches, const char* expected, Errors& errors) {
  if (matches(value.text())) return;
  errors.push_back({"wrong-pattern",
                    value.path(),
                    {{"expected", std::string(expected)}},
                    value.path() + " must be " + std::string(expected)});
}

// A list of texts, each `least` to `most` characters long.
std::vector<std::string> texts(json::Fields& fields, std::string_view key, size_t most_elements, size_t most_length,
                               Errors& errors) {
  std::vector<std::string> out;
  const auto list = fields.array(key, most_elements);
  if (!list) return out;
  for (size_t i = 0; i < list->size(); ++i) {
    const json::Value element = list->at(i);
    if (!element.is_string()) {
      errors.push_back(json::wrong_type(element, "a string"));
    } else if (json::length_within(element, 1, most_length, errors)) {
      out.push_back(element.text());
    }
  }
  return out;
}

void read_pattern(json::Fields& fields, const json::Value& of, std::string_view key, Pattern matches,
                  const char* expected, size_t most_length, Errors& errors) {
  if (fields.text(key, 1, most_length)) expect_pattern(*of.get(key), matches, expected, errors);
}

void read_source(const json::Value& value, Errors& errors) {
  json::Fields fields(value, errors);
  const auto names = texts(fields, "for", 64, 64, errors);
  if (const auto list = fields.any("for"); list && list->is_array() && list->size() == 0) {
    errors.push_back({"too-few", list->path(), {{"least", 1.0}}, list->path() + " must name at least one field"});
  }
  const auto kind = fields.one_of("kind", {"vendor", "measured", "config", "derived", "estimate"});
  read_pattern(fields, value, "url", is_address, "an address that begins with https://", 500, errors);
  read_pattern(fields, value, "read", is_date, "a date such as 2026-11-20", 10, errors);
  fields.text("note", 1, 500);
  for (const char* key : {"for", "kind", "read"}) fields.require(key);
  if (kind) fields.require(*kind == "derived" || *kind == "estimate" ? "note" : "url");
  fields.refuse_unknown();
}

void read_sources(json::Fields& fields, Errors& errors) {
  fields.require("sources");
  const auto sources = fields.array("sources", 64);
  if (!sources) return;
  if (sources->size() == 0) {
    errors.push_back(
        {"too-few", sources->path(), {{"least", 1.0}}, sources->path() + " must hold at least one source"});
  }
  for (size_t i = 0; i < sources->size(); ++i) read_source(sources->at(i), errors);
}

OperationsPerSecond tera(json::Fields& fields, std::string_view key) {
  return OperationsPerSecond(fields.number_above(key, 0, kMostRate).value_or(0) * 1e12);
}

BytesPerSecond giga(json::Fields& fields, std::string_view key) {
  return BytesPerSecond(fields.number_above(key, 0, kMostRate).value_or(0) * kGB);
}

void read_figures(json::Fields& fields, Device& device) {
  device.memory = Bytes(fields.number_above("memory_gib", 0, kMostGib).value_or(0) * kGiB);
  device.usable = Bytes(fields.number_above("usable_gib", 0, kMostGib).value_or(0) * kGiB);
  device.unified = fields.boolean("unified").value_or(false);
  device.bandwidth = giga(fields, "bandwidth_gb_s");
  device.fp32 = tera(fields, "fp32_tflops");
  device.fp16_dense = tera(fields, "fp16_dense_tflops");
  device.fp16_accumulate = tera(fields, "fp16_accumulate_tflops");
  device.int8_dense = tera(fields, "int8_dense_tops");
  device.host_link = giga(fields, "host_link_gb_s");
  device.device_link = giga(fields, "device_link_gb_s");
  device.power_w = fields.number_above("power_w", 0, 100000).value_or(0);
  device.price_usd = fields.number_above("price_usd", 0, 1e7).value_or(0);
  device.released = fields.integer("released", 1990, 2100).value_or(0);
  for (const char* key : {"memory_gib", "usable_gib", "bandwidth_gb_s"}) fields.require(key);
}

void read_pci_ids(json::Fields& fields, Errors& errors) {
  const auto list = fields.array("pci_device_ids", 64);
  if (!list) return;
  for (size_t i = 0; i < list->size(); ++i) {
    const json::Value element = list->at(i);
    if (!element.is_string()) {
      errors.push_back(json::wrong_type(element, "a string"));
    } else {
      expect_pattern(element, is_pci_id, "four hexadecimal digits in lower case", errors);
    }
  }
}

}  // namespace

DeviceFacts read_device_fields(json::Fields& fields, Errors& errors) {
  DeviceFacts facts;
  Device& device = facts.device;
  device.name = fields.text("name", 1, 200).value_or("");
  device.vendor =
      fields.one_of("vendor", {"NVIDIA", "AMD", "Intel", "Apple", "Qualcomm", "Ampere", "AWS", "Generic"}).value_or("");
  device.kind = fields
                    .one_of("kind", {"desktop", "laptop", "workstation", "datacenter", "apple", "igpu", "mini-pc",
                                     "embedded", "cpu"})
                    .value_or("");
  device.architecture = fields.text("architecture", 1, 64).value_or("");
  device.compute_capability = fields.text("compute_capability", 1, 16).value_or("");
  facts.aliases = texts(fields, "aliases", 64, 100, errors);
  facts.renderer_patterns = texts(fields, "renderer_strings", 16, 200, errors);
  read_figures(fields, device);
  read_pci_ids(fields, errors);
  read_sources(fields, errors);
  for (const char* key : {"name", "vendor", "kind", "aliases"}) fields.require(key);
  return facts;
}

Result<DeviceFacts> device_from_json(const json::Value& value) {
  Errors errors;
  json::Fields fields(value, errors);
  DeviceFacts facts = read_device_fields(fields, errors);
  fields.refuse_unknown();
  if (!errors.empty()) return errors;
  return facts;
}

Errors device_lints(const json::Value& value) {
  Errors errors;
  std::vector<std::string> named;
  const json::Value sources = *value.get("sources");
  for (size_t i = 0; i < sources.size(); ++i) {
    const json::Value fields = *sources.at(i).get("for");
    for (size_t j = 0; j < fields.size(); ++j) {
      const json::Value field = fields.at(j);
      named.push_back(field.text());
      if (value.get(field.text())) continue;
      errors.push_back({"unknown-source-field",
                        field.path(),
                        {{"field", field.text()}},
                        field.path() + ": there is no field '" + field.text() + "'; name one that the file has"});
    }
  }
  for (size_t i = 0; i < value.size(); ++i) {
    const std::pair<std::string_view, json::Value> member = value.member(i);
    if (!member.second.is_number()) continue;
    if (std::find(named.begin(), named.end(), member.first) != named.end()) continue;
    errors.push_back({"unsourced-number",
                      member.second.path(),
                      {},
                      member.second.path() + ": no source names this number; add it to \"for\" of one"});
  }
  const json::Value usable = *value.get("usable_gib");
  if (usable.number() > value.get("memory_gib")->number()) {
    errors.push_back({"usable-exceeds-memory",
                      usable.path(),
                      {{"memory_gib", value.get("memory_gib")->number()}},
                      "usable_gib is more than memory_gib"});
  }
  return errors;
}

}  // namespace canrun
