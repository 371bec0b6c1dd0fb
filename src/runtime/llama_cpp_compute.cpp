// How much scratch memory does llama.cpp's graph need? Its graph is built over as many layers as show every kind of
// layer beside every neighbour, scheduled, and its allocator replayed.
// Source: ggml-org/llama.cpp v0.5.0 src/llama-context.cpp (sched_reserve, graph_reserve).
#include <algorithm>
#include <cstring>

#include "runtime/llama_cpp.h"
#include "runtime/llama_cpp_builder.h"
#include "runtime/llama_cpp_schedule.h"

namespace canrun::llama_cpp {
namespace {

constexpr int kPipelineCopies = 4;  // ggml-backend.cpp: GGML_SCHED_MAX_COPIES
constexpr size_t kLongestPattern = 12;
constexpr size_t kValuesOfALayer = 96;  // about
constexpr size_t kMostShown = 512;      // layers; no model has as many: a bound for what configs may say

// How many repetitions of a pattern of layers are built, and modulo what their number is kept: what the allocator
// reuses alternates from layer to layer, over a longer cycle where several buffers pass tensors on to each other. Found
// on graphs of full depth, which these reproduce on all of the reference rows.
struct Depth {
  size_t settled, cycle;
};
constexpr Depth kOneHome{3, 2};
constexpr Depth kManyHomes{4, 4};
constexpr Depth kAll{static_cast<size_t>(-1), 1};  // where the cache is on the host: seldom asked, and slow to settle

// Two layers of equal kind take equal space. A number made of all that decides it.
class Kind {
 public:
  Kind& with(int64_t value) {
    hash_ = (hash_ ^ static_cast<uint64_t>(value)) * 1099511628211ULL;
    hash_ ^= hash_ >> 29;
    return *this;
  }
  [[nodiscard]] uint64_t value() const { return hash_; }

