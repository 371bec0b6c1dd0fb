// How does ggml store numbers? One table of block layouts: so many values in so many bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "units.h"

namespace canrun {

// ggml-org/llama.cpp v0.5.0 ggml/include/ggml.h, enum ggml_type; the values are the ids in a file.
enum class GgmlType : uint8_t {
  f32 = 0,
  f16 = 1,
  q4_0 = 2,
  q4_1 = 3,
  q5_0 = 6,
  q5_1 = 7,
  q8_0 = 8,
  q8_1 = 9,
  q2_k = 10,
  q3_k = 11,
  q4_k = 12,
  q5_k = 13,
  q6_k = 14,
  q8_k = 15,
  iq2_xxs = 16,
  iq2_xs = 17,
  iq3_xxs = 18,
  iq1_s = 19,
  iq4_nl = 20,
  iq3_s = 21,
  iq2_s = 22,
  iq4_xs = 23,
  i8 = 24,
  i16 = 25,
  i32 = 26,
  i64 = 27,
  f64 = 28,
  iq1_m = 29,
  bf16 = 30,
  tq1_0 = 34,
  tq2_0 = 35,
  mxfp4 = 39,
  nvfp4 = 40,
  q1_0 = 41,
  q2_0 = 42,
};

struct BlockLayout {
  GgmlType type;
  std::string_view name;  // as ggml prints it: "q4_K"
  int64_t values_per_block;
  int64_t bytes_per_block;
  bool cache_type;  // may hold the KV cache
};

// The layout of a type. Every GgmlType has one.
const BlockLayout& block_layout(GgmlType type);
// By name, upper or lower case; nothing for a name that ggml does not know.
std::optional<GgmlType> ggml_type_named(std::string_view name);

// Bytes of a row of `values` values; `values` is a multiple of the block (the quantizer falls back otherwise).
int64_t row_bytes(GgmlType type, int64_t values);

}  // namespace canrun
