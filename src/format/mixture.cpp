#include "format/mixture.h"

#include <algorithm>
#include <array>

#include "format/mixture_rules.h"
#include "format/tensor_kind.h"

// Line numbers: ggml-org/llama.cpp v0.5.0 src/llama-quant.cpp.

namespace canrun {
namespace {

using mixture::Mixture;

// Query heads to a KV head as the file's metadata gives them for its first layer; 0 when it has no KV heads.
// Converters state the head counts of these linear mixers' models once for all layers, those of the others by layer.
int64_t heads_per_kv_head(const Architecture& architecture) {
  if (architecture.layers.empty()) return 0;
  const Layer* layer = &architecture.layers.front();
  if (!layer->attention && layer->recurrence &&
      (layer->recurrence->kind == Recurrence::Kind::gated_delta ||
       layer->recurrence->kind == Recurrence::Kind::lightning)) {
    const auto found = std::find_if(architecture.layers.begin(), architecture.layers.end(),
                                    [](const Layer& candidate) { return candidate.attention.has_value(); });
    if (found != architecture.layers.end()) layer = &*found;
  }
  if (!layer->attention || layer->attention->kv_heads <= 0) return 0;
  return layer->attention->heads / layer->attention->kv_heads;
}

int64_t most_experts(const Architecture& architecture) {
  int64_t most = 0;
  for (const Layer& layer : architecture.layers) {
    if (layer.experts) most = std::max(most, layer.experts->experts);
  }
  return most;
}

// llama.cpp tells the size of a model by its depth: src/models/{llama,qwen2,deci,olmo,jais2}.cpp, load_arch_hparams.
bool is_typed_70b(const Architecture& architecture, int64_t experts) {
  const int64_t depth = std::count_if(architecture.layers.begin(), architecture.layers.end(),
                                      [](const Layer& layer) { return !layer.multi_token_prediction; });
  const std::string_view family = architecture.family;
  if (depth == 0) return false;
  if (family == "llama") {
    const std::optional<Attention>& attention = architecture.layers.front().attention;
    return depth == 80 && experts != 8 && attention && attention->heads != attention->kv_heads;
  }
  if (family == "qwen2" || family == "deci" || family == "olmo") return depth == 80;
  return family == "jais2" && depth == 68;
}

uint32_t conditions_of_model(const Architecture& architecture, int64_t experts, bool imatrix) {
  const bool grouped = heads_per_kv_head(architecture) >= 4;
  uint32_t holding = imatrix ? mixture::imatrix : mixture::no_imatrix;
  holding |= architecture.family == "falcon" ? mixture::falcon : mixture::not_falcon;
  if (grouped) holding |= mixture::grouped;
  if (grouped || experts >= 4) holding |= mixture::grouped_or_experts;
  if (experts == 8) holding |= mixture::eight_experts;
  return holding;
}

// `place` of `count`, from 0.
uint32_t conditions_of_place(int64_t place, int64_t count) {
  const bool first_eighth = place < count / 8;
  const bool last_eighth = place >= 7 * count / 8;
  uint32_t holding = 0;
  if (place < 2) holding |= mixture::first_two;
  if (place < 4) holding |= mixture::first_four;
  if (place < count / 16) holding |= mixture::first_sixteenth;
  if (first_eighth) holding |= mixture::first_eighth;
  if (!first_eighth && !last_eighth) holding |= mixture::middle;
  if (first_eighth || last_eighth || (place - count / 8) % 3 == 2) holding |= mixture::more_bits;
  return holding;
}

// The quantizer walks the tensors by layer, then by name (src/llama-model-loader.h, weight_name_comparer), and counts
// some kinds as it goes.
bool is_earlier(const Tensor& a, const Tensor& b) { return a.layer != b.layer ? a.layer < b.layer : a.name < b.name; }

// The types of a row that is no multiple of the block of `type` (tensor_type_fallback, 372-425).
GgmlType with_smaller_block(GgmlType type) {
  switch (type) {
    case GgmlType::iq1_s:
    case GgmlType::iq1_m:
    case GgmlType::iq2_xxs:
    case GgmlType::iq2_xs:
    case GgmlType::iq2_s:
    case GgmlType::iq3_xxs:
    case GgmlType::iq3_s:
    case GgmlType::iq4_xs:
      return GgmlType::iq4_nl;
    case GgmlType::q2_0:
    case GgmlType::q2_k:
    case GgmlType::q3_k:
    case GgmlType::tq1_0:
    case GgmlType::tq2_0:
      return GgmlType::q4_0;
    case GgmlType::q4_k:
      return GgmlType::q5_0;
    case GgmlType::q5_k:
      return GgmlType::q5_1;
    case GgmlType::q6_k:
      return GgmlType::q8_0;
    default:
      return type;
  }
}

bool fits(GgmlType type, int64_t row) { return row % block_layout(type).values_per_block == 0; }

// Q1_0 has no smaller block to fall back to: llama.cpp refuses such a model, here it has F16.
GgmlType fitting_type(GgmlType type, int64_t row) {
  if (fits(type, row)) return type;
  const GgmlType smaller = with_smaller_block(type);
  return fits(smaller, row) ? smaller : GgmlType::f16;
}

// One quantization of one model.
class Quantizer {
 public:
  Quantizer(const Architecture& architecture, const std::vector<Tensor>& tensors, const Mixture& mixture, bool imatrix)
      : architecture_(architecture), tensors_(tensors), mixture_(mixture), experts_(most_experts(architecture)) {
    holding_ = conditions_of_model(architecture, experts_, imatrix);
    typed_70b_ = is_typed_70b(architecture, experts_);
    classify();
    count_places();
  }

