// Families that alternate linear attention, a state of fixed size, with full attention.
#include <string>

#include "model/family_readers.h"
#include "model/plain_layers.h"

namespace canrun::readers {
namespace {

// By layer_types, else the last layer of each interval is full.
std::vector<bool> linear_layers(Reading reading) {
  const int64_t layers = reading.architecture.layer_count();
  std::vector<bool> linear(static_cast<size_t>(layers));
  const auto words = reading.config.words({"layer_types"}, layers);
  for (size_t i = 0; i < words.size(); ++i) linear[i] = words[i] == "linear_attention";
  if (!words.empty()) return linear;
  const int64_t interval = reading.config.count_or({"full_attention_interval"}, 4, 1, Bounds::layers);
  for (int64_t i = 0; i < layers; ++i) linear[static_cast<size_t>(i)] = (i + 1) % interval != 0;
  return linear;
}

Recurrence gated_delta_of(Reading reading) {
  ConfigReader& config = reading.config;
  Recurrence recurrence;
  recurrence.kind = Recurrence::Kind::gated_delta;
  recurrence.state = config.count({"linear_key_head_dim"}, 1, Bounds::head_dim);
  recurrence.groups = config.count({"linear_num_key_heads"}, 1, Bounds::heads);
  recurrence.heads = config.count({"linear_num_value_heads"}, 1, Bounds::heads);
  recurrence.inner = recurrence.heads * config.count({"linear_value_head_dim"}, 1, Bounds::head_dim);
  recurrence.convolution = config.count({"linear_conv_kernel_dim"}, 1, Bounds::head_dim);
  recurrence.convolution_state =
      (recurrence.convolution - 1) * (recurrence.inner + 2 * recurrence.groups * recurrence.state);
  recurrence.recurrent_state = recurrence.state * recurrence.inner;
  return recurrence;
}

void use_gated_delta(Reading reading, bool one_gate_matrix) {
  const auto linear = linear_layers(reading);
  const Recurrence recurrence = gated_delta_of(reading);
  const int64_t hidden = reading.architecture.hidden;
  for (size_t i = 0; i < reading.architecture.layers.size(); ++i) {
    Layer& layer = reading.architecture.layers[i];
    if (!linear[i]) continue;
    layer.attention.reset();
    layer.recurrence = recurrence;
    if (one_gate_matrix) {
      add_own(layer.own, "ssm_ba.weight", Role::recurrence, hidden, 2 * recurrence.heads);
    } else {
      add_own(layer.own, "ssm_beta.weight", Role::recurrence, hidden, recurrence.heads);
      add_own(layer.own, "ssm_alpha.weight", Role::recurrence, hidden, recurrence.heads);
    }
  }
}

}  // namespace

void qwen3_next(Reading reading) { use_gated_delta(reading, true); }

void qwen3_5(Reading reading) { use_gated_delta(reading, false); }

namespace {

Recurrence kimi_delta_of(ConfigReader& linear) {
  Recurrence recurrence;
  recurrence.kind = Recurrence::Kind::kimi_delta;
  recurrence.heads = linear.count({"num_heads"}, 1, Bounds::heads);
  recurrence.state = linear.count({"head_dim"}, 1, Bounds::head_dim);
  recurrence.convolution = linear.count({"short_conv_kernel_size"}, 1, Bounds::head_dim);
  recurrence.inner = recurrence.heads * recurrence.state;
  recurrence.convolution_state = 3 * (recurrence.convolution - 1) * recurrence.inner;
  recurrence.recurrent_state = recurrence.state * recurrence.inner;
  return recurrence;
}

// The output gate is one matrix, or two of a low rank.
void become_kimi_delta(Layer& layer, const Recurrence& recurrence, bool full_rank_gate, int64_t hidden) {
  layer.attention.reset();
  layer.recurrence = recurrence;
  if (full_rank_gate) {
    add_own(layer.own, "ssm_g.weight", Role::recurrence, hidden, recurrence.inner);
  } else {
    add_own(layer.own, "ssm_g_a.weight", Role::recurrence, hidden, recurrence.state);
    add_own(layer.own, "ssm_g_b.weight", Role::recurrence, recurrence.state, recurrence.inner);
  }
}

// Kimi K3 adds to Kimi Linear: gates on full attention, experts on a projection, scores for earlier layers' outputs.
void add_kimi_k3(Reading reading) {
  ConfigReader& config = reading.config;
  Architecture& architecture = reading.architecture;
  const int64_t hidden = architecture.hidden;
  const int64_t latent = config.count_or({"routed_expert_hidden_size"}, 0, 0, Bounds::width);
  const bool scored = config.count_or({"attn_res_block_size"}, 0, 0, Bounds::layers) > 0;
  if (latent > 0 || scored) architecture.family = "kimi-k3";
  if (scored) add_own(architecture.own, "output_res_score.weight", Role::norm, hidden);
  for (Layer& layer : architecture.layers) {
    if (scored) {
      add_own(layer.own, "attn_res_score.weight", Role::norm, hidden);
      add_own(layer.own, "ffn_res_score.weight", Role::norm, hidden);
    }
    if (layer.attention && config.flag({false, "mla_use_output_gate"})) {
      add_own(layer.own, "attn_gate.weight", Role::attention_other, hidden,
              layer.attention->heads * layer.attention->value_dim);
    }
    if (!layer.experts || latent == 0) continue;
    layer.experts->latent = latent;
    add_own(layer.own, "ffn_routed_down.weight", Role::other, hidden, latent);
    add_own(layer.own, "ffn_routed_up.weight", Role::other, latent, hidden);
    if (config.flag({false, "latent_moe_use_norm"})) add_own(layer.own, "ffn_routed_norm.weight", Role::norm, latent);
  }
}

}  // namespace

// arXiv:2510.26692; the config counts its layers from 1.
void kimi_linear(Reading reading) {
  auto linear = reading.config.part("linear_attn_config");
  if (!linear) return reading.config.refuse_missing("linear_attn_config");
  if (!linear->has({"kda_layers"})) return linear->refuse_missing("kda_layers");
  Architecture& architecture = reading.architecture;
  const Recurrence recurrence = kimi_delta_of(*linear);
  const bool full_rank_gate = linear->flag({false, "use_full_rank_gate"});
  for (const int64_t number : linear->indices({"kda_layers"}, architecture.layer_count() + 1)) {
    if (number == 0) continue;
    Layer& layer = architecture.layers[static_cast<size_t>(number - 1)];
    if (layer.attention) become_kimi_delta(layer, recurrence, full_rank_gate, architecture.hidden);
  }
  add_kimi_k3(reading);
}

// arXiv:2501.08313: lightning attention, with every eighth layer softmax; attn_type_list marks these with 1.
void minimax_text(Reading reading) {
  Architecture& architecture = reading.architecture;
  const int64_t layers = architecture.layer_count();
  const auto marks = reading.config.counts({"attn_type_list"}, layers, 0, 1);
  const auto words = reading.config.words({"layer_types"}, layers);
  const Heads heads = heads_of(reading);
  Recurrence recurrence;
  recurrence.kind = Recurrence::Kind::lightning;
  recurrence.heads = heads.heads;
  recurrence.state = heads.head_dim;
  recurrence.inner = heads.heads * heads.head_dim;
  recurrence.recurrent_state = recurrence.state * recurrence.inner;
  for (size_t i = 0; i < architecture.layers.size(); ++i) {
    bool full = (i + 1) % 8 == 0;
    if (!words.empty()) full = words[i] == "full_attention";
    if (!marks.empty()) full = marks[i] == 1;
    if (full) continue;
    architecture.layers[i].attention.reset();
    architecture.layers[i].recurrence = recurrence;
  }
}

}  // namespace canrun::readers
