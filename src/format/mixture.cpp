#include "format/mixture.h"

#include <algorithm>
#include <array>

// All rules follow ggml-org/llama.cpp src/llama-quant.cpp (commit 007dbbf): tensor_allows_quantization,
// llama_tensor_get_type_impl and tensor_type_fallback.

namespace canrun {
namespace {

// llama_ftype of ggml-org/llama.cpp include/llama.h
enum Ftype : int {
  f32 = 0,
  f16 = 1,
  q4_0 = 2,
  q4_1 = 3,
  q8_0 = 7,
  q5_0 = 8,
  q5_1 = 9,
  q2_k = 10,
  q3_k_s = 11,
  q3_k_m = 12,
  q3_k_l = 13,
  q4_k_s = 14,
  q4_k_m = 15,
  q5_k_s = 16,
  q5_k_m = 17,
  q6_k = 18,
  iq2_xxs = 19,
  iq2_xs = 20,
  q2_k_s = 21,
  iq3_xs = 22,
  iq3_xxs = 23,
  iq1_s = 24,
  iq4_nl = 25,
  iq3_s = 26,
  iq3_m = 27,
  iq2_s = 28,
  iq2_m = 29,
  iq4_xs = 30,
  iq1_m = 31,
  bf16 = 32,
  tq1_0 = 36,
  tq2_0 = 37,
  mxfp4_moe = 38,
  q1_0 = 40,
  q2_0 = 41,
};

const std::vector<FileType> kFileTypes = {
    {"F32", f32, GgmlType::f32},
    {"F16", f16, GgmlType::f16},
    {"Q4_0", q4_0, GgmlType::q4_0},
    {"Q4_1", q4_1, GgmlType::q4_1},
    {"Q8_0", q8_0, GgmlType::q8_0},
    {"Q5_0", q5_0, GgmlType::q5_0},
    {"Q5_1", q5_1, GgmlType::q5_1},
    {"Q2_K", q2_k, GgmlType::q2_k},
    {"Q3_K_S", q3_k_s, GgmlType::q3_k},
    {"Q3_K_M", q3_k_m, GgmlType::q3_k},
    {"Q3_K_L", q3_k_l, GgmlType::q3_k},
    {"Q4_K_S", q4_k_s, GgmlType::q4_k},
    {"Q4_K_M", q4_k_m, GgmlType::q4_k},
    {"Q5_K_S", q5_k_s, GgmlType::q5_k},
    {"Q5_K_M", q5_k_m, GgmlType::q5_k},
    {"Q6_K", q6_k, GgmlType::q6_k},
    {"IQ2_XXS", iq2_xxs, GgmlType::iq2_xxs},
    {"IQ2_XS", iq2_xs, GgmlType::iq2_xs},
    {"Q2_K_S", q2_k_s, GgmlType::q2_k},
    {"IQ3_XS", iq3_xs, GgmlType::iq3_s},
    {"IQ3_XXS", iq3_xxs, GgmlType::iq3_xxs},
    {"IQ1_S", iq1_s, GgmlType::iq1_s},
    {"IQ4_NL", iq4_nl, GgmlType::iq4_nl},
    {"IQ3_S", iq3_s, GgmlType::iq3_s},
    {"IQ3_M", iq3_m, GgmlType::iq3_s},
    {"IQ2_S", iq2_s, GgmlType::iq2_xs},
    {"IQ2_M", iq2_m, GgmlType::iq2_s},
    {"IQ4_XS", iq4_xs, GgmlType::iq4_xs},
    {"IQ1_M", iq1_m, GgmlType::iq1_m},
    {"BF16", bf16, GgmlType::bf16},
    {"TQ1_0", tq1_0, GgmlType::tq1_0},
    {"TQ2_0", tq2_0, GgmlType::tq2_0},
    {"MXFP4_MOE", mxfp4_moe, GgmlType::mxfp4},
    {"Q1_0", q1_0, GgmlType::q1_0},
    {"Q2_0", q2_0, GgmlType::q2_0},
};

bool is_one_of(int ftype, std::initializer_list<int> list) {
  return std::find(list.begin(), list.end(), ftype) != list.end();
}

bool contains(std::string_view name, std::string_view part) { return name.find(part) != std::string_view::npos; }

bool ends_with(std::string_view name, std::string_view end) {
  return name.size() >= end.size() && name.substr(name.size() - end.size()) == end;
}

// What a tensor is to the rules: decided by its name, as the quantizer does.
enum class Category : uint8_t {
  token_embedding,
  query,
  value,
  key,
  qkv,
  output_projection,
  up,
  gate,
  down,
  output,
  other
};

Category category_of(std::string_view name) {
  if (name == "output.weight") return Category::output;
  if (name == "token_embd.weight" || name == "per_layer_token_embd.weight") return Category::token_embedding;
  if (contains(name, "attn_qkv.weight")) return Category::qkv;
  if (contains(name, "attn_kv_b.weight") || contains(name, "attn_v.weight")) return Category::value;
  if (contains(name, "attn_k.weight")) return Category::key;
  if (contains(name, "attn_q.weight")) return Category::query;
  if (contains(name, "attn_output.weight")) return Category::output_projection;
  if (contains(name, "ffn_up")) return Category::up;
  if (contains(name, "ffn_gate")) return Category::gate;
  if (contains(name, "ffn_down")) return Category::down;
  return Category::other;
}

// A fused QKV matrix is treated as a value matrix: what it holds of V is what suffers.
bool is_value_like(Category category) { return category == Category::value || category == Category::qkv; }

// Matrices that stay as converted: small, or sensitive.
bool stays_16_bit(std::string_view name) {
  static constexpr std::array<std::string_view, 25> parts = {"altup",
                                                             "laurel",
                                                             "per_layer_model_proj",
                                                             "indexer.k_proj.weight",
                                                             "indexer.q_proj.weight",
                                                             "time_mix_first.weight",
                                                             "time_mix_w0.weight",
                                                             "time_mix_w1.weight",
                                                             "time_mix_w2.weight",
                                                             "time_mix_v0.weight",
                                                             "time_mix_v1.weight",
                                                             "time_mix_v2.weight",
                                                             "time_mix_a0.weight",
                                                             "time_mix_a1.weight",
                                                             "time_mix_a2.weight",
                                                             "time_mix_g1.weight",
                                                             "time_mix_g2.weight",
                                                             "time_mix_decay_w1.weight",
                                                             "time_mix_decay_w2.weight",
                                                             "time_mix_lerp_fused.weight",
                                                             "attn_rel_b.weight",
                                                             ".position_embd",
                                                             ".rel_pos",
                                                             ".patch_embd",
                                                             ".patch_merger"};
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return contains(name, part); });
}

