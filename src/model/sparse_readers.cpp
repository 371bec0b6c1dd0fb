// Families of experts that a row of traits does not describe whole.
#include <string>
#include <utility>

#include "model/family_readers.h"
#include "model/plain_layers.h"

namespace canrun::readers {

// A dense residual of the hidden width beside the experts.
void arctic(Reading reading) {
  for (Layer& layer : reading.architecture.layers) layer.dense = DenseMixer{.width = reading.architecture.hidden};
}

// Grok 2: a dense mixer beside the experts.
void grok(Reading reading) {
  const auto dense = dense_of(reading);
  for (size_t i = 0; i < dense.size(); ++i) reading.architecture.layers[i].dense = dense[i];
}

// The shared expert is as wide as a routed one; intermediate_size_mlp is the width of the dense layers.
void llama4(Reading reading) {
  for (Layer& layer : reading.architecture.layers) {
    if (layer.experts) layer.experts->shared_width = layer.experts->width;
    if (layer.dense) {
      layer.dense->width = reading.config.count_or({"intermediate_size_mlp"}, layer.dense->width, 1, Bounds::width);
    }
  }
}

// The selection bias is stored under its bare name.
void hunyuan_v3(Reading reading) {
  for (Layer& layer : reading.architecture.layers) {
    if (layer.experts) add_own(layer.own, "exp_probs_b", Role::router, layer.experts->experts);
  }
}

// Sparse attention (DeepSeek-V3.2-Exp, section 2.1): an indexer picks what each query sees; layers that share the picks
// of another layer store none.
void deepseek_v32(Reading reading) {
  ConfigReader& config = reading.config;
  Architecture& architecture = reading.architecture;
  const int64_t heads = config.count({"index_n_heads"}, 1, Bounds::heads);
  const int64_t width = config.count({"index_head_dim"}, 1, Bounds::head_dim);
  const auto types = config.words({"indexer_types"}, architecture.layer_count());
  for (size_t i = 0; i < architecture.layers.size(); ++i) {
    Layer& layer = architecture.layers[i];
    if (!types.empty() && types[i] == "shared") continue;
    if (!layer.attention->latent) continue;
    layer.attention->index_dim = width;
    add_own(layer.own, "indexer.k_norm.weight", Role::norm, width);
    add_own(layer.own, "indexer.k_norm.bias", Role::norm, width);
    add_own(layer.own, "indexer.proj.weight", Role::attention_other, architecture.hidden, heads);
    add_own(layer.own, "indexer.attn_k.weight", Role::attention_other, architecture.hidden, width);
    add_own(layer.own, "indexer.attn_q_b.weight", Role::attention_other, layer.attention->latent->q_rank,
            heads * width);
  }
}

// Block-sparse attention in the layers with experts; the others have a width of their own.
void minimax_m3(Reading reading) {
  ConfigReader& config = reading.config;
  const int64_t hidden = reading.architecture.hidden;
  auto sparse = config.part("sparse_attention_config");
  if (!sparse) return config.refuse_missing("sparse_attention_config");
  const int64_t heads = sparse->count({"sparse_num_index_heads"}, 1, Bounds::heads);
  const int64_t width = sparse->count({"sparse_index_dim"}, 1, Bounds::head_dim);
  for (Layer& layer : reading.architecture.layers) {
    if (layer.dense) {
      layer.dense->width = config.count_or({"dense_intermediate_size"}, layer.dense->width, 1, Bounds::width);
    }
    if (!layer.experts) continue;
    layer.attention->index_dim = width;
    add_own(layer.own, "indexer.q_proj.weight", Role::attention_other, hidden, heads * width);
    add_own(layer.own, "indexer.k_proj.weight", Role::attention_other, hidden, width);
    add_own(layer.own, "indexer.q_norm.weight", Role::norm, width);
    add_own(layer.own, "indexer.k_norm.weight", Role::norm, width);
  }
}

// arXiv:2509.01322: each layer of the config is two attentions with a dense mixer each, and experts beside the first.
// Zero-computation experts have a place in the router alone.
void longcat_flash(Reading reading) {
  ConfigReader& config = reading.config;
  Architecture& architecture = reading.architecture;
  const int64_t hidden = architecture.hidden;
  const int64_t zero_experts = config.count_or({"zero_expert_num"}, 0, 0, Bounds::experts);
  const int64_t width = config.count({"ffn_hidden_size", "intermediate_size"}, 1, Bounds::width);
  std::vector<Layer> halves;
  halves.reserve(architecture.layers.size() * 2);
  for (const Layer& layer : architecture.layers) {
    Layer first = layer;
    first.dense = DenseMixer{.width = width};
    Layer second = first;
    second.experts.reset();
    if (first.experts && zero_experts > 0) {
      add_own(first.own, "ffn_gate_inp_zero.weight", Role::router, hidden, zero_experts);
      add_own(first.own, "exp_probs_b_zero.bias", Role::router, zero_experts);
    }
    halves.push_back(std::move(first));
    halves.push_back(std::move(second));
  }
  architecture.layers = std::move(halves);
}

// Sliding layers have their own key heads, and sinks where the config says so.
void mimo_v2(Reading reading) {
  ConfigReader& config = reading.config;
  const int64_t value_dim = config.count({"v_head_dim"}, 1, Bounds::head_dim);
  const int64_t window = config.count({"sliding_window"}, 1, Bounds::tokens);
  const int64_t kv_heads = config.count({"swa_num_key_value_heads"}, 1, heads_of(reading).heads);
  const bool full_sinks = config.flag({false, "add_full_attention_sink_bias"});
  const bool sliding_sinks = config.flag({true, "add_swa_attention_sink_bias"});
  const auto sliding = config.counts({"hybrid_layer_pattern"}, reading.architecture.layer_count(), 0, 1);
  if (sliding.empty()) return config.refuse_missing("hybrid_layer_pattern");
  for (size_t i = 0; i < sliding.size(); ++i) {
    Attention& attention = *reading.architecture.layers[i].attention;
    attention.value_dim = value_dim;
    attention.sinks = sliding[i] == 1 ? sliding_sinks : full_sinks;
    if (sliding[i] == 0) continue;
    attention.window = window;
    attention.kv_heads = kv_heads;
  }
}

namespace {

// "3,4,5": the layers that hold experts.
std::vector<bool> enumerated(const std::string& text, int64_t layers) {
  std::vector<bool> listed(static_cast<size_t>(layers));
  int64_t number = -1;
  for (const char letter : text + ",") {
    if (letter >= '0' && letter <= '9') {
      number = (number < 0 ? 0 : number) * 10 + (letter - '0');
      if (number > Bounds::layers) number = Bounds::layers;
    } else {
      if (number >= 0 && number < layers) listed[static_cast<size_t>(number)] = true;
      number = -1;
    }
  }
  return listed;
}

}  // namespace

// Sliding layers have more heads; a gate for each head on the output of attention.
void step3p5(Reading reading) {
  ConfigReader& config = reading.config;
  Architecture& architecture = reading.architecture;
  auto other = config.part("attention_other_setting");
  const auto base = attention_of(reading);
  const int64_t base_kv = config.count_or({"num_attention_groups"}, base.kv_heads, 1, base.heads);
  const int64_t heads = other ? other->count_or({"num_attention_heads"}, base.heads, 1, Bounds::heads)
                              : config.count_or({"sliding_num_attention_heads"}, base.heads, 1, Bounds::heads);
  const int64_t kv_heads = other ? other->count_or({"num_attention_groups"}, base_kv, 1, heads) : base_kv;
  const auto list = config.find({"moe_layers_enum"});
  const bool listed = list && list->is_string();
  const auto sparse = listed ? enumerated(list->text(), architecture.layer_count()) : std::vector<bool>{};
  const auto dense = listed ? dense_of(reading) : std::vector<DenseMixer>{};
  for (size_t i = 0; i < architecture.layers.size(); ++i) {
    Layer& layer = architecture.layers[i];
    layer.attention->heads = layer.attention->window > 0 ? heads : base.heads;
    layer.attention->kv_heads = layer.attention->window > 0 ? kv_heads : base_kv;
    add_own(layer.own, "attn_gate.weight", Role::attention_other, architecture.hidden, layer.attention->heads);
    if (!listed || sparse[i]) continue;
    layer.experts.reset();
    layer.dense = dense[i];
  }
}

}  // namespace canrun::readers
