// Gemma 3n: several streams of hidden states (AltUp), a low-rank path beside attention (LAuReL) and one embedding a
// layer. Source: src/models/gemma3n.cpp.
#include "runtime/llama_cpp_builder.h"

namespace canrun::llama_cpp::graph {
namespace {

constexpr int64_t kFloat = 4;
constexpr size_t kSparseLayers = 10;  // whose gates keep their largest values only

}  // namespace

Id Builder::magnitude(Id a) {
  Shape one = graph_[a].shape;
  one[0] = 1;
  const Id sum = graph_.make(Op::sum_rows, GgmlType::f32, one, {graph_.like(Op::square, a)});
  return graph_.like(Op::square_root, sum);
}

Id Builder::slice(Id stacked, int64_t width) {
  const int64_t row = width * kFloat;
  return graph_.view(stacked, {width, tokens_, 1, 1}, {0, row, row * tokens_, row * tokens_});
}

Id Builder::per_layer_inputs(Id hidden) {
  const int64_t width = model_.architecture.per_layer_embedding;
  const int64_t layers = model_.architecture.layer_count();
  const Shape by_layer{width, layers, tokens_, 1};
  const Id tokens = graph_.input(GgmlType::i32, {tokens_, 1, 1, 1});
  const Id embedded = scale(graph_.reshape(graph_.get_rows(global("per_layer_token_embd"), tokens), by_layer));
  graph_.expand(embedded);
  Id projected = graph_.reshape(scale(graph_.mul_mat(global("per_layer_model_proj"), hidden)), by_layer);
  projected = norm_by(projected, global("per_layer_proj_norm"), kNone);
  return graph_.contiguous(graph_.permute(scale(plus(projected, embedded)), 0, 2, 1, 3));
}

Id Builder::stacked_embeddings(Id hidden) {
  per_layer_ = per_layer_inputs(hidden);
  const Id projection = global("altup_proj");
  if (projection == kNone) return hidden;
  const int64_t width = model_.architecture.hidden;
  const int64_t others = graph_[projection].shape[2];
  const Id target = magnitude(hidden);
  Id added = graph_.mul_mat(projection, graph_.repeat(hidden, {width, tokens_, others, 1}));
  const Id new_magnitude = magnitude(added);
  added = graph_.like(Op::div, times(added, target), new_magnitude);
  return graph_.concat(hidden, added, 2);
}

Id Builder::modalities(Id a) {
  const Id inputs = scale(norm(a, "altup_router_norm"));
  return unary(graph_.mul_mat(weight("altup_router"), inputs));
}

Id Builder::predicted(Id stacked) {
  const int64_t streams = graph_[stacked].shape[2];
  const Id active = slice(stacked, model_.architecture.hidden);
  const Id coefficients =
      graph_.reshape(graph_.mul_mat(weight("altup_predict_coef"), modalities(active)), {streams, streams, tokens_, 1});
  const Id turned = graph_.contiguous(graph_.permute(stacked, 1, 2, 0, 3));
  const Id mixed = graph_.mul_mat(turned, coefficients);
  return plus(graph_.contiguous(graph_.permute(mixed, 0, 2, 1, 3)), stacked);
}

Id Builder::corrected(Id predictions, Id active) {
  const Shape shape = graph_[predictions].shape;
  const Id routed = modalities(active);
  const Id innovation = graph_.like(Op::sub, active, slice(predictions, shape[0]));
  const Id coefficients = scale(graph_.mul_mat(weight("altup_correct_coef"), routed));
  const Id turned = graph_.contiguous(graph_.transpose(coefficients), {1, tokens_, shape[2], 1});
  return plus(times(graph_.repeat(innovation, shape), turned), predictions);
}

Id Builder::sparse_gate(Id gate) {
  Shape one = graph_[gate].shape;
  one[0] = 1;
  const Id mean = graph_.make(Op::mean, GgmlType::f32, one, {gate});
  const Id squares = graph_.like(Op::square, graph_.like(Op::sub, gate, mean));
  const Id deviation = graph_.like(Op::square_root, scale(graph_.make(Op::sum_rows, GgmlType::f32, one, {squares})));
  const Id cutoff = plus(mean, scale(deviation));
  return unary(graph_.like(Op::sub, gate, cutoff));
}

Id Builder::stacked_layer(Id stacked) {
  const Shape shape = graph_[stacked].shape;
  const int64_t width = shape[0];
  const Id predictions = predicted(stacked);
  const Id active = slice(predictions, width);
  const Id normed = norm(active, "attn_norm");
  Id low_rank = graph_.mul_mat(weight("laurel_r"), graph_.mul_mat(weight("laurel_l"), normed));
  low_rank = plus(norm(low_rank, "laurel_post_norm"), normed);
  const Id attended = plus(norm(attention(normed), "post_attention_norm"), active);
  const Id sum = scale(plus(attended, low_rank));
  const Id input = norm(sum, "ffn_norm");
  const Id up = graph_.mul_mat(weight("ffn_up"), input);
  Id gate = graph_.mul_mat(weight("ffn_gate"), input);
  if (at_ < kSparseLayers) gate = sparse_gate(gate);
  const Id inner = times(up, unary(gate));
  const Id channels = norm(graph_.mul_mat(weight("ffn_down"), inner), "post_ffw_norm");
  const Id result = corrected(predictions, plus(channels, sum));
  Id first = times(slice(result, width), weight("altup_correct_scale"));
  first = unary(graph_.mul_mat(weight("inp_gate"), first));
  first = times(first, slice(per_layer_, model_.architecture.per_layer_embedding));
  first = norm(graph_.mul_mat(weight("proj"), first), "post_norm");
  const Id front = slice(result, width);
  const Id rest = graph_.view(result, {width, tokens_, shape[2] - 1, 1}, graph_[result].stride);
  return graph_.concat(front, plus(rest, first), 2);
}

Id Builder::unstacked(Id stacked) {
  const int64_t width = model_.architecture.hidden;
  const Id projection = global("altup_unembd_proj");
  if (projection == kNone) return stacked;
  const int64_t others = graph_[projection].shape[2];
  const Id target = magnitude(slice(stacked, width));
  const Id rest = graph_.view(stacked, {width, tokens_, others, 1}, graph_[stacked].stride);
  Id returned = graph_.mul_mat(projection, rest);
  const Id new_magnitude = magnitude(returned);
  returned = graph_.like(Op::div, times(returned, target), new_magnitude);
  Id sum = slice(stacked, width);
  for (int64_t i = 0; i < others; ++i) sum = plus(sum, slice(returned, width));
  return scale(sum);
}

}  // namespace canrun::llama_cpp::graph
