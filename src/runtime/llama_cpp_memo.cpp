#include "runtime/llama_cpp_memo.h"

#include <algorithm>

#include "runtime/llama_cpp_support.h"

namespace canrun::llama_cpp {
namespace {

constexpr size_t kMostKept = 1024;

uint64_t hash_of(const std::vector<int64_t>& key) {
  uint64_t hash = 1469598103934665603ULL;  // FNV-1a, over words
  for (int64_t word : key) {
    hash = (hash ^ static_cast<uint64_t>(word)) * 1099511628211ULL;
    hash ^= hash >> 29;
  }
  return hash;
}

// Layers on the host tell the types of their weights already. Another weight that is read where it lies takes no
// scratch memory, whatever its type: those on a device that can read them, and the embedding, of which rows are looked
// up on the host.
bool may_be_copied(const Tensor& tensor, GgmlType type, const Plan& plan) {
  if (!graph::device_reads(type)) return true;
  const bool beside_layers = tensor.layer < 0 || tensor.layer >= static_cast<int64_t>(plan.layer_device.size());
  if (!beside_layers) return false;
  const bool vocabulary = tensor.role == Role::token_embedding || tensor.role == Role::output;
  return !vocabulary || plan.output_device == kHost;
}

}  // namespace

ComputeMemo::Key ComputeMemo::key_of(const Architecture& architecture, const std::vector<Tensor>& tensors,
                                     const std::vector<GgmlType>& types, const LlamaCppSettings& settings,
                                     const Plan& plan) {
  Key key = {settings.cache_tokens,
             settings.sequences,
             settings.batch_tokens,
             settings.ubatch_tokens,
             static_cast<int64_t>(settings.type_k),
             static_cast<int64_t>(settings.type_v),
             settings.flash_attention ? 1 : 0,
             settings.kv_unified ? 1 : 0,
             settings.swa_full ? 1 : 0,
             settings.kv_offload ? 1 : 0,
             settings.output_rows,
             plan.output_device,
             plan.device_count};
  const Key layers = deciding_layers(architecture, tensors, types, settings, plan);
  key.insert(key.end(), layers.begin(), layers.end());
  for (size_t i = 0; i < tensors.size(); ++i) {
    if (!may_be_copied(tensors[i], types[i], plan)) continue;
    key.push_back(static_cast<int64_t>(i));
    key.push_back(static_cast<int64_t>(types[i]));
  }
  return key;
}

ComputeBuffers ComputeMemo::of(const Architecture& architecture, const std::vector<Tensor>& tensors,
                               const std::vector<GgmlType>& types, const LlamaCppSettings& settings, const Plan& plan) {
  Key key = key_of(architecture, tensors, types, settings, plan);
  const uint64_t hash = hash_of(key);
  const auto known = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& entry) { return entry.hash == hash && entry.key == key; });
  if (known != entries_.end()) return known->buffers;
  Entry entry{hash, std::move(key), compute_buffers(architecture, tensors, types, settings, plan)};
  if (entries_.size() < kMostKept) {
    entries_.push_back(std::move(entry));
    return entries_.back().buffers;
  }
  Entry& place = entries_[next_];
  next_ = (next_ + 1) % kMostKept;
  place = std::move(entry);
  return place.buffers;
}

}  // namespace canrun::llama_cpp
