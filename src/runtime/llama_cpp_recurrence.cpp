// Mixers with a fixed state: src/models/mamba-base.cpp, qwen3next.cpp with delta-net-base.cpp, lfm2.cpp, and
// src/llama-graph.cpp build_rs.
#include <algorithm>

#include "runtime/llama_cpp_builder.h"

namespace canrun::llama_cpp::graph {
namespace {

constexpr int64_t kFloat = 4;

}  // namespace

Id Builder::recurrence(Id normed) {
  switch (layer_->recurrence->kind) {
    case Recurrence::Kind::mamba:
      return mamba(normed);
    case Recurrence::Kind::short_convolution:
      return short_convolution(normed);
    case Recurrence::Kind::gated_delta:
    case Recurrence::Kind::kimi_delta:
    case Recurrence::Kind::lightning:
      return gated_delta(normed);
    case Recurrence::Kind::mamba2:
      break;
  }
  return mamba2(normed);
}

const Builder::States& Builder::states() {
  States& states = states_[at_];
  if (states.convolution != kNone) return states;
  const Recurrence& recurrence = *layer_->recurrence;
  const int buffer = model_.settings.kv_offload ? buffer_ : kHost;
  const auto table = [&](int64_t width) {
    return graph_.allocated(GgmlType::f32, {width, sequences_, 1, 1}, buffer, false);
  };
  states.convolution = table(recurrence.convolution_state);
  states.recurrent = table(recurrence.recurrent_state);
  return states;
}

// The states of the sequences at hand, through `rows`; those of other sequences are moved on (there are none in a
// graph of the worst case).
template <class Rows>
Id Builder::states_of(Id cache, Rows rows) {
  const int64_t width = graph_[cache].shape[0];
  const Id all = graph_.reshape(cache, {width, graph_[cache].shape[1], 1, 1});
  const int64_t row = width * kFloat;
  graph_.expand(graph_.scale_in_place(graph_.view(all, {width, 1, 1, 1}, {0, row, row, row})));
  const Id result = rows(all, state_ids_);
  graph_.expand(result);
  const Id moved = graph_.get_rows(all, no_state_ids_);
  graph_.expand(graph_.copy(moved, graph_.view(cache, {width, 0, 1, 1}, {0, row, 0, 0})));
  return result;
}

Id Builder::states_of(Id cache) {
  return states_of(cache, [&](Id all, Id ids) { return graph_.get_rows(all, ids); });
}

// What is convolved: the last inputs of each sequence, then the new ones; the last of these are kept.
Id Builder::convolve(Id states, Id input, int64_t channels) {
  const int64_t kept = layer_->recurrence->convolution - 1;
  const Id joined = graph_.concat(states, graph_.transpose(input), 0);
  const Id last = graph_.view(joined, {kept, channels, sequences_, 1}, graph_[joined].stride);
  const Id cache = this->states().convolution;
  const int64_t row = graph_[cache].stride[1];
  graph_.expand(graph_.copy(
      last, graph_.view(cache, {kept * channels, sequences_, 1, 1}, {0, row, row * sequences_, row * sequences_})));
  return joined;
}

Id Builder::mamba(Id normed) {
  const Recurrence& recurrence = *layer_->recurrence;
  const int64_t inner = recurrence.inner;
  const int64_t state = recurrence.state;
  const States& states = this->states();
  const Id kept = graph_.reshape(states_of(states.convolution), {recurrence.convolution - 1, inner, sequences_, 1});
  const Id both = graph_.mul_mat(weight("ssm_in"), graph_.reshape(normed, by_sequence(graph_[normed].shape[0])));
  const Id gate = graph_.view(both, by_sequence(inner), graph_[both].stride);
  Id x = graph_.view(both, by_sequence(inner), graph_[both].stride);
  const Id joined = convolve(kept, x, inner);
  x = graph_.make(Op::ssm_conv, GgmlType::f32, by_sequence(inner), {joined, weight("ssm_conv1d")});
  x = unary(plus_if(x, weight("ssm_conv1d", ".bias")));
  const Id parameters = graph_.mul_mat(weight("ssm_x"), x);
  const Shape stride = graph_[parameters].stride;
  Id step = graph_.view(parameters, by_sequence(recurrence.heads), stride);
  const Shape wide{0, state * kFloat, stride[1], stride[2]};
  Id b = graph_.view(parameters, {state, 1, sequence_tokens_, sequences_}, wide);
  Id c = graph_.view(parameters, {state, 1, sequence_tokens_, sequences_}, wide);
  if (has("ssm_dt_norm")) {
    step = norm(step, "ssm_dt_norm");
    b = norm(b, "ssm_b_norm");
    c = norm(c, "ssm_c_norm");
  } else {
    step = graph_.contiguous(step);
  }
  step = plus_if(graph_.mul_mat(weight("ssm_dt"), step), weight("ssm_dt", ".bias"));
  const Id heads = graph_.reshape(x, {1, inner, sequence_tokens_, sequences_});
  const Id scanned = states_of(states.recurrent, [&](Id all, Id ids) {
    const Id table = graph_.reshape(all, {state, 1, inner, sequences_});
    const int64_t values = elements(graph_[heads]) + state * inner * sequences_;
    return graph_.make(Op::ssm_scan, GgmlType::f32, {values, 1, 1, 1},
                       {table, heads, step, weight("ssm_a", ""), b, c, ids});
  });
  const int64_t size = state * inner * sequences_;
  const Shape flat{0, size * kFloat, size * kFloat, size * kFloat};
  graph_.expand(
      graph_.copy(graph_.view(scanned, {size, 1, 1, 1}, flat), graph_.view(states.recurrent, {size, 1, 1, 1}, flat)));
  const Shape by_head = graph_[heads].stride;
  Id y = graph_.view(scanned, by_sequence(inner), {0, by_head[2], by_head[3], by_head[3] * sequences_});
  y = plus(y, times(x, weight("ssm_d", "")));
  y = graph_.glu(graph_.contiguous(gate), y);
  const Id out = graph_.mul_mat(weight("ssm_out"), y);
  return graph_.reshape(out, {graph_[out].shape[0], tokens_, 1, 1});
}

Id Builder::mamba2(Id normed) {
  const Recurrence& recurrence = *layer_->recurrence;
  const int64_t inner = recurrence.inner;
  const int64_t state = recurrence.state;
  const int64_t groups = std::max<int64_t>(1, recurrence.groups);
  const int64_t heads = std::max<int64_t>(1, recurrence.heads);
  const int64_t head = inner / heads;
  const int64_t convolved = inner + 2 * groups * state;
  const States& states = this->states();
  const Id kept = graph_.reshape(states_of(states.convolution), {recurrence.convolution - 1, convolved, sequences_, 1});
  const Id projected = graph_.mul_mat(weight("ssm_in"), normed);
  const Id all = graph_.reshape(projected, by_sequence(graph_[projected].shape[0]));
  const Shape stride = graph_[all].stride;
  const Id gate =
      graph_.view(all, {head, heads, sequence_tokens_, sequences_}, {0, head * kFloat, stride[1], stride[2]});
  Id mixed = graph_.view(all, by_sequence(convolved), stride);
  Id step = graph_.view(all, by_sequence(heads), stride);
  const Id joined = convolve(kept, mixed, convolved);
  mixed = graph_.make(Op::ssm_conv, GgmlType::f32, by_sequence(convolved), {joined, weight("ssm_conv1d")});
  mixed = unary(plus_if(mixed, weight("ssm_conv1d", ".bias")));
  const auto part = [&](int64_t width, int64_t count) {
    const Shape from = graph_[mixed].stride;
    return graph_.view(mixed, {width, count, sequence_tokens_, sequences_}, {0, width * kFloat, from[1], from[2]});
  };
  const Id x = part(head, heads);
  const Id b = part(state, groups);
  const Id c = part(state, groups);
  step = plus_if(graph_.contiguous(step), weight("ssm_dt", ".bias"));
  const Id scanned = states_of(states.recurrent, [&](Id cached, Id ids) {
    const Id table = graph_.reshape(cached, {state, head, heads, sequences_});
    const int64_t values = elements(graph_[x]) + state * inner * sequences_;
    return graph_.make(Op::ssm_scan, GgmlType::f32, {values, 1, 1, 1},
                       {table, x, step, weight("ssm_a", ""), b, c, ids});
  });
  const int64_t row = state * inner * kFloat;
  const Shape rows{0, row, row * sequences_, row * sequences_};
  graph_.expand(graph_.copy(graph_.view(scanned, {state * inner, sequences_, 1, 1}, rows),
                            graph_.view(states.recurrent, {state * inner, sequences_, 1, 1}, rows)));
  const Shape from = graph_[x].stride;
  Id y = graph_.view(scanned, {head, heads, sequence_tokens_, sequences_},
                     {0, from[1], heads * from[1], sequence_tokens_ * heads * from[1]});
  y = plus(y, times(x, weight("ssm_d", "")));
  y = graph_.glu(graph_.contiguous(gate), y);
  if (has("ssm_norm")) {
    y = norm(graph_.reshape(y, {inner / groups, groups, sequence_tokens_, sequences_}), "ssm_norm");
  }
  y = graph_.reshape(y, {inner, tokens_, 1, 1});
  return graph_.mul_mat(weight("ssm_out"), y);
}

// Linear attention by the gated delta rule (Qwen3-Next).
Id Builder::gated_delta(Id normed) {
  const Recurrence& recurrence = *layer_->recurrence;
  const int64_t inner = recurrence.inner;
  const int64_t heads = std::max<int64_t>(1, recurrence.heads);
  const int64_t keys = std::max<int64_t>(1, recurrence.groups);
  const int64_t channels = inner + 2 * recurrence.groups * recurrence.state;
  Id mixed = graph_.mul_mat(weight("attn_qkv"), normed);
  mixed = graph_.reshape(mixed, by_sequence(graph_[mixed].shape[0]));
  const Id z = graph_.mul_mat(weight("attn_gate"), normed);
  const Shape by_head{1, heads, sequence_tokens_, sequences_};
  Id beta = kNone;
  Id gate = kNone;
  if (has("ssm_ba")) {
    const Id both = graph_.reshape(graph_.mul_mat(weight("ssm_ba"), normed),
                                   {2 * heads / keys, keys, sequence_tokens_, sequences_});
    const Shape half{heads / keys, keys, sequence_tokens_, sequences_};
    const Id b = graph_.view(both, half, graph_[both].stride);
    const Id a = graph_.view(both, half, graph_[both].stride);
    beta = graph_.reshape(unary(graph_.contiguous(b)), by_head);
    gate = graph_.contiguous(a, by_sequence(heads));
  } else {
    beta = unary(graph_.reshape(graph_.mul_mat(weight("ssm_beta"), normed), by_head));
    gate = graph_.reshape(graph_.mul_mat(weight("ssm_alpha"), normed), by_sequence(heads));
  }
  gate = times(unary(plus_if(gate, weight("ssm_dt", ".bias"))), weight("ssm_a", ""));
  gate = graph_.reshape(gate, by_head);
  const States& states = this->states();
  const Id kept = graph_.reshape(states_of(states.convolution), {recurrence.convolution - 1, channels, sequences_, 1});
  const Id joined = convolve(kept, mixed, channels);
  const Id state = states_of(states.recurrent);
  Id convolved = graph_.make(Op::ssm_conv, GgmlType::f32, by_sequence(channels), {joined, weight("ssm_conv1d")});
  convolved = unary(convolved);
  const Id output = delta_rule(convolved, gate, beta, state);
  const int64_t head = inner / heads;
  Id normal = norm(output, "ssm_norm");
  normal = times(normal, unary(graph_.reshape(z, {head, heads, sequence_tokens_, sequences_})));
  const Id out = graph_.mul_mat(weight("ssm_out"), graph_.reshape(normal, by_sequence(inner)));
  return graph_.reshape(out, {graph_[out].shape[0], tokens_, 1, 1});
}

Id Builder::delta_rule(Id convolved, Id gate, Id beta, Id states) {
  const Recurrence& recurrence = *layer_->recurrence;
  const int64_t heads = std::max<int64_t>(1, recurrence.heads);
  const int64_t keys = std::max<int64_t>(1, recurrence.groups);
  const int64_t head = recurrence.inner / heads;
  const Shape from = graph_[convolved].stride;
  const auto part = [&](int64_t width, int64_t count) {
    return graph_.view(convolved, {width, count, sequence_tokens_, sequences_}, {0, width * kFloat, from[1], from[2]});
  };
  Id query = part(recurrence.state, keys);
  Id key = part(recurrence.state, keys);
  const Id value = part(head, heads);
  query = scale(graph_.like(Op::rms_norm, query));
  key = scale(graph_.like(Op::rms_norm, key));
  if (family_.repeats_heads && keys != heads) {
    const auto repeated = [&](Id a) {
      a = graph_.reshape(a, {recurrence.state, 1, keys, tokens_});
      a = graph_.repeat(a, {recurrence.state, heads / keys, keys, tokens_});
      return graph_.reshape(a, {recurrence.state, heads, sequence_tokens_, sequences_});
    };
    query = repeated(query);
    key = repeated(key);
  }
  const Id state = graph_.reshape(states, {head, head, heads, sequences_});
  const Id result = graph_.make(Op::gated_delta_net, GgmlType::f32, {head * heads, tokens_ + head * sequences_, 1, 1},
                                {query, key, value, gate, beta, state});
  const int64_t row = head * kFloat;
  const Id output = graph_.view(result, {head, heads, sequence_tokens_, sequences_},
                                {0, row, row * heads, row * heads * sequence_tokens_});
  const Id next = graph_.view(result, {head, head, heads, sequences_}, {0, row, row * head, row * head * heads});
  const Id cache = this->states().recurrent;
  const int64_t width = graph_[cache].shape[0];
  graph_.expand(graph_.copy(next, graph_.view(cache, {width, sequences_, 1, 1}, graph_[cache].stride)));
  return output;
}

Id Builder::short_convolution(Id normed) {
  const Recurrence& recurrence = *layer_->recurrence;
  const int64_t width = recurrence.inner;
  const Id all =
      graph_.mul_mat(weight("shortconv.in_proj"), graph_.reshape(normed, by_sequence(graph_[normed].shape[0])));
  const Shape stride = graph_[all].stride;
  const Id b = graph_.view(all, by_sequence(width), stride);
  const Id c = graph_.view(all, by_sequence(width), stride);
  const Id x = graph_.view(all, by_sequence(width), stride);
  const Id product = times(b, x);
  const Id kept = graph_.reshape(states_of(states().convolution), {recurrence.convolution - 1, width, sequences_, 1});
  const Id joined = convolve(kept, product, width);
  const Id convolved = graph_.make(Op::ssm_conv, GgmlType::f32, by_sequence(width), {joined, weight("shortconv.conv")});
  const Id out = graph_.mul_mat(weight("shortconv.out_proj"), times(c, convolved));
  return graph_.reshape(out, {graph_[out].shape[0], tokens_, 1, 1});
}

}  // namespace canrun::llama_cpp::graph
