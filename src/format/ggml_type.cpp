#include "format/ggml_type.h"

#include <array>

namespace canrun {
namespace {

// ggml-org/llama.cpp v0.5.0 ggml/src/ggml-common.h (block structures) and ggml/src/ggml.c (type_traits); which types
// a cache may have: common/arg.cpp, kv_cache_types.
constexpr std::array<BlockLayout, 35> kLayouts = {{
    {GgmlType::f32, "f32", 1, 4, true},
    {GgmlType::f16, "f16", 1, 2, true},
    {GgmlType::bf16, "bf16", 1, 2, true},
    {GgmlType::f64, "f64", 1, 8, false},
    {GgmlType::i8, "i8", 1, 1, false},
    {GgmlType::i16, "i16", 1, 2, false},
    {GgmlType::i32, "i32", 1, 4, false},
    {GgmlType::i64, "i64", 1, 8, false},
    {GgmlType::q4_0, "q4_0", 32, 18, true},
    {GgmlType::q4_1, "q4_1", 32, 20, true},
    {GgmlType::q5_0, "q5_0", 32, 22, true},
    {GgmlType::q5_1, "q5_1", 32, 24, true},
    {GgmlType::q8_0, "q8_0", 32, 34, true},
    {GgmlType::q8_1, "q8_1", 32, 36, false},
    {GgmlType::q2_k, "q2_K", 256, 84, false},
    {GgmlType::q3_k, "q3_K", 256, 110, false},
    {GgmlType::q4_k, "q4_K", 256, 144, false},
    {GgmlType::q5_k, "q5_K", 256, 176, false},
    {GgmlType::q6_k, "q6_K", 256, 210, false},
    {GgmlType::q8_k, "q8_K", 256, 292, false},
    {GgmlType::iq1_s, "iq1_s", 256, 50, false},
    {GgmlType::iq1_m, "iq1_m", 256, 56, false},
    {GgmlType::iq2_xxs, "iq2_xxs", 256, 66, false},
    {GgmlType::iq2_xs, "iq2_xs", 256, 74, false},
    {GgmlType::iq2_s, "iq2_s", 256, 82, false},
    {GgmlType::iq3_xxs, "iq3_xxs", 256, 98, false},
    {GgmlType::iq3_s, "iq3_s", 256, 110, false},
    {GgmlType::iq4_nl, "iq4_nl", 32, 18, true},
    {GgmlType::iq4_xs, "iq4_xs", 256, 136, false},
    {GgmlType::tq1_0, "tq1_0", 256, 54, false},
    {GgmlType::tq2_0, "tq2_0", 256, 66, false},
    {GgmlType::mxfp4, "mxfp4", 32, 17, false},
    {GgmlType::nvfp4, "nvfp4", 64, 36, false},
    {GgmlType::q1_0, "q1_0", 128, 18, false},
    {GgmlType::q2_0, "q2_0", 64, 18, false},
}};

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

// Position of each type in the table, by its number.
constexpr std::array<int8_t, 64> positions() {
  std::array<int8_t, 64> at{};
  for (size_t i = 0; i < kLayouts.size(); ++i) at[static_cast<size_t>(kLayouts[i].type)] = static_cast<int8_t>(i);
  return at;
}
constexpr std::array<int8_t, 64> kPositions = positions();

}  // namespace

const BlockLayout& block_layout(GgmlType type) {
  return kLayouts[static_cast<size_t>(kPositions[static_cast<size_t>(type)])];
}

std::optional<GgmlType> ggml_type_named(std::string_view name) {
  for (const BlockLayout& layout : kLayouts) {
    if (same_name(layout.name, name)) return layout.type;
  }
  return std::nullopt;
}

int64_t row_bytes(GgmlType type, int64_t values) {
  const BlockLayout& layout = block_layout(type);
  return values / layout.values_per_block * layout.bytes_per_block;
}

}  // namespace canrun