// What the converter itself keeps in 32 bits: gguf-py's rule for everything but plain matrices
// (ggml-org/llama.cpp convert_hf_to_gguf.py, prepare_tensors).
bool stays_32_bit(const Tensor& tensor) {
  const std::string_view name = tensor.name;
  return tensor.rows() <= 1 || !ends_with(name, "weight") || contains(name, "_norm.weight") ||
         contains(name, "ffn_gate_inp.weight") || contains(name, "ssm_conv1d") ||
         contains(name, "shortconv.conv.weight") || contains(name, "altup_router") ||
         contains(name, "ffn_gate_tid2eid") || name == "position_embd.weight" || name == "token_types.weight" ||
         contains(name, "time_mix_first.weight") || contains(name, "time_mix_w0.weight") ||
         contains(name, "time_mix_lerp");
}

// Layers near the ends and every third between.
bool gets_more_bits(int64_t index, int64_t count) {
  return index < count / 8 || index >= 7 * count / 8 || (index - count / 8) % 3 == 2;
}

// The facts of a model that the rules ask for, and how far the walk over its tensors has come.
struct Walk {
  const Architecture& architecture;
  int ftype;
  bool imatrix;
  int64_t experts = 0;
  int64_t heads_per_kv_head = 0;
  bool is_70b = false;
  bool falcon = false;
  bool tied = true;
  int64_t layers = 0;
  int64_t values = 0;  // value-like matrices in all
  int64_t values_seen = 0;
  int64_t downs_seen = 0, gates_seen = 0, ups_seen = 0;
};

const Attention* first_attention(const Architecture& architecture) {
  if (architecture.layers.empty() || !architecture.layers.front().attention) return nullptr;
  return &*architecture.layers.front().attention;
}

int64_t expert_count(const Architecture& architecture) {
  int64_t most = 0;
  for (const Layer& layer : architecture.layers) {
    if (layer.experts) most = std::max(most, layer.experts->experts);
  }
  return most;
}

