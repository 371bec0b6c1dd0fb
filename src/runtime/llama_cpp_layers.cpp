#include "runtime/llama_cpp_builder.h"

namespace canrun::llama_cpp::graph {

bool Builder::selects_rows() const { return last_ && family_.rows == RowsPicked::in_last_layer; }

Id Builder::layer(Id hidden) {
  if (layer_->attention && layer_->recurrence) return two_mixers(hidden);
  const bool mixes_tokens = layer_->attention || layer_->recurrence;
  const Id normed = has("attn_norm") ? norm(hidden, "attn_norm") : hidden;
  if (family_.norm_placed_first) graph_.expand(normed);
  // A layer may have a channel mixer alone (Nemotron-H).
  return residual_layer(hidden, mixes_tokens ? mixed(normed) : channel(normed), normed);
}

Id Builder::mixed(Id normed) {
  if (layer_->recurrence) return recurrence(normed);
  if (layer_->attention->latent) return latent_attention(normed);
  return layer_->attention->output_gate ? gated_attention(normed) : attention(normed);
}

Id Builder::channel(Id normed) {
  if (layer_->experts) return experts(normed);
  return dense(normed, layer_->dense->gated, "ffn_gate", "ffn_up", "ffn_down");
}

Id Builder::residual_layer(Id hidden, Id mixed, Id normed) {
  if (selects_rows()) {
    mixed = output_rows(mixed);
    hidden = output_rows(hidden);
  }
  const bool mixes_channels = (layer_->attention || layer_->recurrence) && (layer_->dense || layer_->experts);
  const bool around = has("post_ffw_norm");
  if (around) mixed = norm(mixed, "post_attention_norm");
  if (mixes_channels && !around && !has("ffn_norm") && !has("post_attention_norm")) {
    // Both mixers read the same norm (Cohere).
    const Id input = selects_rows() ? output_rows(normed) : normed;
    return plus(plus(channel(input), hidden), mixed);
  }
  if (family_.scaled_residuals) mixed = scale(mixed);
  const Id sum = family_.residual_first_mixer ? plus(hidden, mixed) : plus(mixed, hidden);
  if (!mixes_channels) return sum;
  Id input = sum;
  if (has("ffn_norm")) {
    input = norm(sum, "ffn_norm");
  } else if (!around && has("post_attention_norm")) {
    input = norm(sum, "post_attention_norm");
  }
  Id channels = channel(input);
  if (around) channels = norm(channels, "post_ffw_norm");
  if (family_.scaled_residuals) channels = scale(channels);
  return family_.residual_first ? plus(sum, channels) : plus(channels, sum);
}

// Attention and recurrence side by side (Falcon-H1).
Id Builder::two_mixers(Id hidden) {
  const Id attended = attention(norm(hidden, "attn_norm"));
  const Id recurred = recurrence(norm(hidden, "attn_norm"));
  Id sum = plus(plus(attended, recurred), hidden);
  if (selects_rows()) sum = output_rows(sum);
  const Id normed = has("ffn_norm") ? norm(sum, "ffn_norm") : norm_by(sum, weight("ffn_norm", ""), kNone);
  return plus(channel(normed), sum);
}

}  // namespace canrun::llama_cpp::graph
