// A model small enough to count by hand, and the files around it.
#pragma once

#include <string>
#include <vector>

#include "api/json.h"
#include "catalog/catalog_builder.h"
#include "catch.h"

namespace example {

// Two layers of width 8 with 2 heads of 4 and a feed-forward of 16, 10 tokens, untied:
//   embedding and output 2 x 10 x 8 = 160; a layer: attention 4 x 8 x 8 = 256, feed-forward 3 x 8 x 16 = 384, two norms
//   2 x 8 = 16; last norm 8. In all 160 + 2 x 656 + 8 = 1480.
inline const std::string kModel = R"({
  "name": "Tiny 1K Instruct", "family": "Tiny", "aliases": ["tiny:1k"], "variant": "instruct",
  "config": {"model_type": "llama", "num_hidden_layers": 2, "hidden_size": 8, "intermediate_size": 16,
             "num_attention_heads": 2, "num_key_value_heads": 2, "vocab_size": 10, "tie_word_embeddings": false,
             "max_position_embeddings": 64, "torch_dtype": "bfloat16"},
  "parameters": {"published": 1480, "published_basis": "exact"},
  "tokenizer": "ten", "license": "MIT", "released": "2026-01-31", "modalities": ["text"],
  "sources": [{"for": ["config", "parameters"], "kind": "config", "url": "https://example.org/tiny", "read": "2026-11-20"}]})";

inline const std::string kTokenizer = R"({"name": "Ten", "vocabulary": 10, "header_bytes": 400,
  "sources": [{"for": ["vocabulary", "header_bytes"], "kind": "measured", "url": "https://example.org/ten", "read": "2026-11-20"}]})";

inline const std::string kDevice =
    R"({"name": "Example 24", "vendor": "NVIDIA", "kind": "desktop", "aliases": ["ex 24"],
  "memory_gib": 24, "usable_gib": 23.5, "bandwidth_gb_s": 1008,
  "sources": [{"for": ["memory_gib", "usable_gib", "bandwidth_gb_s"], "kind": "vendor", "url": "https://example.org/24", "read": "2026-11-20"}]})";

inline const std::string kFormat =
    R"({"name": "Q8_0", "aliases": ["Q8"], "runtimes": ["llama.cpp"], "bits_per_weight": 8.5,
  "sources": [{"for": ["bits_per_weight"], "kind": "derived", "note": "34 bytes for 32 weights", "read": "2026-11-20"}]})";

inline const std::string kRuntime =
    R"({"name": "llama.cpp", "aliases": ["gguf"], "version": "v1", "version_date": "2026-09-28",
  "defaults": {"batch_tokens": 2048, "ubatch_tokens": 512, "kv_type_k": "f16", "kv_type_v": "f16", "flash_attention": "auto"},
  "preferred_formats": ["Q8_0"], "preferred_tokens_per_second": 10, "fallback_formats": ["Q8_0"],
  "sources": [{"for": ["defaults", "preferred_tokens_per_second"], "kind": "vendor", "url": "https://example.org/r", "read": "2026-11-20"}]})";

// The text with the first occurrence of `from` replaced; it must be there.
inline std::string changed(std::string text, const std::string& from, const std::string& to) {
  const size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

inline std::vector<canrun::DataFile> data() {
  return {{"models/lab/tiny.json", kModel},         {"tokenizers/ten.json", kTokenizer},
          {"devices/nvidia/example.json", kDevice}, {"formats/Q8_0.json", kFormat},
          {"runtimes/llama.cpp.json", kRuntime},    {"exceptions.json", R"({"parameters": []})"}};
}

// "code path" of each.
inline std::vector<std::string> shown(const canrun::Errors& errors) {
  std::vector<std::string> out;
  for (const auto& error : errors) out.push_back(error.code + " " + error.path);
  return out;
}

inline canrun::json::Node parsed(const std::string& text) {
  auto node = canrun::json::parse(text);
  REQUIRE(node.ok());
  return std::move(node).value();
}

}  // namespace example