// llama.cpp types a model by its depth: 80 layers of these families are a "70B" unless every head has its own KV.
bool is_typed_70b(const Architecture& architecture, int64_t experts) {
  const Attention* attention = first_attention(architecture);
  if (architecture.layer_count() != 80 || attention == nullptr || experts > 0) return false;
  if (architecture.family == "llama") return attention->heads != attention->kv_heads;
  return architecture.family == "qwen2" || architecture.family == "deci";
}

Walk walk_over(const Architecture& architecture, const std::vector<Tensor>& tensors, int ftype, bool imatrix) {
  Walk walk{architecture, ftype, imatrix};
  walk.experts = expert_count(architecture);
  const Attention* attention = first_attention(architecture);
  if (attention != nullptr && attention->kv_heads > 0) walk.heads_per_kv_head = attention->heads / attention->kv_heads;
  walk.is_70b = is_typed_70b(architecture, walk.experts);
  walk.falcon = architecture.family == "falcon";
  walk.layers = architecture.layer_count();
  for (const Tensor& tensor : tensors) {
    const Category category = category_of(tensor.name);
    walk.values += is_value_like(category) ? 1 : 0;
    if (category == Category::output) walk.tied = false;
  }
  return walk;
}

constexpr std::initializer_list<int> kTwoBitsAndLess = {iq2_xxs, iq2_xs, iq1_s, iq2_s, iq2_m, iq1_m};

GgmlType output_type(const Walk& walk, GgmlType base, const Tensor& tensor) {
  if (walk.ftype == mxfp4_moe) return GgmlType::q8_0;
  if (walk.falcon || tensor.shape[0] % block_layout(base).values_per_block != 0) return GgmlType::q8_0;
  if (walk.ftype == iq3_xxs || is_one_of(walk.ftype, kTwoBitsAndLess)) return GgmlType::q5_k;
  return base == GgmlType::q8_0 ? base : GgmlType::q6_k;
}

GgmlType embedding_type(const Walk& walk, GgmlType base) {
  if (is_one_of(walk.ftype, {iq2_xxs, iq2_xs, iq1_s, iq1_m})) return GgmlType::q2_k;
  if (is_one_of(walk.ftype, {iq2_s, iq2_m, iq3_xxs})) return GgmlType::iq3_s;
  if (is_one_of(walk.ftype, {tq1_0, tq2_0, q2_0})) return GgmlType::q4_k;
  return base;
}

GgmlType two_bit_type(Walk& walk, GgmlType base, Category category) {
  const bool wider = walk.ftype == iq2_s || walk.ftype == iq2_m;
  const GgmlType better = wider ? GgmlType::iq3_s : GgmlType::q2_k;
  if (is_value_like(category)) return walk.heads_per_kv_head >= 4 || walk.experts >= 4 ? GgmlType::q4_k : better;
  if (category == Category::key && walk.experts == 8) return GgmlType::q4_k;
  if (category == Category::down) return walk.downs_seen++ < walk.layers / 8 ? better : base;
  if (category == Category::output_projection) {
    if (walk.experts == 8) return GgmlType::q5_k;
    if (walk.ftype == iq1_s || walk.ftype == iq1_m) return GgmlType::iq2_xxs;
    if (wider) return GgmlType::iq3_s;
  }
  return base;
}

GgmlType value_type_of_file(const Walk& walk, GgmlType base) {
  const bool shared = walk.heads_per_kv_head >= 4;
  switch (walk.ftype) {
    case q2_k:
      return shared ? GgmlType::q4_k : GgmlType::q3_k;
    case q2_k_s:
      return shared ? GgmlType::q4_k : base;
    case iq3_xxs:
      return shared ? GgmlType::q4_k : walk.imatrix ? GgmlType::iq3_xxs : GgmlType::iq3_s;
    case iq3_xs:
    case iq3_s:
      return shared ? GgmlType::q4_k : base;
    case iq3_m:
      return GgmlType::q4_k;
    case q3_k_m:
      return walk.values_seen < 2 ? GgmlType::q5_k : GgmlType::q4_k;
    case q3_k_l:
      return GgmlType::q5_k;
    case iq4_nl:
    case iq4_xs:
      return shared ? GgmlType::q5_k : base;
    case q4_k_m:
    case q5_k_m:
      return gets_more_bits(walk.values_seen, walk.values) ? GgmlType::q6_k : base;
    case q4_k_s:
      return walk.values_seen < 4 ? GgmlType::q5_k : base;
    default:
      return base;
  }
}

