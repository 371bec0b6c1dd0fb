#include "runtime/llama_cpp_builder.h"

#include <algorithm>

#include "units.h"

namespace canrun::llama_cpp::graph {
namespace {

bool is_named(const Tensor& tensor, std::string_view name, std::string_view suffix) {
  return tensor.name.size() == name.size() + suffix.size() && tensor.name.substr(0, name.size()) == name &&
         tensor.name.substr(name.size()) == suffix;
}

// The first tensor of each layer, and the end; tensors stand layer by layer.
std::vector<size_t> starts_of(const Architecture& architecture, const std::vector<Tensor>& tensors) {
  std::vector<size_t> starts(architecture.layers.size() + 1, tensors.size());
  for (size_t i = tensors.size(); i-- > 0;) {
    if (tensors[i].layer >= 0) starts[static_cast<size_t>(tensors[i].layer)] = i;
  }
  for (size_t i = architecture.layers.size(); i-- > 0;) starts[i] = std::min(starts[i], starts[i + 1]);
  return starts;
}

}  // namespace

Builder::Builder(const Model& model, Graph& graph)
    : model_(model),
      family_(family_named(model.architecture.family)),
      graph_(graph),
      caches_(model.architecture.layers.size()),
      states_(model.architecture.layers.size()),
      first_tensor_(starts_of(model.architecture, model.tensors)) {
  // llama-context.cpp, graph_reserve: every sequence has equally many tokens.
  sequences_ = std::max<int64_t>(1, model.settings.sequences);
  tokens_ = padded(std::min(model.shape.context_tokens, model.shape.ubatch_tokens), sequences_);
  sequence_tokens_ = tokens_ / sequences_;
  rows_ = std::clamp<int64_t>(model.settings.output_rows, 1, model.shape.ubatch_tokens);
}

void Builder::build(const std::vector<size_t>& layers) {
  Id hidden = embeddings();
  const bool stacked = model_.architecture.family == "gemma3n";
  if (stacked) {
    hidden = stacked_embeddings(hidden);
  } else {
    graph_.expand(hidden);
  }
  for (const size_t index : layers) {
    at_ = index;
    last_ = index == layers.back();
    layer_ = &model_.architecture.layers[index];
    buffer_ = model_.plan.layer_device[index];
    weights_.erase(std::remove_if(weights_.begin(), weights_.end(),
                                  [&](const auto& known) { return known.first >= first_tensor_[0]; }),
                   weights_.end());
    hidden = stacked ? stacked_layer(hidden) : layer(hidden);
  }
  output(stacked ? unstacked(hidden) : hidden);
}

// Tokens are looked up and vectors could be given instead: both inputs exist, one is used.
Id Builder::embeddings() {
  const int64_t hidden = model_.architecture.hidden;
  const Id tokens = graph_.input(GgmlType::i32, {tokens_, 1, 1, 1});
  Id embedded = graph_.get_rows(global("token_embd"), tokens);
  graph_.expand(embedded);
  graph_.expand(graph_.input(GgmlType::f32, {hidden, tokens_, 1, 1}));
  if (family_.scaled_embeddings) embedded = scale(embedded);
  positions_ = graph_.input(GgmlType::i32, {tokens_ * family_.positions, 1, 1, 1});
  temperatures_ = graph_.input(GgmlType::f32, {1, 1, tokens_, 1});
  output_ids_ = graph_.input(GgmlType::i32, {rows_, 1, 1, 1});
  // The states of the sequences at hand, and of those that are not.
  const Id ids = graph_.input(GgmlType::i32, {sequences_, 1, 1, 1});
  const int64_t row = sequences_ * 4;
  state_ids_ = graph_.view(ids, {sequences_, 1, 1, 1}, {0, row, row, row});
  no_state_ids_ = graph_.view(ids, {0, 1, 1, 1}, {0, 0, 0, 0});
  return embedded;
}

Id Builder::output_rows(Id hidden) { return graph_.get_rows(hidden, output_ids_); }

void Builder::output(Id hidden) {
  if (family_.keeps_hidden) graph_.at(hidden).output = true;
  if (family_.rows == RowsPicked::after_layers) hidden = output_rows(hidden);
  Id weight = global("output_norm");
  if (weight == kNone) weight = global("token_embd_norm");
  Id normed = norm_by(hidden, weight, global("output_norm", ".bias"));
  if (family_.rows == RowsPicked::after_norm) {
    graph_.at(normed).output = true;
    normed = output_rows(normed);
  }
  graph_.at(normed).output = true;
  Id matrix = global("output");
  if (matrix == kNone) {
    // Tied: the embedding once more, where the output runs.
    for (size_t i = 0; i < first_tensor_[0] && matrix == kNone; ++i) {
      if (model_.tensors[i].role == Role::token_embedding) matrix = placed(i, model_.plan.output_device);
    }
  }
  Id logits = plus_if(graph_.mul_mat(matrix, normed), global("output", ".bias"));
  if (family_.capped_logits) logits = scale(unary(scale(logits)));
  if (family_.scaled_logits) logits = scale(logits);
  graph_.at(logits).output = true;
  graph_.expand(logits);
}

// A tensor that is read twice is one weight in each buffer.
Id Builder::placed(size_t tensor, int buffer) {
  for (const auto& known : weights_) {
    if (known.first == tensor && graph_[known.second].buffer == buffer) return known.second;
  }
  weights_.emplace_back(tensor, graph_.allocated(model_.types[tensor], model_.tensors[tensor].shape, buffer, true));
  return weights_.back().second;
}

bool Builder::has(std::string_view name, std::string_view suffix) const {
  const auto begin = model_.tensors.begin() + static_cast<std::ptrdiff_t>(first_tensor_[at_]);
  const auto end = model_.tensors.begin() + static_cast<std::ptrdiff_t>(first_tensor_[at_ + 1]);
  return std::any_of(begin, end, [&](const Tensor& tensor) { return is_named(tensor, name, suffix); });
}

Id Builder::weight(std::string_view name, std::string_view suffix) {
  for (size_t i = first_tensor_[at_]; i < first_tensor_[at_ + 1]; ++i) {
    const Tensor& tensor = model_.tensors[i];
    if (!is_named(tensor, name, suffix)) continue;
    const bool away = is_routed_expert(tensor.role) && static_cast<int64_t>(at_) < model_.plan.expert_layers_on_host;
    return placed(i, away ? kHost : buffer_);
  }
  return kNone;
}

// Outside the layers: tables that inputs look up stay on the host.
Id Builder::global(std::string_view name, std::string_view suffix) {
  for (size_t i = 0; i < first_tensor_[0]; ++i) {
    const Tensor& tensor = model_.tensors[i];
    if (!is_named(tensor, name, suffix)) continue;
    const bool looked_up = tensor.role == Role::token_embedding || tensor.role == Role::per_layer_embedding ||
                           tensor.role == Role::position_embedding;
    // What prepares the inputs of all layers lies with the first of them (src/models/gemma3n.cpp).
    const bool prepares = name.substr(0, 10) == "per_layer_";
    const int home = prepares ? model_.plan.layer_device.front() : model_.plan.output_device;
    return placed(i, looked_up ? kHost : home);
  }
  return kNone;
}

Id Builder::plain_norm(Id a) { return graph_.like(family_.layer_norm ? Op::norm : Op::rms_norm, a); }

Id Builder::norm_by(Id a, Id weight, Id bias) {
  Id normed = plain_norm(a);
  if (weight != kNone) normed = times(normed, weight);
  return plus_if(normed, bias);
}

Id Builder::norm(Id a, std::string_view name) { return norm_by(a, weight(name), weight(name, ".bias")); }

// A gate that the tensors do not show apart lies in the first half of `up`.
Id Builder::dense(Id hidden, bool gated, std::string_view gate, std::string_view up, std::string_view down) {
  Id inner = plus_if(graph_.mul_mat(weight(up), hidden), weight(up, ".bias"));
  const Id gate_weight = gated ? weight(gate) : kNone;
  if (gate_weight != kNone) {
    inner = graph_.glu(plus_if(graph_.mul_mat(gate_weight, hidden), weight(gate, ".bias")), inner);
  } else if (gated) {
    inner = graph_.glu(inner, kNone);
  } else {
    inner = unary(inner);
    if (family_.squared) inner = graph_.like(Op::square, inner);
  }
  return plus_if(graph_.mul_mat(weight(down), inner), weight(down, ".bias"));
}

}  // namespace canrun::llama_cpp::graph