 private:
  uint64_t hash_ = 1469598103934665603ULL;
};

void add_attention(Kind& kind, const Attention& attention) {
  kind.with(1).with(attention.heads).with(attention.kv_heads).with(attention.key_dim).with(attention.value_dim);
  kind.with(attention.window).with(attention.owns_cache() ? 1 : 2 + attention.cache_of_layer);
  if (attention.latent) kind.with(attention.latent->kv_rank).with(attention.latent->q_rank);
}

uint64_t kind_of(const Architecture& architecture, const graph::Family& family, size_t index, const Plan& plan) {
  const Layer& layer = architecture.layers[index];
  Kind kind;
  kind.with(plan.layer_device[index]).with(static_cast<int64_t>(index) < plan.expert_layers_on_host ? 1 : 0);
  if (layer.attention) add_attention(kind, *layer.attention);
  if (layer.recurrence) kind.with(2).with(static_cast<int64_t>(layer.recurrence->kind)).with(layer.recurrence->inner);
  if (layer.dense) kind.with(3).with(layer.dense->width).with(layer.dense->gated ? 1 : 0);
  if (layer.experts) kind.with(4).with(layer.experts->experts).with(layer.experts->used).with(layer.experts->width);
  switch (family.rope) {
    case graph::RopeUse::three_of_four:
      kind.with((static_cast<int64_t>(index) + 1) % 4 == 0 ? 1 : 0);
      break;
    default:
      break;
  }
  if (architecture.family == "gemma3n") kind.with(index < 10 ? 1 : 0);
  return kind.value();
}

struct Shown {
  size_t layer = 0;
  uint64_t kind = 0;
};

// Weights that are copied to a device take as much as their types do.
void add_host_types(std::vector<Shown>& layers, const std::vector<Tensor>& tensors, const std::vector<GgmlType>& types,
                    const Plan& plan) {
  for (size_t i = 0; i < tensors.size(); ++i) {
    if (tensors[i].layer < 0) continue;
    const auto layer = static_cast<size_t>(tensors[i].layer);
    const bool away = is_routed_expert(tensors[i].role) && tensors[i].layer < plan.expert_layers_on_host;
    if (layer >= layers.size() || (plan.layer_device[layer] != kHost && !away)) continue;
    layers[layer].kind =
        Kind().with(static_cast<int64_t>(layers[layer].kind)).with(static_cast<int64_t>(types[i])).value();
  }
}

// How often the `period` kinds at `begin` stand one after the other.
size_t repetitions(const std::vector<Shown>& layers, size_t begin, size_t period) {
  size_t end = begin + period;
  while (end < layers.size() && layers[end].kind == layers[end - period].kind) ++end;
  return (end - begin) / period;
}

Depth depth_of(const Plan& plan, const LlamaCppSettings& settings) {
  const int first = plan.layer_device.front();
  if (!settings.kv_offload && plan.device_count > 0) return kAll;
  const bool one_home =
      first != kHost && plan.output_device == first && plan.expert_layers_on_host == 0 &&
      std::all_of(plan.layer_device.begin(), plan.layer_device.end(), [first](int device) { return device == first; });
  return one_home ? kOneHome : kManyHomes;
}

// The same layers with fewer repetitions of every pattern of up to `longest` layers.
std::vector<Shown> shortened(const std::vector<Shown>& layers, size_t longest, Depth depth) {
  std::vector<Shown> shown;
  for (size_t begin = 0; begin < layers.size();) {
    size_t period = 1;
    size_t times = 1;
    for (size_t candidate = 1; candidate <= longest && begin + 2 * candidate <= layers.size(); ++candidate) {
      const size_t found = repetitions(layers, begin, candidate);
      if (found < 2 || found * candidate <= times * period) continue;
      period = candidate;
      times = found;
    }
    const size_t kept = times <= depth.settled ? times : depth.settled + (times - depth.settled) % depth.cycle;
    shown.insert(shown.end(), layers.begin() + static_cast<std::ptrdiff_t>(begin),
                 layers.begin() + static_cast<std::ptrdiff_t>(begin + kept * period));
    begin += times * period;
  }
  return shown;
}

std::vector<Shown> shown_layers(const Architecture& architecture, const std::vector<Tensor>& tensors,
                                const std::vector<GgmlType>& types, const LlamaCppSettings& settings,
                                const Plan& plan) {
  const graph::Family& family = graph::family_named(architecture.family);
  std::vector<Shown> layers;
  layers.reserve(architecture.layers.size());
  for (size_t i = 0; i < architecture.layers.size() && !architecture.layers[i].multi_token_prediction; ++i) {
    layers.push_back({i, kind_of(architecture, family, i, plan)});
  }
  add_host_types(layers, tensors, types, plan);
  layers = shortened(layers, kLongestPattern, depth_of(plan, settings));
  if (layers.size() > kMostShown) layers.erase(layers.begin() + kMostShown - 1, layers.end() - 1);
  return layers;
}

bool is_pipelined(const LlamaCppSettings& settings, const Plan& plan) {
  return plan.device_count > 1 && plan.output_device != kHost && plan.layer_device.front() != kHost &&
         plan.expert_layers_on_host == 0 && settings.kv_offload;
}

ComputeBuffers replayed(const graph::Model& model, const std::vector<Shown>& layers) {
  std::vector<size_t> indices;
  indices.reserve(layers.size());
  for (const Shown& shown : layers) indices.push_back(shown.layer);
  graph::Graph built(kValuesOfALayer * (indices.size() + 1));
  graph::Builder(model, built).build(indices);
  const int copies = is_pipelined(model.settings, model.plan) ? kPipelineCopies : 1;
  const graph::Schedule schedule = graph::schedule(built, static_cast<int>(model.plan.device_count), copies);
  const std::vector<int64_t> bytes = graph::buffer_bytes(built, schedule);
  return {{bytes.begin(), bytes.end() - 1}, bytes.back()};
}

}  // namespace

std::vector<int64_t> deciding_layers(const Architecture& architecture, const std::vector<Tensor>& tensors,
                                     const std::vector<GgmlType>& types, const LlamaCppSettings& settings,
                                     const Plan& plan) {
  std::vector<int64_t> kinds;
  if (architecture.layers.empty()) return kinds;
  kinds.push_back(is_pipelined(settings, plan) ? 1 : 0);
  for (const Shown& shown : shown_layers(architecture, tensors, types, settings, plan)) {
    kinds.push_back(static_cast<int64_t>(shown.kind));
  }
  return kinds;
}

ComputeBuffers compute_buffers(const Architecture& architecture, const std::vector<Tensor>& tensors,
                               const std::vector<GgmlType>& types, const LlamaCppSettings& settings, const Plan& plan) {
  if (architecture.layers.empty()) return {std::vector<int64_t>(static_cast<size_t>(plan.device_count), 0), 0};
  const CacheShape shape = cache_shape(architecture, settings);
  return replayed({architecture, tensors, types, settings, plan, shape},
                  shown_layers(architecture, tensors, types, settings, plan));
}

}  // namespace canrun::llama_cpp
