// Families whose layers keep a state: Mamba, Mamba 2, and the hybrids of these, short convolutions and attention.
#include <string>

#include "model/family_readers.h"
#include "model/plain_layers.h"

namespace canrun::readers {
namespace {

// ggml-org/llama.cpp v0.5.0 src/llama-hparams.cpp:226 to 257: the newest column of the convolution needs no place.
void set_states(Recurrence& recurrence) {
  recurrence.convolution_state =
      (recurrence.convolution - 1) * (recurrence.inner + 2 * recurrence.groups * recurrence.state);
  recurrence.recurrent_state = recurrence.state * recurrence.inner;
}

// "auto" and absent: one rank for each 16 of the hidden width (arXiv:2312.00752, section 3.6).
int64_t time_step_rank(Reading reading) {
  const ConfigReader::Keys keys = {"mamba_dt_rank", "time_step_rank"};
  const auto value = reading.config.find(keys);
  const bool automatic = !value || (value->is_string() && value->text() == "auto");
  return automatic ? (reading.architecture.hidden + 15) / 16 : reading.config.count(keys, 1, Bounds::width);
}

Recurrence mamba_of(Reading reading) {
  ConfigReader& config = reading.config;
  Recurrence recurrence;
  recurrence.kind = Recurrence::Kind::mamba;
  const int64_t expand = config.count_or({"mamba_expand", "expand"}, 2, 1, 64);
  recurrence.inner = expand * reading.architecture.hidden;
  recurrence.state = config.count_or({"mamba_d_state", "state_size"}, 16, 1, Bounds::head_dim);
  recurrence.convolution = config.count_or({"mamba_d_conv", "conv_kernel"}, 4, 1, Bounds::head_dim);
  recurrence.heads = time_step_rank(reading);
  recurrence.convolution_bias = config.flag({true, "mamba_conv_bias", "use_conv_bias"});
  set_states(recurrence);
  return recurrence;
}

// Heads are stated, or follow from the inner width; the inner width is stated, follows from the heads, or is a multiple
// of the hidden width.
Recurrence mamba2_of(Reading reading) {
  ConfigReader& config = reading.config;
  Recurrence recurrence;
  recurrence.kind = Recurrence::Kind::mamba2;
  const int64_t expand = config.count_or({"mamba_expand", "expand"}, 2, 1, 64);
  const auto stated = config.find({"mamba_d_head"});
  const bool automatic = stated && stated->is_string() && stated->text() == "auto";
  int64_t head_dim =
      automatic ? 0 : config.count_or({"mamba_d_head", "mamba_head_dim", "head_dim"}, 64, 1, Bounds::head_dim);
  int64_t inner = config.count_or({"mamba_d_ssm"}, 0, 1, Bounds::width);
  recurrence.heads = config.count_or({"mamba_n_heads", "mamba_num_heads", "num_heads"}, 0, 1, Bounds::heads);
  if (inner == 0 && recurrence.heads > 0 && head_dim > 0) inner = recurrence.heads * head_dim;
  if (inner == 0) inner = expand * reading.architecture.hidden;
  if (recurrence.heads == 0) recurrence.heads = head_dim > 0 ? inner / head_dim : 0;
  recurrence.inner = inner;
  recurrence.state = config.count_or({"mamba_d_state", "ssm_state_size", "state_size"}, 128, 1, Bounds::head_dim);
  recurrence.convolution = config.count_or({"mamba_d_conv", "conv_kernel"}, 4, 1, Bounds::head_dim);
  recurrence.groups = config.count_or({"mamba_n_groups", "n_groups"}, 1, 1, Bounds::heads);
  recurrence.convolution_bias = config.flag({true, "mamba_conv_bias", "use_conv_bias"});
  set_states(recurrence);
  return recurrence;
}

void become_recurrent(Layer& layer, const Recurrence& recurrence) {
  layer.attention.reset();
  layer.recurrence = recurrence;
}

bool is_recurrent_word(const std::string& word) { return word == "mamba" || word == "conv" || word == "mamba2"; }

}  // namespace

void mamba(Reading reading) {
  const Recurrence recurrence = mamba_of(reading);
  for (Layer& layer : reading.architecture.layers) become_recurrent(layer, recurrence);
}

void mamba2(Reading reading) {
  const Recurrence recurrence = mamba2_of(reading);
  for (Layer& layer : reading.architecture.layers) become_recurrent(layer, recurrence);
}

// arXiv:2403.19887: one attention layer in each period, norms on the time step and on B and C.
void jamba(Reading reading) {
  const Recurrence recurrence = mamba_of(reading);
  const int64_t period = reading.config.count_or({"attn_layer_period"}, 8, 1, Bounds::layers);
  const int64_t offset = reading.config.count_or({"attn_layer_offset"}, 4, 0, Bounds::layers);
  for (size_t i = 0; i < reading.architecture.layers.size(); ++i) {
    Layer& layer = reading.architecture.layers[i];
    if (static_cast<int64_t>(i) % period == offset) continue;
    become_recurrent(layer, recurrence);
    add_own(layer.own, "ssm_dt_norm.weight", Role::recurrence, recurrence.heads);
    add_own(layer.own, "ssm_b_norm.weight", Role::recurrence, recurrence.state);
    add_own(layer.own, "ssm_c_norm.weight", Role::recurrence, recurrence.state);
  }
}

// Without experts, the feed-forward has the width of the shared expert.
void granite_hybrid(Reading reading) {
  ConfigReader& config = reading.config;
  const auto words = config.words({"layer_types", "layers_block_type"}, reading.architecture.layer_count());
  const int64_t shared = config.count_or({"shared_intermediate_size"}, 0, 0, Bounds::width);
  std::optional<Recurrence> recurrence;
  for (size_t i = 0; i < reading.architecture.layers.size(); ++i) {
    Layer& layer = reading.architecture.layers[i];
    if (layer.dense && shared > 0) layer.dense->width = shared;
    if (i >= words.size() || !is_recurrent_word(words[i])) continue;
    if (!recurrence) recurrence = mamba2_of(reading);
    become_recurrent(layer, *recurrence);
  }
}

// Attention and state side by side in every layer.
void falcon_h1(Reading reading) {
  Recurrence recurrence = mamba2_of(reading);
  recurrence.output_norm = reading.config.flag({false, "mamba_rms_norm"});
  for (Layer& layer : reading.architecture.layers) layer.recurrence = recurrence;
}

namespace {

// What a layer of Nemotron-H is, as a letter: M(amba), * (attention), - (feed-forward), E(xperts).
std::string letters_of(Reading reading) {
  const int64_t layers = reading.architecture.layer_count();
  std::string letters;
  const auto words = reading.config.words({"layers_block_type"}, layers);
  for (const std::string& word : words) {
    letters += word == "mamba" ? 'M' : word == "attention" ? '*' : word == "moe" ? 'E' : '-';
  }
  const auto pattern = reading.config.find({"hybrid_override_pattern"});
  if (words.empty() && pattern && pattern->is_string()) letters = pattern->text();
  const bool known = letters.find_first_not_of("M*-E") == std::string::npos;
  if (pattern && (!known || static_cast<int64_t>(letters.size()) != layers)) {
    reading.config.refuse(*pattern, "inconsistent", "A pattern of layers has one of M, *, - and E for each layer.");
    return {};
  }
  if (letters.empty()) reading.config.refuse_missing("hybrid_override_pattern");
  return letters;
}

}  // namespace

namespace {

void add_latent_projections(Layer& layer, int64_t hidden) {
  if (layer.experts->latent == 0) return;
  add_own(layer.own, "ffn_latent_down.weight", Role::other, hidden, layer.experts->latent);
  add_own(layer.own, "ffn_latent_up.weight", Role::other, layer.experts->latent, hidden);
}

}  // namespace

// One mixer a layer (arXiv:2504.03624).
void nemotron_h(Reading reading) {
  Architecture& architecture = reading.architecture;
  const std::string letters = letters_of(reading);
  const Attention attention = attention_of(reading);
  const Recurrence recurrence = mamba2_of(reading);
  const auto experts = experts_of(reading);
  const bool has_dense = letters.find('-') != std::string::npos;
  const auto dense = has_dense ? dense_of(reading) : std::vector<DenseMixer>{};
  if (!reading.config.ok()) return;
  for (size_t i = 0; i < letters.size(); ++i) {
    Layer& layer = architecture.layers[i];
    layer.attention.reset();
    layer.dense.reset();
    layer.experts.reset();
    if (letters[i] == '*') layer.attention = attention;
    if (letters[i] == 'M') layer.recurrence = recurrence;
    if (letters[i] == '-') layer.dense = dense[i];
    if (letters[i] != 'E') continue;
    if (experts.empty()) return reading.config.refuse_missing("n_routed_experts");
    layer.experts = experts[i];
    add_latent_projections(layer, architecture.hidden);
  }
  if (experts.empty() || reading.config.count_or({"num_nextn_predict_layers"}, 0, 0, 64) == 0) return;
  Layer prediction;  // attention and experts in one layer
  prediction.attention = attention;
  prediction.experts = experts.back();
  add_latent_projections(prediction, architecture.hidden);
  add_norms(prediction, LayerNorms::before_renamed, false, architecture.hidden);
  add_prediction_tensors(prediction, architecture, false);
  architecture.layers.push_back(prediction);
}

namespace {

// The feed-forward width of LFM2 is two thirds of what the config states, rounded up.
int64_t adjusted_width(Reading reading, int64_t width) {
  if (!reading.config.flag({true, "block_auto_adjust_ff_dim"})) return width;
  const auto stated = reading.config.find({"block_ffn_dim_multiplier"});
  const double multiplier = stated && stated->is_number() ? stated->number() : 1.0;
  if (!(multiplier > 0.0 && multiplier <= 64.0)) return 0;
  const int64_t unit = reading.config.count_or({"block_multiple_of"}, 256, 1, Bounds::width);
  const int64_t scaled = static_cast<int64_t>(multiplier * static_cast<double>(2 * width / 3));
  return (scaled + unit - 1) / unit * unit;
}

std::vector<bool> convolution_layers(Reading reading) {
  const int64_t layers = reading.architecture.layer_count();
  const auto words = reading.config.words({"layer_types"}, layers);
  std::vector<bool> convolutions(static_cast<size_t>(layers), true);
  for (size_t i = 0; i < words.size(); ++i) convolutions[i] = is_recurrent_word(words[i]);
  if (!words.empty()) return convolutions;
  if (!reading.config.has({"full_attn_idxs"})) reading.config.refuse_missing("layer_types");
  for (const int64_t i : reading.config.indices({"full_attn_idxs"}, layers)) {
    convolutions[static_cast<size_t>(i)] = false;
  }
  return convolutions;
}

}  // namespace

void lfm2(Reading reading) {
  Recurrence recurrence;
  recurrence.kind = Recurrence::Kind::short_convolution;
  recurrence.inner = reading.architecture.hidden;
  recurrence.convolution = reading.config.count_or({"conv_L_cache"}, 3, 1, Bounds::head_dim);
  recurrence.convolution_state = (recurrence.convolution - 1) * recurrence.inner;
  const bool adjusts = reading.family.experts == Use::never;
  const auto convolutions = convolution_layers(reading);
  for (size_t i = 0; i < reading.architecture.layers.size(); ++i) {
    Layer& layer = reading.architecture.layers[i];
    if (adjusts && layer.dense) layer.dense->width = adjusted_width(reading, layer.dense->width);
    if (convolutions[i]) become_recurrent(layer, recurrence);
  }
}

}  // namespace canrun::readers
