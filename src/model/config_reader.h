// What does a `config.json` say under its many names? Bounded counts, truth values and per-layer lists, with an error
// for each that is missing, of the wrong type or out of range.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/json.h"
#include "result.h"

namespace canrun {

// Largest counts that are believed. The product of a tensor's sides is checked once at the end.
struct Bounds {
  static constexpr int64_t layers = 4096;
  static constexpr int64_t heads = 1 << 16;
  static constexpr int64_t head_dim = 1 << 16;
  static constexpr int64_t width = 1 << 24;
  static constexpr int64_t vocabulary = 1 << 24;
  static constexpr int64_t experts = 1 << 16;
  static constexpr int64_t tokens = int64_t{1} << 40;
};

// A truth value of the config: the first key that is present, else the fallback.
struct Flag {
  bool fallback = false;
  std::string_view key{};
  std::string_view alias{};
};

class ConfigReader {
 public:
  using Keys = std::initializer_list<std::string_view>;

  // `text` is the part that describes the decoder; `outer` the whole config around it, asked only for what a text
  // part may leave out (tie_word_embeddings). Precondition: both are objects.
  ConfigReader(json::Value text, json::Value outer, Errors& errors);

  // The first of the keys that is present and not null: in the config itself, then in its attn_config and ffn_config.
  [[nodiscard]] std::optional<json::Value> find(Keys keys) const;
  [[nodiscard]] bool has(Keys keys) const { return find(keys).has_value(); }

  // Required: "missing-field" names the first key.
  int64_t count(Keys keys, int64_t least, int64_t most);
  int64_t count_or(Keys keys, int64_t fallback, int64_t least, int64_t most);
  bool flag(const Flag& flag);
  // A number for each layer: a list of the layer count, or one number for all; empty when absent. A list may go on for
  // the multi-token-prediction layers (Step 3.5); what it says of these is not read.
  std::vector<int64_t> counts(Keys keys, int64_t layers, int64_t least, int64_t most);
  // A word for each layer; empty when absent.
  std::vector<std::string> words(Keys keys, int64_t layers);
  // The indices listed under a key, each below `end`; empty when absent.
  std::vector<int64_t> indices(Keys keys, int64_t end);
  // The object under a key, read with the same errors; nothing when absent.
  std::optional<ConfigReader> part(std::string_view key);

  void refuse(const json::Value& value, std::string_view code, std::string message);
  void refuse_missing(std::string_view key);
  [[nodiscard]] const json::Value& text() const { return text_; }
  [[nodiscard]] bool ok() const { return errors_.empty(); }

 private:
  int64_t integer(const json::Value& value, int64_t least, int64_t most);
  bool has_length(const json::Value& list, int64_t layers);

  json::Value text_;
  json::Value outer_;
  Errors& errors_;
};

}  // namespace canrun
