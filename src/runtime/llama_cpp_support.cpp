#include "runtime/llama_cpp_support.h"

#include <algorithm>
#include <array>

#include "units.h"

namespace canrun::llama_cpp::graph {
namespace {

bool quantised(GgmlType type) { return block_layout(type).values_per_block > 1; }

bool lies_on_another_device(const Graph& graph, const Value& value, int device) {
  return std::any_of(value.source.begin(), value.source.end(), [&](Id source) {
    return source != kNone && graph[source].buffer >= 0 && graph[source].buffer != device;
  });
}

bool flash_attention_type(GgmlType type) {
  switch (type) {
    case GgmlType::f32:
    case GgmlType::f16:
    case GgmlType::bf16:
    case GgmlType::q4_0:
    case GgmlType::q4_1:
    case GgmlType::q5_0:
    case GgmlType::q5_1:
    case GgmlType::q8_0:
      return true;
    default:
      return false;
  }
}

bool supports_flash_attention(const Graph& graph, const Value& value) {
  const Value& query = graph[value.source[0]];
  const Value& key = graph[value.source[1]];
  const Value& cached = graph[value.source[2]];
  if (!flash_attention_type(key.type) || !flash_attention_type(cached.type)) return false;
  const int64_t group = query.shape[2] / std::max<int64_t>(1, key.shape[2]);
  const bool grouped = group >= 2 && key.shape[1] % 256 == 0;
  const int64_t values = cached.shape[0];
  switch (key.shape[0]) {
    case 40:
    case 64:
    case 72:
    case 80:
    case 96:
    case 112:
    case 128:
    case 256:
      return values == key.shape[0];
    case 192:
      return values == 128 && grouped && group % 8 == 0;
    case 320:
      return values == 256 && grouped && group % 32 == 0;
    case 512:
    case 576:
      return values == 512 && grouped;
    default:
      return false;
  }
}

bool supports_scan(const Graph& graph, const Value& value) {
  const Shape state = graph[value.source[0]].shape;
  if (graph[value.source[3]].shape[0] == 1) return (state[0] == 128 || state[0] == 256) && state[1] % 16 == 0;
  return state[0] == 16 && state[1] == 1 && state[2] % 128 == 0 && graph[value.source[4]].shape[1] == 1;
}

bool multiplies(GgmlType type) { return type != GgmlType::tq1_0 && type != GgmlType::tq2_0; }

bool supports_row_type(const Value& table) {
  switch (table.type) {
    case GgmlType::tq1_0:
    case GgmlType::tq2_0:
    case GgmlType::q8_k:
    case GgmlType::nvfp4:
      return false;
    case GgmlType::iq4_nl:
    case GgmlType::mxfp4:
      return table.shape[0] % 256 == 0;
    default:
      return true;
  }
}

// Prompts only: single tokens read a quantised cache as it is.
bool reads_cache_directly(const Value& query, const Value& key, const Value& value) {
  return query.shape[1] <= 2 && query.shape[0] <= 256 && query.shape[0] % 64 == 0 && query.shape[0] != 192 &&
         key.shape[1] % 256 == 0 && (quantised(key.type) || quantised(value.type));
}

int64_t flash_attention_bytes(const Graph& graph, const Value& attention) {
  constexpr int64_t kHalf = 2;
  int64_t total = bytes(attention);
  const Value& key = graph[attention.source[1]];
  const Value& value = graph[attention.source[2]];
  if (reads_cache_directly(graph[attention.source[0]], key, value)) return total;
  if (key.type != GgmlType::f16) total = padded(total, 128) + elements(key) * kHalf;
  const bool value_in_key = value.root != kNone && value.root == key.root;
  if (value.type != GgmlType::f16 && !value_in_key) total = padded(total, 128) + elements(value) * kHalf;
  return total;
}

class FusionSearch {
 public:
  FusionSearch(const Graph& graph, const std::vector<Id>& nodes, size_t begin, size_t end)
      : graph_(graph), nodes_(nodes), end_(end), at_(begin) {}

  std::vector<Lifetime> run() {
    while (at_ < end_) at_ += std::max<size_t>({expert_sum(), routing(), 1});
    return lifetimes_;
  }

 private:
  [[nodiscard]] bool is(size_t place, Op op) const { return place < end_ && graph_[nodes_[place]].op == op; }

  void keep(Id kept, Id until) {
    for (auto known = lifetimes_.rbegin(); known != lifetimes_.rend() && known->until == until; ++known) {
      if (known->kept == kept) return;
    }
    lifetimes_.push_back({kept, until});
  }