GgmlType value_type(Walk& walk, GgmlType base) {
  GgmlType type = value_type_of_file(walk, base);
  // Eight heads share one value matrix in a 70B: better values cost next to nothing.
  if (walk.is_70b && (type == GgmlType::q3_k || type == GgmlType::q4_k)) type = GgmlType::q5_k;
  if (walk.experts == 8) type = GgmlType::q8_0;
  ++walk.values_seen;
  return type;
}

GgmlType query_or_key_type(const Walk& walk, GgmlType base, Category category) {
  if (category == Category::key && walk.experts == 8) return GgmlType::q8_0;
  if (walk.ftype == iq3_xs) return GgmlType::iq3_xxs;
  if (walk.ftype == iq3_xxs) return GgmlType::iq2_s;
  return base;
}

GgmlType falcon_down_type(const Walk& walk, GgmlType base, int64_t layer) {
  const bool first = layer < walk.layers / 16;
  const bool more = gets_more_bits(layer, walk.layers);
  if (walk.ftype == q3_k_m) return first ? GgmlType::q5_k : more ? GgmlType::q4_k : GgmlType::q3_k;
  if (walk.ftype == q3_k_l) return GgmlType::q4_k;
  if (walk.ftype == q4_k_m) return first ? GgmlType::q6_k : more ? GgmlType::q5_k : GgmlType::q4_k;
  return base;
}

GgmlType down_type(Walk& walk, GgmlType base, const Tensor& tensor) {
  // Experts of one layer need not follow each other in the file: the layer is read from the name.
  const int64_t layer = walk.experts > 1 ? tensor.layer : walk.downs_seen;
  ++walk.downs_seen;
  const bool first_eighth = layer < walk.layers / 8;
  const bool more = gets_more_bits(layer, walk.layers);
  if (walk.falcon && is_one_of(walk.ftype, {q3_k_m, q3_k_l, q4_k_m, q4_k_s})) {
    return falcon_down_type(walk, base, layer);
  }
  switch (walk.ftype) {
    case q2_k:
      return GgmlType::q3_k;
    case q2_k_s:
      return first_eighth ? GgmlType::q4_k : base;
    case iq3_xxs:
      return walk.imatrix ? base : first_eighth ? GgmlType::q4_k : GgmlType::q3_k;
    case q3_k_m:
      return layer < walk.layers / 16 ? GgmlType::q5_k : GgmlType::q4_k;
    case iq3_m:
      return first_eighth || (walk.experts == 8 && more) ? GgmlType::q4_k : base;
    case q3_k_l:
      return GgmlType::q5_k;
    case q4_k_m:
    case q5_k_m:
      return more ? GgmlType::q6_k : base;
    case iq4_nl:
    case iq4_xs:
      return first_eighth && !walk.imatrix ? GgmlType::q5_k : base;
    case q4_k_s:
      return first_eighth ? GgmlType::q5_k : base;
    case q4_0:
      return first_eighth && walk.imatrix ? GgmlType::q4_1 : base;
    case q5_0:
      return first_eighth && walk.imatrix ? GgmlType::q5_1 : base;
    default:
      return base;
  }
}

GgmlType output_projection_type(const Walk& walk, GgmlType base) {
  if (walk.falcon) return walk.ftype == q3_k_l ? GgmlType::q4_k : base;
  if (walk.experts == 8) {
    const bool small =
        is_one_of(walk.ftype, {q2_k, iq3_xs, iq3_xxs, q3_k_s, q3_k_m, iq4_nl, q4_k_s, q4_k_m, iq3_s, iq3_m, iq4_xs});
    return small ? GgmlType::q5_k : base;
  }
  switch (walk.ftype) {
    case q2_k:
      return GgmlType::q3_k;
    case iq3_xxs:
      return GgmlType::iq3_s;
    case q3_k_m:
    case iq3_m:
      return GgmlType::q4_k;
    case q3_k_l:
      return GgmlType::q5_k;
    default:
      return base;
  }
}

