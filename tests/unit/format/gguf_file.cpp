#include "format/gguf_file.h"

#include "catch.h"

using namespace canrun;

namespace {

Tensor tensor(std::string_view name, int32_t layer, int64_t row, int64_t rows = 1, int64_t matrices = 1) {
  Tensor made;
  made.name = name;
  made.layer = layer;
  made.shape = {row, rows, matrices, 1};
  return made;
}

}  // namespace

// The file format: ggml-org/ggml docs/gguf.md. A string is its length in 8 bytes and its text.
TEST_CASE("the header holds one entry a tensor and ends on a multiple of 32", "[format]") {
  CHECK(gguf_header_bytes({}, 0) == 32);                                             // 24 bytes
  CHECK(gguf_header_bytes({tensor("a.weight", -1, 10)}, 0) == 64);                   // 24 + 8+8 + 4+8 + 4+8
  CHECK(gguf_header_bytes({tensor("a.weight", -1, 10)}, 100) == 192);                // 164
  CHECK(gguf_header_bytes({tensor("ffn_down_exps.weight", 7, 8, 4, 2)}, 0) == 128);  // 24 + 8+26 + 4+24 + 12
  CHECK(gguf_header_bytes({tensor("attn_norm.weight", 100, 10)}, 1) == 24 + 1 + 8 + 24 + 4 + 8 + 12 + 15);  // to 96
}

TEST_CASE("every tensor is padded to 32 bytes", "[format]") {
  const std::vector<Tensor> tensors = {tensor("a", -1, 3), tensor("b", -1, 32, 2), tensor("c", -1, 8)};
  const std::vector<GgmlType> types = {GgmlType::f32, GgmlType::q8_0, GgmlType::f32};
  CHECK(gguf_data_bytes(tensors, types) == 32 + 96 + 32);  // 12, 68 and 32 bytes
  CHECK(gguf_file_bytes(tensors, types, 0) == gguf_header_bytes(tensors, 0) + 160);
}
