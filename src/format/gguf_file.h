// How large is a GGUF file? Header, tensor table and padded tensors.
// Source: ggml-org/llama.cpp docs/gguf.md (ggml), version 3; general.alignment 32.
#pragma once

#include <cstdint>
#include <vector>

#include "format/ggml_type.h"
#include "model/tensor.h"

namespace canrun {

// The header: magic, counts, what the vocabulary takes (`vocabulary_bytes`: metadata, tokens, merges) and one entry a
// tensor. Padded to 32 bytes.
int64_t gguf_header_bytes(const std::vector<Tensor>& tensors, int64_t vocabulary_bytes);

// The tensors, each padded to 32 bytes. `types` are those of `tensors`.
int64_t gguf_data_bytes(const std::vector<Tensor>& tensors, const std::vector<GgmlType>& types);

int64_t gguf_file_bytes(const std::vector<Tensor>& tensors, const std::vector<GgmlType>& types,
                        int64_t vocabulary_bytes);

}  // namespace canrun
