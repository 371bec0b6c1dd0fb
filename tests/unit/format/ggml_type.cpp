#include "format/ggml_type.h"

#include "catch.h"

using namespace canrun;

namespace {

struct Published {
  const char* name;
  int id;
  int64_t values;
  int64_t bytes;
};

// ggml-org/llama.cpp v0.5.0 gguf-py/gguf/constants.py, GGMLQuantizationType and GGML_QUANT_SIZES.
const Published kPublished[] = {
    {"F32", 0, 1, 4},         {"F16", 1, 1, 2},         {"Q4_0", 2, 32, 18},      {"Q4_1", 3, 32, 20},
    {"Q5_0", 6, 32, 22},      {"Q5_1", 7, 32, 24},      {"Q8_0", 8, 32, 34},      {"Q8_1", 9, 32, 36},
    {"Q2_K", 10, 256, 84},    {"Q3_K", 11, 256, 110},   {"Q4_K", 12, 256, 144},   {"Q5_K", 13, 256, 176},
    {"Q6_K", 14, 256, 210},   {"Q8_K", 15, 256, 292},   {"IQ2_XXS", 16, 256, 66}, {"IQ2_XS", 17, 256, 74},
    {"IQ3_XXS", 18, 256, 98}, {"IQ1_S", 19, 256, 50},   {"IQ4_NL", 20, 32, 18},   {"IQ3_S", 21, 256, 110},
    {"IQ2_S", 22, 256, 82},   {"IQ4_XS", 23, 256, 136}, {"I8", 24, 1, 1},         {"I16", 25, 1, 2},
    {"I32", 26, 1, 4},        {"I64", 27, 1, 8},        {"F64", 28, 1, 8},        {"IQ1_M", 29, 256, 56},
    {"BF16", 30, 1, 2},       {"TQ1_0", 34, 256, 54},   {"TQ2_0", 35, 256, 66},   {"MXFP4", 39, 32, 17},
    {"NVFP4", 40, 64, 36},    {"Q1_0", 41, 128, 18},    {"Q2_0", 42, 64, 18},
};

}  // namespace

TEST_CASE("every type of a GGUF file has the number and the block that gguf-py publishes", "[format]") {
  for (const Published& published : kPublished) {
    CAPTURE(published.name);
    const auto type = ggml_type_named(published.name);
    REQUIRE(type);
    CHECK(static_cast<int>(*type) == published.id);
    const BlockLayout& layout = block_layout(*type);
    CHECK(layout.type == *type);
    CHECK(layout.values_per_block == published.values);
    CHECK(layout.bytes_per_block == published.bytes);
    CHECK(row_bytes(*type, 512) == 512 / published.values * published.bytes);
  }
}

TEST_CASE("types are found in any case, and names that ggml does not know are not", "[format]") {
  CHECK(ggml_type_named("q4_K") == GgmlType::q4_k);
  CHECK(ggml_type_named("Q4_k") == GgmlType::q4_k);
  CHECK_FALSE(ggml_type_named("q4_K_M"));
  CHECK_FALSE(ggml_type_named("q4"));
  CHECK_FALSE(ggml_type_named(""));
}

TEST_CASE("a cache may have the nine types that llama.cpp's -ctk takes", "[format]") {
  // ggml-org/llama.cpp v0.5.0 common/arg.cpp, kv_cache_types
  for (const char* name : {"f32", "f16", "bf16", "q8_0", "q4_0", "q4_1", "iq4_nl", "q5_0", "q5_1"}) {
    CAPTURE(name);
    CHECK(block_layout(*ggml_type_named(name)).cache_type);
  }
  for (const char* name : {"q4_K", "q6_K", "iq2_xs", "mxfp4", "i32", "q8_1"}) {
    CAPTURE(name);
    CHECK_FALSE(block_layout(*ggml_type_named(name)).cache_type);
  }
}