  [[nodiscard]] GgmlType type(size_t index) const {
    const Tensor& tensor = tensors_[index];
    const NamedKind& named = named_[index];
    const GgmlType file = mixture_.file.default_type;
    const bool matrix = dimensions(tensor) >= 2;
    if (block_layout(file).values_per_block == 1) return matrix && !named.full_width ? file : GgmlType::f32;
    if (!is_quantised(index)) return matrix && !named.full_width ? GgmlType::f16 : GgmlType::f32;
    return fitting_type(mixed_type(index), tensor.shape[0]);
  }

 private:
  [[nodiscard]] bool is_quantised(size_t index) const {
    return named_[index].quantisable && dimensions(tensors_[index]) >= 2;
  }

  void classify() {
    NamedKinds kinds;
    named_.reserve(tensors_.size());
    for (const Tensor& tensor : tensors_) {
      named_.push_back(kinds.of(tensor));
      if (named_.back().kind == TensorKind::output) tied_ = false;
      if (named_.back().kind == TensorKind::value) ++values_;
    }
  }

  // How many of its kind stand before each tensor.
  void count_places() {
    std::vector<size_t> order;
    for (size_t i = 0; i < tensors_.size(); ++i) {
      if (is_counted(named_[i].kind) && is_quantised(i)) order.push_back(i);
    }
    const auto earlier = [this](size_t a, size_t b) { return is_earlier(tensors_[a], tensors_[b]); };
    const auto earlier_layer = [this](size_t a, size_t b) { return tensors_[a].layer < tensors_[b].layer; };
    if (!std::is_sorted(order.begin(), order.end(), earlier_layer)) std::sort(order.begin(), order.end(), earlier);
    for (auto begin = order.begin(); begin != order.end();) {
      const auto end = std::find_if(begin, order.end(), [&](size_t i) { return earlier_layer(*begin, i); });
      std::sort(begin, end, earlier);
      begin = end;
    }
    places_.assign(tensors_.size(), 0);
    std::array<int64_t, 16> seen{};
    for (const size_t i : order) places_[i] = seen[static_cast<size_t>(named_[i].kind)]++;
  }

  static bool is_counted(TensorKind kind) {
    return kind == TensorKind::value || kind == TensorKind::ffn_up || kind == TensorKind::ffn_gate ||
           kind == TensorKind::ffn_down;
  }

