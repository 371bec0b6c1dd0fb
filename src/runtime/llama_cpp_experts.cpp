// Mixtures of experts: src/llama-graph.cpp build_moe_ffn, and the shared experts of src/models/*.cpp.
#include <algorithm>

#include "runtime/llama_cpp_builder.h"

namespace canrun::llama_cpp::graph {
namespace {

constexpr int64_t kMostSummed = 256;  // no model chooses as many experts; a bound for what configs may say

}  // namespace

Id Builder::experts(Id hidden) {
  const ExpertMixer& mixer = *layer_->experts;
  const Id input = mixer.latent > 0 ? graph_.mul_mat(weight("ffn_latent_down"), hidden) : hidden;
  Id sum = routed(hidden, input);
  if (mixer.latent > 0) sum = graph_.mul_mat(weight("ffn_latent_up"), sum);
  return mixer.shared_width > 0 ? shared_expert(hidden, sum) : sum;
}

// The weight of each chosen expert for each token, and which were chosen.
Id Builder::expert_weights(Id hidden, Id& chosen) {
  const ExpertMixer& mixer = *layer_->experts;
  const int64_t tokens = graph_[hidden].shape[1];
  const Id logits = plus_if(graph_.mul_mat(weight("ffn_gate_inp"), hidden), weight("ffn_gate_inp", ".bias"));
  const Id bias = weight("exp_probs_b", ".bias");
  // DeepSeek-V3 and its kin route by sigmoid and say so by a bias; DeepSeek-V2 by softmax without one.
  const bool sigmoid = family_.routing == Routing::sigmoid || bias != kNone;
  Id odds = logits;
  if (sigmoid) odds = unary(logits);
  if (!sigmoid && family_.routing == Routing::softmax) odds = graph_.like(Op::soft_max, logits);
  const Id ranked = family_.weight_before_experts ? logits : plus_if(odds, bias);
  const Id order = graph_.make(Op::argsort, GgmlType::i32, graph_[ranked].shape, {ranked});
  chosen = graph_.view(order, {mixer.used, tokens, 1, 1}, graph_[order].stride);
  const Shape single{1, mixer.used, tokens, 1};
  Id weights = graph_.get_rows(graph_.reshape(odds, {1, mixer.experts, tokens, 1}), chosen);
  if (family_.routing == Routing::softmax_of_chosen && !sigmoid) {
    weights = graph_.reshape(graph_.like(Op::soft_max, graph_.reshape(weights, {mixer.used, tokens, 1, 1})), single);
  }
  if (family_.normalised_routing) {
    weights = graph_.reshape(weights, {mixer.used, tokens, 1, 1});
    const Id sum = graph_.make(Op::sum_rows, GgmlType::f32, {1, tokens, 1, 1}, {weights});
    weights = graph_.like(Op::div, weights, graph_.like(Op::clamp, sum));
    weights = graph_.reshape(weights, single);
  }
  if (family_.scaled_routing) weights = scale(weights);
  graph_.expand(weights);
  return weights;
}

Id Builder::expert_bias(Id a, std::string_view name, Id chosen) {
  const Id bias = weight(name, ".bias");
  return bias == kNone ? a : graph_.like(Op::add_id, a, bias, chosen);
}

Id Builder::routed(Id hidden, Id routed_input) {
  const ExpertMixer& mixer = *layer_->experts;
  const int64_t tokens = graph_[hidden].shape[1];
  Id chosen = kNone;
  const Id weights = expert_weights(hidden, chosen);
  const int64_t width = graph_[routed_input].shape[0];
  Id input = graph_.reshape(routed_input, {width, 1, tokens, 1});
  if (family_.weight_before_experts) input = times(graph_.repeat(input, {width, mixer.used, tokens, 1}), weights);
  Id inner = kNone;
  if (mixer.fused_gate_up) {
    const Id both = graph_.mul_mat_id(weight("ffn_gate_up_exps"), input, chosen);
    const Shape shape{mixer.width, mixer.used, tokens, 1};
    const Id gate = graph_.view(both, shape, graph_[both].stride);
    const Id up = graph_.view(both, shape, graph_[both].stride);
    inner = graph_.glu(gate, up);
  } else {
    Id up = graph_.mul_mat_id(weight("ffn_up_exps"), input, chosen);
    up = expert_bias(up, "ffn_up_exps", chosen);
    if (mixer.gated) {
      Id gate = graph_.mul_mat_id(weight("ffn_gate_exps"), input, chosen);
      gate = expert_bias(gate, "ffn_gate_exps", chosen);
      inner = graph_.glu(gate, up);
    } else {
      inner = unary(up);
      if (family_.squared) inner = graph_.like(Op::square, inner);
    }
  }
  Id outputs = graph_.mul_mat_id(weight("ffn_down_exps"), inner, chosen);
  outputs = expert_bias(outputs, "ffn_down_exps", chosen);
  if (!family_.weight_before_experts) outputs = times(outputs, weights);
  graph_.expand(outputs);
  const Shape stride = graph_[outputs].stride;
  std::vector<Id> parts;
  for (int64_t i = 0; i < std::min(mixer.used, kMostSummed); ++i) {
    parts.push_back(graph_.view(outputs, {width, tokens, 1, 1}, {0, stride[2], stride[2] * tokens, 0}));
    graph_.expand(parts.back());
  }
  Id sum = parts.front();
  for (size_t i = 1; i < parts.size(); ++i) {
    sum = plus(sum, parts[i]);
    graph_.expand(sum);
  }
  return parts.size() == 1 ? graph_.contiguous(sum) : sum;
}

Id Builder::shared_expert(Id hidden, Id sum) {
  const ExpertMixer& mixer = *layer_->experts;
  Id gate = kNone;
  if (mixer.shared_gate) {
    const Id logits = graph_.mul_mat(weight("ffn_gate_inp_shexp"), hidden);
    gate = family_.silu_shared_gate ? graph_.like(Op::div, unary(logits), logits) : unary(logits);
  }
  Id shared = dense(hidden, mixer.gated, "ffn_gate_shexp", "ffn_up_shexp", "ffn_down_shexp");
  if (gate != kNone) shared = times(shared, gate);
  return plus(sum, shared);
}

}  // namespace canrun::llama_cpp::graph