  // The experts' outputs times their weights, viewed one by one, then added up: nodes consumed, 0 when it is not here.
  size_t expert_sum() {
    constexpr int64_t kLeast = 2;
    constexpr int64_t kMost = 15;
    if (!is(at_, Op::mul)) return 0;
    const Value& product = graph_[nodes_[at_]];
    const Value& weights = graph_[product.source[1]];
    const int64_t used = product.shape[1];
    const bool weighted = weights.shape[0] == 1 && weights.shape[1] == used && weights.shape[2] == product.shape[2] &&
                          is_contiguous(weights) && is_contiguous(graph_[product.source[0]]);
    if (!weighted || used < kLeast || used > kMost) return 0;
    const auto count = static_cast<size_t>(used);
    for (size_t i = 1; i <= count; ++i) {
      if (!is(at_ + i, Op::view) || graph_[nodes_[at_ + i]].root != nodes_[at_]) return 0;
    }
    for (size_t i = 1; i < count; ++i) {
      if (!is(at_ + count + i, Op::add)) return 0;
    }
    const Id sum = nodes_[at_ + 2 * count - 1];
    keep(product.source[0], sum);
    keep(product.source[1], sum);
    return 2 * count;
  }

  [[nodiscard]] static bool routable(int64_t experts) {
    const bool power_of_two = (experts & (experts - 1)) == 0;
    return (power_of_two && experts <= 512) || experts == 288 || experts == 576;
  }

  // Probabilities, the choice of experts and their weights: kept until the node after them.
  size_t routing() {
    if (!is(at_, Op::soft_max) && !is(at_, Op::unary)) return 0;
    const Value& first = graph_[nodes_[at_]];
    if (!routable(first.shape[0]) || first.source[1] != kNone) return 0;
    size_t place = at_ + 1;
    if (!is(place++, Op::reshape)) return 0;
    if (is(place, Op::add) && graph_[nodes_[place]].source[0] == nodes_[at_]) ++place;
    const Id ranked = place == at_ + 2 ? nodes_[at_] : nodes_[place - 1];
    if (!is(place, Op::argsort) || graph_[nodes_[place]].source[0] != ranked) return 0;
    ++place;
    if (!is(place++, Op::view) || !is(place++, Op::get_rows)) return 0;
    constexpr std::array<Op, 5> kNormalise = {Op::reshape, Op::sum_rows, Op::clamp, Op::div, Op::reshape};
    size_t matched = 0;
    while (matched < kNormalise.size() && is(place + matched, kNormalise[matched])) ++matched;
    if (matched == kNormalise.size()) place += matched;
    if (is(place, Op::scale) && graph_[nodes_[place]].source[0] == nodes_[place - 1]) ++place;
    if (place >= end_) return 0;
    for (size_t i = at_; i < place; ++i) {
      keep(nodes_[i], nodes_[place]);
      for (const Id source : graph_[nodes_[i]].source) {
        if (source != kNone) keep(source, nodes_[place]);
      }
    }
    return place - at_;
  }

  const Graph& graph_;
  const std::vector<Id>& nodes_;
  size_t end_;
  size_t at_;
  std::vector<Lifetime> lifetimes_;
};

}  // namespace

bool device_reads(GgmlType type) {
  Value table;
  table.type = type;
  table.shape = {1, 1, 1, 1};  // no width that a row type might want
  return multiplies(type) && supports_row_type(table);
}

bool device_supports(const Graph& graph, Id id, int device) {
  const Value& value = graph[id];
  if (lies_on_another_device(graph, value, device)) return false;
  if (value.source[0] == kNone) return true;
  const Value& first = graph[value.source[0]];
  switch (value.op) {
    case Op::unary:
      return is_contiguous(first);
    case Op::glu:
      return is_contiguous(first, 1);
    case Op::mul_mat:
    case Op::mul_mat_id:
      return first.stride[0] == block_layout(first.type).bytes_per_block &&
             graph[value.source[1]].stride[0] == block_layout(graph[value.source[1]].type).bytes_per_block &&
             multiplies(first.type);
    case Op::get_rows:
      return supports_row_type(first);
    case Op::norm:
    case Op::rms_norm:
    case Op::sum_rows:
    case Op::mean:
      return has_contiguous_rows(first);
    case Op::rope:
      return first.stride[0] == block_layout(first.type).bytes_per_block && is_contiguous(first, 2);
    case Op::ssm_scan:
      return supports_scan(graph, value);
    case Op::ssm_conv:
      return first.shape[1] % 128 == 0;
    case Op::flash_attention:
      return supports_flash_attention(graph, value);
    default:
      return true;
  }
}

int64_t device_bytes(const Graph& graph, Id id) {
  constexpr int64_t kRowPadding = 512;
  const Value& value = graph[id];
  if (value.op == Op::flash_attention) return flash_attention_bytes(graph, value);
  const int64_t tail = value.shape[0] % kRowPadding;
  const bool pads = quantised(value.type) && tail != 0;
  return bytes(value) + (pads ? row_bytes(value.type, kRowPadding - tail) : 0);
}

std::vector<Lifetime> fused_lifetimes(const Graph& graph, const std::vector<Id>& nodes, size_t begin, size_t end) {
  return FusionSearch(graph, nodes, begin, end).run();
}

}  // namespace canrun::llama_cpp::graph