  // Where a feed-forward matrix stands: with experts its layer, else the count (layer_info, 438-451).
  [[nodiscard]] uint32_t conditions_of_ffn(size_t index) const {
    const bool by_layer = experts_ > 1 && !mixture_.lowest_bits;
    return holding_ |
           conditions_of_place(by_layer ? tensors_[index].layer : places_[index], architecture_.layer_count());
  }

  // llama_tensor_get_type_impl, 428-680
  [[nodiscard]] GgmlType mixed_type(size_t index) const {
    const GgmlType file = mixture_.file.default_type;
    const TensorKind kind = named_[index].kind;
    if (kind == TensorKind::output || (tied_ && kind == TensorKind::token_embedding)) return output_type(index);
    if (file == GgmlType::mxfp4) return experts_or_not(index);
    switch (kind) {
      case TensorKind::token_embedding:
        return mixture_.token_embedding.type(holding_, file);
      case TensorKind::query:
        return mixture_.query.type(holding_, file);
      case TensorKind::key:
        return experts_ == 8 ? eight_experts_type() : mixture_.key.type(holding_, file);
      case TensorKind::value:
        return value_type(index);
      case TensorKind::attention_output:
        return mixture_.attention_output.type(holding_, file);
      case TensorKind::ffn_up:
      case TensorKind::ffn_gate:
        return mixture_.ffn_gate_and_up.type(conditions_of_ffn(index), file);
      case TensorKind::ffn_down:
        return mixture_.ffn_down.type(conditions_of_ffn(index), file);
      default:
        return file;
    }
  }

  [[nodiscard]] GgmlType output_type(size_t index) const {
    const bool odd = !fits(mixture_.file.default_type, tensors_[index].shape[0]);
    return odd || architecture_.family == "falcon" ? GgmlType::q8_0 : mixture_.output;
  }

  // MXFP4 goes to stacks of matrices, which but for one family are the experts.
  [[nodiscard]] GgmlType experts_or_not(size_t index) const {
    const TensorKind kind = named_[index].kind;
    const bool expert = kind == TensorKind::ffn_up || kind == TensorKind::ffn_gate || kind == TensorKind::ffn_down;
    const bool stack = tensors_[index].shape[2] > 1 && (expert || architecture_.family != "bailingmoe3");
    return stack ? GgmlType::mxfp4 : GgmlType::q8_0;
  }

  // Attention is small beside eight experts.
  [[nodiscard]] GgmlType eight_experts_type() const { return mixture_.lowest_bits ? GgmlType::q4_k : GgmlType::q8_0; }

  [[nodiscard]] GgmlType value_type(size_t index) const {
    const uint32_t holding = holding_ | conditions_of_place(places_[index], values_);
    const GgmlType type = mixture_.value.type(holding, mixture_.file.default_type);
    if (mixture_.lowest_bits) return type;
    if (experts_ == 8) return eight_experts_type();
    // Eight heads of a 70B share one value matrix, so better values cost next to nothing.
    if (typed_70b_ && (type == GgmlType::q3_k || type == GgmlType::q4_k)) return GgmlType::q5_k;
    return type;
  }

  const Architecture& architecture_;
  const std::vector<Tensor>& tensors_;
  const Mixture& mixture_;
  int64_t experts_;
  uint32_t holding_ = 0;
  bool typed_70b_ = false;
  bool tied_ = true;    // no output matrix of its own
  int64_t values_ = 0;  // value matrices in all
  std::vector<NamedKind> named_;
  std::vector<int64_t> places_;
};

}  // namespace

std::vector<GgmlType> tensor_types(const Architecture& architecture, const std::vector<Tensor>& tensors,
                                   const FileType& file_type, bool imatrix) {
  const Quantizer quantizer(architecture, tensors, mixture::mixture_of(file_type), imatrix);
  std::vector<GgmlType> types;
  types.reserve(tensors.size());
  for (size_t i = 0; i < tensors.size(); ++i) types.push_back(quantizer.type(i));
  return types;
}

}  // namespace canrun
