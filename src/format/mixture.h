// Which type does each tensor get? llama.cpp's quantizer mixes types within one file type; these are its rules.
// Source: ggml-org/llama.cpp v0.5.0 src/llama-quant.cpp.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "format/ggml_type.h"
#include "model/tensors.h"

namespace canrun {

// A GGUF file type: the word behind the file name ("Q4_K_M").
struct FileType {
  std::string_view id;  // "Q4_K_M", "F16", "BF16", "MXFP4_MOE", ...
  int ftype;            // llama_ftype
  GgmlType default_type;
};

// Every file type that llama.cpp writes, in the order of their numbers.
const std::vector<FileType>& file_types();
// By id, case-insensitive, with or without "MOSTLY_"; nothing when unknown.
const FileType* file_type_named(std::string_view id);

// One type for each tensor, in the same order. `imatrix`: an importance matrix was given to the quantizer.
std::vector<GgmlType> tensor_types(const Architecture& architecture, const std::vector<Tensor>& tensors,
                                   const FileType& file_type, bool imatrix);

}  // namespace canrun
