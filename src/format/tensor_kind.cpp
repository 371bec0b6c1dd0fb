#include "format/tensor_kind.h"

#include <algorithm>

namespace canrun {
namespace {

bool contains(std::string_view name, std::string_view part) { return name.find(part) != std::string_view::npos; }

bool ends_with(std::string_view name, std::string_view end) {
  return name.size() >= end.size() && name.substr(name.size() - end.size()) == end;
}

template <size_t Count>
bool contains_any(std::string_view name, const std::array<std::string_view, Count>& parts) {
  return std::any_of(parts.begin(), parts.end(), [name](std::string_view part) { return contains(name, part); });
}

// Norms, routers, and matrices too small to be worth it.
constexpr std::array<std::string_view, 26> kNeverQuantised = {
    "_norm.weight", "ffn_gate_inp.weight", "ffn_gate_tid2eid.weight", "altup", "laurel", "per_layer_model_proj",
    "ssm_conv1d", "shortconv.conv.weight", "indexer.k_proj.weight", "indexer.q_proj.weight", "attn_rel_b.weight",
    // RWKV's small matrices
    "time_mix_first.weight", "time_mix_w0.weight", "time_mix_w1.weight", "time_mix_w2.weight", "time_mix_v0.weight",
    "time_mix_v1.weight", "time_mix_v2.weight", "time_mix_a0.weight", "time_mix_a1.weight", "time_mix_a2.weight",
    "time_mix_g1.weight", "time_mix_g2.weight", "time_mix_decay_w1.weight", "time_mix_decay_w2.weight",
    "time_mix_lerp_fused.weight"};

// The AltUp router is listed as the reference runs have it; the converter writes it in 16 bits and the two AltUp
// coefficients in 32 (all together a ten-thousandth of a Gemma 3n).
constexpr std::array<std::string_view, 13> kFullWidth = {"_norm.weight",
                                                         "ffn_gate_inp.weight",
                                                         "ffn_gate_inp_shexp.weight",
                                                         "ssm_conv1d",
                                                         "shortconv.conv.weight",
                                                         "altup_router",
                                                         "indexer.proj.weight",
                                                         "indexer.k_proj.weight",
                                                         "indexer.q_proj.weight",
                                                         "time_mix_first.weight",
                                                         "time_mix_w",
                                                         "time_mix_decay_w",
                                                         "time_mix_lerp_fused.weight"};

bool is_position_table(std::string_view name) { return name == "position_embd.weight" || name == "token_types.weight"; }

TensorKind kind_in_layer(std::string_view name) {
  if (contains(name, "attn_qkv.weight") || contains(name, "attn_kv_b.weight") || contains(name, "attn_v.weight")) {
    return TensorKind::value;
  }
  if (contains(name, "attn_k.weight")) return TensorKind::key;
  if (contains(name, "attn_q.weight")) return TensorKind::query;
  if (contains(name, "attn_output.weight")) return TensorKind::attention_output;
  if (contains(name, "ffn_up")) return TensorKind::ffn_up;
  if (contains(name, "ffn_gate")) return TensorKind::ffn_gate;
  if (contains(name, "ffn_down")) return TensorKind::ffn_down;
  return TensorKind::other;
}

}  // namespace

NamedKind named_kind(const Tensor& tensor) {
  const std::string_view name = tensor.name;
  const bool outside = tensor.layer < 0;
  NamedKind found;
  if (outside && name == "output.weight") {
    found.kind = TensorKind::output;
  } else if (outside && (name == "token_embd.weight" || name == "per_layer_token_embd.weight")) {
    found.kind = TensorKind::token_embedding;
  } else {
    found.kind = kind_in_layer(name);
  }
  const bool position_table = outside && is_position_table(name);
  found.quantisable = ends_with(name, "weight") && !position_table && !contains_any(name, kNeverQuantised);
  found.full_width = !ends_with(name, ".weight") || position_table || contains_any(name, kFullWidth);
  return found;
}

const NamedKind& NamedKinds::of(const Tensor& tensor) {
  const bool in_layer = tensor.layer >= 0;
  size_t hash = tensor.name.size();
  for (const char c : tensor.name) hash = hash * 31 + static_cast<unsigned char>(c);
  Entry& entry = entries_[(hash ^ (in_layer ? 128U : 0U)) % entries_.size()];
  if (entry.name != tensor.name || entry.in_layer != in_layer || entry.name.data() == nullptr) {
    entry = Entry{tensor.name, in_layer, named_kind(tensor)};
  }
  return entry.kind;
}

}  // namespace canrun
