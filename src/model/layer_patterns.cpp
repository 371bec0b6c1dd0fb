// Which layers are which? Windows and experts follow patterns that every family spells its own way; one reader for all.
#include "model/plain_layers.h"

namespace canrun {
namespace {

// Every n-th layer sees everything: the last of each period, or the first.
std::vector<bool> periodic(int64_t layers, int64_t period, bool full_first) {
  std::vector<bool> sliding(static_cast<size_t>(layers));
  for (int64_t i = 0; i < layers; ++i) {
    sliding[static_cast<size_t>(i)] = full_first ? i % period != 0 : (i + 1) % period != 0;
  }
  return sliding;
}

std::vector<bool> sliding_by_word(Reading reading, const json::Value& pattern, int64_t layers) {
  const std::string& word = pattern.text();  // "LLLG": local and global, repeated
  std::vector<bool> sliding(static_cast<size_t>(layers));
  if (word.empty() || word.find_first_not_of("LG") != std::string::npos) {
    reading.config.refuse(pattern, "out-of-range", "A pattern of windows is a word of L and G.");
    return sliding;
  }
  for (size_t i = 0; i < sliding.size(); ++i) sliding[i] = word[i % word.size()] == 'L';
  return sliding;
}

std::vector<bool> sliding_layers(Reading reading) {
  ConfigReader& config = reading.config;
  const WindowRule& rule = reading.family.window;
  const int64_t layers = reading.architecture.layer_count();
  std::vector<bool> sliding(static_cast<size_t>(layers));
  if (config.has({"layer_types"})) {
    const auto words = config.words({"layer_types"}, layers);
    for (size_t i = 0; i < words.size(); ++i) {
      sliding[i] = words[i] == "sliding_attention" || words[i] == "chunked_attention";
    }
    return sliding;
  }
  if (config.has({"hybrid_layer_pattern"})) {
    const auto marks = config.counts({"hybrid_layer_pattern"}, layers, 0, 1);
    for (size_t i = 0; i < marks.size(); ++i) sliding[i] = marks[i] == 1;
    return sliding;
  }
  const ConfigReader::Keys keys = {"sliding_window_pattern", "_sliding_window_pattern", "global_attn_every_n_layers"};
  const auto pattern = config.find(keys);
  if (pattern && pattern->is_string()) return sliding_by_word(reading, *pattern, layers);
  return periodic(layers, config.count_or(keys, rule.period, 1, Bounds::layers), rule.full_first);
}

bool contains(const std::vector<int64_t>& list, int64_t value) {
  for (const int64_t entry : list) {
    if (entry == value) return true;
  }
  return false;
}

}  // namespace

std::vector<int64_t> windows_of(Reading reading) {
  const WindowRule& rule = reading.family.window;
  std::vector<int64_t> windows(reading.architecture.layers.size());
  if (rule.period == 0) return windows;
  int64_t width = rule.fixed_width;
  if (width == 0) {
    const bool stated = reading.config.text().get("sliding_window").has_value();  // null: no window
    width = reading.config.count_or({"sliding_window"}, stated ? 0 : rule.fallback_width, 0, Bounds::tokens);
  }
  if (width == 0) return windows;
  const auto sliding = sliding_layers(reading);
  for (size_t i = 0; i < windows.size() && i < sliding.size(); ++i) windows[i] = sliding[i] ? width : 0;
  return windows;
}

// A family uses a few of these keys each, and no two families the same key for different things.
std::vector<bool> expert_layers_of(Reading reading) {
  ConfigReader& config = reading.config;
  const int64_t layers = reading.architecture.layer_count();
  std::vector<bool> sparse(static_cast<size_t>(layers), reading.family.experts != Use::never);
  if (reading.family.experts == Use::never) return sparse;

  const auto words = config.words({"mlp_layer_types"}, layers);
  const auto frequency = config.find({"moe_layer_freq"});
  const bool listed = frequency && frequency->is_array();
  const auto marks = listed ? config.counts({"moe_layer_freq"}, layers, 0, 1) : std::vector<int64_t>{};
  const int64_t first =
      config.count_or({"first_k_dense_replace", "num_dense_layers", "moe_layer_start_index"}, 0, 0, Bounds::layers);
  const int64_t last = config.count_or({"moe_layer_end_index"}, layers - 1, -1, Bounds::layers);
  const int64_t every = listed ? 1 : config.count_or({"moe_layer_freq"}, 1, 1, Bounds::layers);
  const int64_t step =
      config.count_or({"decoder_sparse_step", "interleave_moe_layer_step", "moe_layer_interval"}, 1, 0, Bounds::layers);
  const auto dense_only = config.indices({"mlp_only_layers"}, layers);
  const int64_t period = config.count_or({"expert_layer_period"}, 1, 1, Bounds::layers);
  const int64_t offset = config.count_or({"expert_layer_offset"}, 0, 0, Bounds::layers);
  for (int64_t i = 0; i < layers; ++i) {
    const size_t at = static_cast<size_t>(i);
    bool holds = i >= first && (last < 0 || i <= last) && i % every == 0 && step > 0 && (i + 1) % step == 0;
    holds = holds && i % period == offset && !contains(dense_only, i);
    if (at < words.size()) holds = words[at] == "sparse";
    if (at < marks.size()) holds = marks[at] == 1;
    sparse[at] = holds;
  }
  return sparse;
}

}  // namespace canrun
