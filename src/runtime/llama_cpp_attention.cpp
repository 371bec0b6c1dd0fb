// Softmax attention: src/llama-graph.cpp build_qkv, build_attn, build_attn_mha; src/llama-kv-cache.cpp cpy_k, cpy_v,
// get_k, get_v; src/models/deepseek2.cpp and qwen3next.cpp for the variants.
#include <algorithm>

#include "runtime/llama_cpp_builder.h"

namespace canrun::llama_cpp::graph {
namespace {

constexpr int64_t kFloat = 4;

bool quantised(GgmlType type) { return block_layout(type).values_per_block > 1; }

// The widest Hadamard matrix that divides a head of a quantised cache.
int64_t rotation_width(int64_t head) {
  int64_t width = 64;
  while (head % (2 * width) == 0) width *= 2;
  return width;
}

}  // namespace

Id Builder::headed(Id a, int64_t width, int64_t heads) { return graph_.reshape(a, {width, heads, tokens_, 1}); }

Builder::Heads Builder::projections(Id normed) {
  const Attention& attention = *layer_->attention;
  const int64_t key = attention.key_dim;
  const int64_t value = attention.value_dim;
  if (attention.fused_qkv) {
    const Id all = plus_if(graph_.mul_mat(weight("attn_qkv"), normed), weight("attn_qkv", ".bias"));
    const int64_t row = graph_[all].stride[1];
    const auto part = [&](int64_t width, int64_t heads) {
      return graph_.view(all, {width, heads, tokens_, 1}, {0, width * kFloat, row, row * tokens_});
    };
    return {part(key, attention.heads), part(key, attention.kv_heads), part(value, attention.kv_heads)};
  }
  Heads heads;
  heads.query = plus_if(graph_.mul_mat(weight("attn_q"), normed), weight("attn_q", ".bias"));
  const bool full = attention.qk_norm == QkNorm::full_width;
  if (full) heads.query = norm(heads.query, "attn_q_norm");
  heads.query = headed(heads.query, key, attention.heads);
  if (!attention.owns_cache()) return heads;
  heads.key = plus_if(graph_.mul_mat(weight("attn_k"), normed), weight("attn_k", ".bias"));
  if (full) heads.key = norm(heads.key, "attn_k_norm");
  heads.key = headed(heads.key, key, attention.kv_heads);
  const Id values = attention.value_is_key ? heads.key : graph_.mul_mat(weight("attn_v"), normed);
  heads.value = headed(plus_if(values, weight("attn_v", ".bias")), value, attention.kv_heads);
  return heads;
}

// One table of rope factors lies in each buffer that holds layers.
Id Builder::rope(Id a) {
  Id factors = kNone;
  for (size_t i = 0; i < first_tensor_[0] && factors == kNone; ++i) {
    const std::string_view name = model_.tensors[i].name;
    if (name == "rope_freqs.weight" || name == "rope_factors_long.weight") factors = placed(i, buffer_);
  }
  return graph_.like(Op::rope, a, positions_, factors);
}

void Builder::norm_heads(Heads& heads) {
  const QkNorm norms = layer_->attention->qk_norm;
  if (norms != QkNorm::per_head && norms != QkNorm::each_head) return;
  heads.query = norm(heads.query, "attn_q_norm");
  if (heads.key != kNone) heads.key = norm(heads.key, "attn_k_norm");
}

Id Builder::attention(Id normed) {
  const Attention& attention = *layer_->attention;
  Heads heads = projections(normed);
  if (!family_.heads_normed_last) norm_heads(heads);
  const bool unnormed_value = model_.architecture.family == "gemma3n" && heads.value != kNone;
  if (unnormed_value) heads.value = plain_norm(heads.value);
  bool rotates = family_.rope == RopeUse::all;
  if (family_.rope == RopeUse::windowed) rotates = attention.window > 0 || !model_.shape.windowed;
  if (family_.rope == RopeUse::three_of_four) rotates = (at_ + 1) % 4 != 0;
  if (rotates) {
    heads.query = rope(heads.query);
    if (heads.key != kNone) heads.key = rope(heads.key);
  } else if (family_.tempered) {
    heads.query = times(heads.query, temperatures_);
  }
  if (family_.heads_normed_last) norm_heads(heads);
  if (rotates && family_.normed_heads) {
    heads.query = plain_norm(heads.query);
    heads.key = plain_norm(heads.key);
  }
  if (family_.scaled_queries) heads.query = scale(heads.query);
  const Id attended = attend(heads, kNone);
  return plus_if(graph_.mul_mat(weight("attn_output"), attended), weight("attn_output", ".bias"));
}

// Queries carry a gate of equal width (Qwen3-Next).
Id Builder::gated_attention(Id normed) {
  const Attention& attention = *layer_->attention;
  const int64_t width = attention.key_dim;
  const Id both = graph_.reshape(plus_if(graph_.mul_mat(weight("attn_q"), normed), weight("attn_q", ".bias")),
                                 {2 * width, attention.heads, tokens_, 1});
  const Shape stride = graph_[both].stride;
  Heads heads;
  heads.query = graph_.view(both, {width, attention.heads, tokens_, 1}, stride);
  Id gate = graph_.view(both, {width, attention.heads, tokens_, 1}, stride);
  heads.key =
      headed(plus_if(graph_.mul_mat(weight("attn_k"), normed), weight("attn_k", ".bias")), width, attention.kv_heads);
  heads.value = headed(plus_if(graph_.mul_mat(weight("attn_v"), normed), weight("attn_v", ".bias")),
                       attention.value_dim, attention.kv_heads);
  heads.query = rope(norm(heads.query, "attn_q_norm"));
  heads.key = rope(norm(heads.key, "attn_k_norm"));
  const Id attended = attend(heads, kNone);
  gate = unary(graph_.contiguous(gate, {width * attention.heads, tokens_, 1, 1}));
  return graph_.mul_mat(weight("attn_output"), times(attended, gate));
}

Id Builder::latent_attention(Id normed) {
  const Attention& attention = *layer_->attention;
  const LatentAttention& latent = *attention.latent;
  Id queries = kNone;
  if (latent.q_rank > 0) {
    queries = graph_.mul_mat(weight("attn_q_b"), norm(graph_.mul_mat(weight("attn_q_a"), normed), "attn_q_a_norm"));
  } else {
    queries = graph_.mul_mat(weight("attn_q"), normed);
  }
  queries = headed(queries, latent.nope_dim + latent.rope_dim, attention.heads);
  const Id both = graph_.mul_mat(weight("attn_kv_a_mqa"), normed);
  const int64_t row = (latent.kv_rank + latent.rope_dim) * kFloat;
  const Id compressed = graph_.view(both, {latent.kv_rank, tokens_, 1, 1}, {0, row, row * tokens_, row * tokens_});
  const Id key_rope = rope(graph_.view(both, {latent.rope_dim, 1, tokens_, 1}, {0, row, row, row * tokens_}));
  const Id latents = norm(compressed, "attn_kv_a_norm");
  const Id attended =
      latent.cached ? absorbed(latent, queries, latents, key_rope) : decompressed(latent, queries, latents, key_rope);
  return graph_.mul_mat(weight("attn_output"), attended);
}

// The decompression of keys is absorbed into the queries, that of values into the output: one head of keys.
Id Builder::absorbed(const LatentAttention& latent, Id queries, Id compressed, Id key_rope) {
  const int64_t heads = layer_->attention->heads;
  const Shape stride = graph_[queries].stride;
  const Id plain = graph_.view(queries, {latent.nope_dim, heads, tokens_, 1}, stride);
  const Id turned = rope(graph_.view(queries, {latent.rope_dim, heads, tokens_, 1}, stride));
  const Id mapped = graph_.mul_mat(weight("attn_k_b"), graph_.permute(plain, 0, 2, 1, 3));
  Heads parts;
  parts.query = graph_.concat(graph_.permute(mapped, 0, 2, 1, 3), turned, 0);
  parts.value = graph_.reshape(compressed, {latent.kv_rank, 1, tokens_, 1});
  parts.key = graph_.concat(parts.value, key_rope, 0);
  return attend(parts, weight("attn_v_b"));
}

Id Builder::decompressed(const LatentAttention& latent, Id queries, Id compressed, Id key_rope) {
  const int64_t heads = layer_->attention->heads;
  const Id both = graph_.mul_mat(weight("attn_kv_b"), compressed);
  const int64_t head = (latent.nope_dim + latent.value_dim) * kFloat;
  const Shape stride{0, head, head * heads, head * heads * tokens_};
  const Id plain = graph_.view(both, {latent.nope_dim, heads, tokens_, 1}, stride);
  Heads parts;
  parts.value = graph_.contiguous(graph_.view(both, {latent.value_dim, heads, tokens_, 1}, stride));
  parts.query = rope(queries);
  parts.key = graph_.concat(plain, graph_.repeat(key_rope, {latent.rope_dim, heads, tokens_, 1}), 0);
  return attend(parts, kNone);
}

const Builder::CacheInputs& Builder::cache_inputs() {
  const Attention& attention = *layer_->attention;
  const bool windowed = model_.shape.windowed && attention.window > 0;
  CacheInputs& inputs = cache_inputs_[windowed ? 1 : 0];
  if (inputs.made) return inputs;
  inputs.made = true;
  const LlamaCppSettings& settings = model_.settings;
  const int64_t cells = windowed ? model_.shape.window_cells : model_.shape.cells;
  const int64_t streams = model_.shape.streams;
  inputs.key_rows = graph_.input(GgmlType::i64, {tokens_, 1, 1, 1});
  // Without flash attention V is stored transposed, value by value.
  const int64_t values = settings.flash_attention ? 1 : model_.shape.value_width;
  inputs.value_rows = graph_.input(GgmlType::i64, {tokens_ * std::max<int64_t>(1, values), 1, 1, 1});
  inputs.mask =
      graph_.input(settings.flash_attention ? GgmlType::f16 : GgmlType::f32, {cells, tokens_ / streams, 1, streams});
  if (attention.latent && attention.latent->cached) return inputs;
  if (quantised(settings.type_k) && attention.key_dim % 64 == 0) {
    const int64_t width = rotation_width(attention.key_dim);
    inputs.key_rotation = graph_.input(GgmlType::f32, {width, width, 1, 1});
  }
  if (quantised(settings.type_v) && attention.value_dim % 64 == 0) {
    inputs.value_rotation = graph_.input(GgmlType::f32, {64, 64, 1, 1});
  }
  return inputs;
}

const Builder::Cache& Builder::cache() {
  const Attention& attention = *layer_->attention;
  const size_t owner = attention.owns_cache() ? at_ : static_cast<size_t>(attention.cache_of_layer);
  Cache& cache = caches_[owner];
  if (cache.key != kNone) return cache;
  const bool windowed = model_.shape.windowed && attention.window > 0;
  const int64_t cells = windowed ? model_.shape.window_cells : model_.shape.cells;
  const int buffer = model_.settings.kv_offload ? model_.plan.layer_device[owner] : kHost;
  const bool latent = attention.latent && attention.latent->cached;
  const int64_t keys =
      latent ? attention.latent->kv_rank + attention.latent->rope_dim : attention.kv_heads * attention.key_dim;
  const int64_t own = attention.kv_heads * attention.value_dim;
  const int64_t values = model_.settings.flash_attention ? own : std::max(own, model_.shape.value_width);
  cache.key = graph_.allocated(model_.settings.type_k, {keys, cells, model_.shape.streams, 1}, buffer, false);
  cache.value = graph_.allocated(model_.settings.type_v, {values, cells, model_.shape.streams, 1}, buffer, false);
  return cache;
}

Id Builder::rotated(Id a, Id rotation) {
  if (rotation == kNone || a == kNone) return a;
  const Shape shape = graph_[a].shape;
  const int64_t width = graph_[rotation].shape[0];
  const Shape rows{width, elements(graph_[a]) / width, 1, 1};
  const Id flat = is_contiguous(graph_[a]) ? graph_.reshape(a, rows) : graph_.contiguous(a, rows);
  return graph_.reshape(graph_.mul_mat(rotation, flat), shape);
}

void Builder::store_key(Id key, Id cache, Id rows) {
  const Shape shape = graph_[key].shape;
  const int64_t row = graph_[key].stride[2];
  const Id flat = graph_.view(key, {shape[0] * shape[1], shape[2], 1, 1}, {0, row, row * shape[2], row * shape[2]});
  const Shape held = graph_[cache].shape;
  if (held[2] > 1) cache = graph_.reshape(cache, {held[0], held[1] * held[2], 1, 1});
  graph_.expand(graph_.set_rows(cache, flat, rows));
}

void Builder::store_value(Id value, Id cache, Id rows) {
  if (model_.settings.flash_attention) return store_key(value, cache, rows);
  const Shape shape = graph_[value].shape;
  const Shape held = graph_[cache].shape;
  const int64_t width = shape[0] * shape[1];
  const Shape flat{width, shape[2], 1, 1};
  value = width * kFloat == graph_[value].stride[2] ? graph_.reshape(value, flat) : graph_.contiguous(value, flat);
  if (width < held[0]) value = graph_.make(Op::pad, GgmlType::f32, {held[0], shape[2], 1, 1}, {value});
  const Id table = graph_.reshape(cache, {1, elements(graph_[cache]), 1, 1});
  graph_.expand(graph_.set_rows(table, graph_.reshape(value, {1, elements(graph_[value]), 1, 1}), rows));
}

Id Builder::cached_key(Id cache, int64_t width, int64_t heads, int64_t cells) {
  const GgmlType type = graph_[cache].type;
  const int64_t row = row_bytes(type, graph_[cache].shape[0]);
  return graph_.view(cache, {width, heads, cells, model_.shape.streams}, {0, row_bytes(type, width), row, row * cells});
}

Id Builder::cached_value(Id cache, int64_t width, int64_t heads, int64_t cells) {
  if (model_.settings.flash_attention) return cached_key(cache, width, heads, cells);
  const GgmlType type = graph_[cache].type;
  const int64_t column = row_bytes(type, cells);
  return graph_.view(cache, {cells, heads, width, model_.shape.streams},
                     {0, column * width, column, column * graph_[cache].shape[0]});
}

Id Builder::attend(Heads heads, Id absorbed_value) {
  const Attention& attention = *layer_->attention;
  const bool latent = attention.latent && attention.latent->cached;
  const CacheInputs& inputs = cache_inputs();
  const Cache& cache = this->cache();
  heads.query = rotated(heads.query, inputs.key_rotation);
  heads.key = rotated(heads.key, inputs.key_rotation);
  heads.value = rotated(heads.value, inputs.value_rotation);
  graph_.expand(heads.query);
  if (heads.key != kNone) {
    graph_.expand(model_.shape.windowed ? heads.key : heads.value);
    graph_.expand(model_.shape.windowed ? heads.value : heads.key);
    store_key(heads.key, cache.key, inputs.key_rows);
    if (!latent) store_value(heads.value, cache.value, inputs.value_rows);
  }
  const int64_t cells = graph_[cache.key].shape[1];
  const int64_t width = latent ? graph_[cache.key].shape[0] : attention.key_dim;
  const int64_t key_heads = latent ? 1 : attention.kv_heads;
  const Id key = cached_key(cache.key, width, key_heads, cells);
  Id value = kNone;
  if (latent) {
    Shape shape = graph_[key].shape;
    shape[0] = attention.latent->kv_rank;
    value = graph_.view(key, shape, graph_[key].stride);
  } else {
    value = cached_value(cache.value, attention.value_dim, key_heads, cells);
  }
  return rotated(scores(heads.query, key, value, absorbed_value, inputs), inputs.value_rotation);
}

Id Builder::scores(Id query, Id key, Id value, Id absorbed_value, const CacheInputs& inputs) {
  const int64_t streams = model_.shape.streams;
  const Shape shape = graph_[query].shape;
  const Shape stride = graph_[query].stride;
  const bool transposed = graph_[value].stride[1] > graph_[value].stride[2];
  query = graph_.view(query, {shape[0], shape[1], shape[2] / streams, streams},
                      {0, stride[1], stride[2], stride[3] / streams});
  query = graph_.permute(query, 0, 2, 1, 3);
  key = graph_.permute(key, 0, 2, 1, 3);
  value = graph_.permute(value, 0, 2, 1, 3);
  const Id sinks = layer_->attention->sinks ? weight("attn_sinks") : kNone;
  Id result = kNone;
  if (model_.settings.flash_attention) {
    if (graph_[key].type == GgmlType::f32) key = graph_.make(Op::copy, GgmlType::f16, graph_[key].shape, {key});
    if (graph_[value].type == GgmlType::f32) value = graph_.make(Op::copy, GgmlType::f16, graph_[value].shape, {value});
    const Shape queries = graph_[query].shape;
    result =
        graph_.make(Op::flash_attention, GgmlType::f32, {graph_[value].shape[0], queries[2], queries[1], queries[3]},
                    {query, key, value, inputs.mask, sinks});
    if (absorbed_value != kNone) {
      result = graph_.mul_mat(absorbed_value, graph_.permute(result, 0, 2, 1, 3));
      result = graph_.contiguous(graph_.permute(result, 0, 2, 1, 3));
    }
    const Shape wide = graph_[result].shape;
    result = graph_.reshape(result, {wide[0] * wide[1], wide[2] * wide[3], 1, 1});
  } else {
    Id weights = graph_.mul_mat(key, query);
    if (family_.capped_scores) weights = scale(unary(scale(weights)));
    weights = graph_.like(Op::soft_max, weights, inputs.mask, sinks);
    if (!transposed) value = graph_.contiguous(graph_.transpose(value));
    result = graph_.mul_mat(value, weights);
    if (absorbed_value != kNone) result = graph_.mul_mat(absorbed_value, result);
    result = graph_.permute(result, 0, 2, 1, 3);
    const Shape wide = graph_[result].shape;
    result = graph_.contiguous(result, {wide[0] * wide[1], wide[2] * wide[3], 1, 1});
  }
  graph_.expand(result);
  return result;
}

}  // namespace canrun::llama_cpp::graph