// IQ3_XS takes a little from the middle layers.
GgmlType gate_or_up_type(const Walk& walk, GgmlType base, const Tensor& tensor, int64_t& seen) {
  const int64_t layer = walk.experts > 1 ? tensor.layer : seen;
  ++seen;
  const bool middle = layer >= walk.layers / 8 && layer < 7 * walk.layers / 8;
  return walk.ftype == iq3_xs && middle ? GgmlType::iq3_xxs : base;
}

GgmlType mixed_type(Walk& walk, GgmlType base, const Tensor& tensor) {
  const Category category = category_of(tensor.name);
  if (category == Category::output || (walk.tied && category == Category::token_embedding)) {
    return output_type(walk, base, tensor);
  }
  if (walk.ftype == mxfp4_moe) return tensor.shape[2] > 1 ? GgmlType::mxfp4 : GgmlType::q8_0;
  if (category == Category::token_embedding) return embedding_type(walk, base);
  if (is_one_of(walk.ftype, kTwoBitsAndLess)) return two_bit_type(walk, base, category);
  switch (category) {
    case Category::value:
    case Category::qkv:
      return value_type(walk, base);
    case Category::key:
    case Category::query:
      return query_or_key_type(walk, base, category);
    case Category::down:
      return down_type(walk, base, tensor);
    case Category::output_projection:
      return output_projection_type(walk, base);
    case Category::gate:
      return gate_or_up_type(walk, base, tensor, walk.gates_seen);
    case Category::up:
      return gate_or_up_type(walk, base, tensor, walk.ups_seen);
    default:
      return base;
  }
}

// A row that is no multiple of the type's block takes a type of smaller blocks, or F16.
GgmlType fitting_type(GgmlType type, int64_t row) {
  const auto fits = [row](GgmlType candidate) { return row % block_layout(candidate).values_per_block == 0; };
  if (fits(type)) return type;
  GgmlType smaller = GgmlType::f16;
  switch (type) {
    case GgmlType::iq1_s:
    case GgmlType::iq1_m:
    case GgmlType::iq2_xxs:
    case GgmlType::iq2_xs:
    case GgmlType::iq2_s:
    case GgmlType::iq3_xxs:
    case GgmlType::iq3_s:
    case GgmlType::iq4_xs:
      smaller = GgmlType::iq4_nl;
      break;
    case GgmlType::q2_0:
    case GgmlType::q2_k:
    case GgmlType::q3_k:
    case GgmlType::tq1_0:
    case GgmlType::tq2_0:
      smaller = GgmlType::q4_0;
      break;
    case GgmlType::q4_k:
      smaller = GgmlType::q5_0;
      break;
    case GgmlType::q5_k:
      smaller = GgmlType::q5_1;
      break;
    case GgmlType::q6_k:
      smaller = GgmlType::q8_0;
      break;
    default:
      break;
  }
  return fits(smaller) ? smaller : GgmlType::f16;
}

bool is_quantised(GgmlType type) { return block_layout(type).values_per_block > 1; }

}  // namespace

const std::vector<FileType>& file_types() { return kFileTypes; }

const FileType* file_type_named(std::string_view id) {
  constexpr std::string_view prefix = "mostly_";
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  const auto same = [&](std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
  };
  if (id.size() > prefix.size() && same(id.substr(0, prefix.size()), prefix)) id.remove_prefix(prefix.size());
  for (const FileType& type : kFileTypes) {
    if (same(type.id, id)) return &type;
  }
  return nullptr;
}

std::vector<GgmlType> tensor_types(const Architecture& architecture, const std::vector<Tensor>& tensors,
                                   const FileType& file_type, bool imatrix) {
  Walk walk = walk_over(architecture, tensors, file_type.ftype, imatrix);
  const GgmlType sixteen_bit = file_type.ftype == f32    ? GgmlType::f32
                               : file_type.ftype == bf16 ? GgmlType::bf16
                                                         : GgmlType::f16;
  std::vector<GgmlType> types;
  types.reserve(tensors.size());
  for (const Tensor& tensor : tensors) {
    if (stays_32_bit(tensor)) {
      types.push_back(GgmlType::f32);
    } else if (!is_quantised(file_type.default_type) || stays_16_bit(tensor.name)) {
      types.push_back(sixteen_bit);
    } else {
      types.push_back(fitting_type(mixed_type(walk, file_type.default_type, tensor), tensor.shape[0]));
    }
  }
  return types;
}

}  // namespace canrun
