#include "catalog/device_reader.h"

#include <algorithm>
#include <string>

#include "catch.h"

using namespace canrun;

namespace {

const std::string kCard = R"({
  "name": "Example 24", "vendor": "NVIDIA", "kind": "desktop", "aliases": ["ex 24"],
  "memory_gib": 24, "usable_gib": 23.5, "bandwidth_gb_s": 1008, "fp16_dense_tflops": 165,
  "host_link_gb_s": 31.5, "pci_device_ids": ["2684"], "renderer_strings": ["Example 24"],
  "sources": [
    {"for": ["memory_gib", "bandwidth_gb_s"], "kind": "vendor", "url": "https://example.org/24", "read": "2026-11-20"},
    {"for": ["usable_gib", "fp16_dense_tflops", "host_link_gb_s"], "kind": "derived", "read": "2026-11-20", "note": "so"}
  ]})";

// The text with its first occurrence of `from` replaced.
std::string changed(const std::string& from, const std::string& to) {
  std::string text = kCard;
  const size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// Code and path of every error that the file meets.
std::vector<std::string> complaints(const std::string& text) {
  const auto document = json::parse(text);
  REQUIRE(document.ok());
  const json::Value value = json::Value::root(*document);
  const auto facts = device_from_json(value);
  std::vector<std::string> out;
  for (const Error& error : facts.ok() ? device_lints(value) : facts.errors())
    out.push_back(error.code + " " + error.path);
  return out;
}

using List = std::vector<std::string>;

}  // namespace

TEST_CASE("a device file is read into base units", "[catalog]") {
  const auto document = json::parse(kCard);
  const auto facts = device_from_json(json::Value::root(*document));
  REQUIRE(facts.ok());
  CHECK(facts->device.name == "Example 24");
  CHECK(facts->device.memory == Bytes(24 * kGiB));
  CHECK(facts->device.usable == Bytes(23.5 * kGiB));
  CHECK(facts->device.bandwidth == BytesPerSecond(1008e9));
  CHECK(facts->device.fp16_dense == OperationsPerSecond(165e12));
  CHECK(facts->device.host_link == BytesPerSecond(31.5e9));
  CHECK(facts->device.fp32 == OperationsPerSecond(0));
  CHECK_FALSE(facts->device.unified);
  CHECK(facts->aliases == List{"ex 24"});
  CHECK(facts->renderer_patterns == List{"Example 24"});
  CHECK(complaints(kCard).empty());
}

TEST_CASE("what a device must state is missed by name", "[catalog]") {
  CHECK(complaints(changed("\"usable_gib\": 23.5, ", "")) == List{"missing-field /usable_gib"});
  CHECK(complaints(changed("\"vendor\": \"NVIDIA\", ", "")) == List{"missing-field /vendor"});
}

TEST_CASE("all errors of a device file are reported at once", "[catalog]") {
  const auto found =
      complaints(changed("\"memory_gib\": 24, \"usable_gib\": 23.5", "\"memory_gib\": -1, \"usable\": 1"));
  CHECK(found.size() == 3);
  CHECK(std::count(found.begin(), found.end(), "out-of-range /memory_gib") == 1);
  CHECK(std::count(found.begin(), found.end(), "unknown-field /usable") == 1);
  CHECK(std::count(found.begin(), found.end(), "missing-field /usable_gib") == 1);
}

TEST_CASE("a figure is a number in range, never null, zero or text", "[catalog]") {
  for (const char* wrong : {"null", "\"1008\"", "true", "[1008]"}) {
    CAPTURE(wrong);
    const auto found = complaints(changed("\"bandwidth_gb_s\": 1008", std::string("\"bandwidth_gb_s\": ") + wrong));
    CHECK(found == List{"wrong-type /bandwidth_gb_s"});
  }
  for (const char* wrong : {"0", "-1", "1e30"}) {
    CAPTURE(wrong);
    const auto found = complaints(changed("\"bandwidth_gb_s\": 1008", std::string("\"bandwidth_gb_s\": ") + wrong));
    CHECK(found == List{"out-of-range /bandwidth_gb_s"});
  }
}

TEST_CASE("a PCI id is four hexadecimal digits", "[catalog]") {
  CHECK(complaints(changed("\"2684\"", "\"268\"")) == List{"wrong-pattern /pci_device_ids/0"});
  CHECK(complaints(changed("\"2684\"", "\"268G\"")) == List{"wrong-pattern /pci_device_ids/0"});
}

TEST_CASE("a number that no source names is refused", "[catalog]") {
  CHECK(complaints(changed(", \"host_link_gb_s\"]", "]")) == List{"unsourced-number /host_link_gb_s"});
}

TEST_CASE("a source for a field that is not there is refused", "[catalog]") {
  CHECK(complaints(changed("\"host_link_gb_s\"]", "\"host_link_gb_s\", \"power_w\"]")) ==
        List{"unknown-source-field /sources/1/for/3"});
}

TEST_CASE("what is derived says how", "[catalog]") {
  const auto found = complaints(changed(", \"note\": \"so\"", ""));
  CHECK(found == List{"missing-field /sources/1/note"});
}

TEST_CASE("no device offers more memory than it has", "[catalog]") {
  CHECK(complaints(changed("23.5", "24.5")) == List{"usable-exceeds-memory /usable_gib"});
}
