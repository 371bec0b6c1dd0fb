#include "catalog/device_reader.h"

#include <algorithm>
#include <string>

#include "catalog/fields.h"
#include "catalog/sources.h"

namespace canrun {
namespace {

constexpr double kMostGib = 1048576;
constexpr double kMostRate = 1e6;  // GB/s, TFLOPS, TOPS

bool is_lower_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

bool is_pci_id(const std::string& text) {
  return text.size() == 4 && std::all_of(text.begin(), text.end(), is_lower_hex);
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
      if (!is_pci_id(element.text())) refuse_pattern(element, "four hexadecimal digits in lower case", errors);
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
  facts.aliases = read_texts(fields, "aliases", 64, 100, errors);
  facts.renderer_patterns = read_texts(fields, "renderer_strings", 16, 200, errors);
  read_figures(fields, device);
  read_pci_ids(fields, errors);
  for (const char* key : {"name", "vendor", "kind", "aliases"}) fields.require(key);
  return facts;
}

Result<DeviceFacts> device_from_json(const json::Value& value) {
  Errors errors;
  json::Fields fields(value, errors);
  DeviceFacts facts = read_device_fields(fields, errors);
  read_sources(fields, errors);
  fields.refuse_unknown();
  if (!errors.empty()) return errors;
  return facts;
}

Errors device_lints(const json::Value& value) {
  Errors errors = source_lints(value);
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
