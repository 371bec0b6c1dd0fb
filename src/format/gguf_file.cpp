#include "format/gguf_file.h"

#include "format/tensor_kind.h"
#include "units.h"

namespace canrun {
namespace {

constexpr int64_t kAlignment = 32;

int64_t digits(int64_t number) { return number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : 4; }

// Length and text of the name ("blk.12." before it within a layer), dimensions, their sizes, type, offset.
int64_t entry_bytes(const Tensor& tensor) {
  const auto name = static_cast<int64_t>(tensor.name.size()) + (tensor.layer < 0 ? 0 : 5 + digits(tensor.layer));
  return 8 + name + 4 + 8 * dimensions(tensor) + 4 + 8;
}

}  // namespace

int64_t gguf_header_bytes(const std::vector<Tensor>& tensors, int64_t vocabulary_bytes) {
  constexpr int64_t fixed = 4 + 4 + 8 + 8;  // magic, version, number of tensors, number of metadata entries
  int64_t bytes = fixed + vocabulary_bytes;
  for (const Tensor& tensor : tensors) bytes += entry_bytes(tensor);
  return padded(bytes, kAlignment);
}

int64_t gguf_data_bytes(const std::vector<Tensor>& tensors, const std::vector<GgmlType>& types) {
  int64_t bytes = 0;
  for (size_t i = 0; i < tensors.size(); ++i) {
    bytes += padded(row_bytes(types[i], tensors[i].shape[0]) * tensors[i].rows(), kAlignment);
  }
  return bytes;
}

int64_t gguf_file_bytes(const std::vector<Tensor>& tensors, const std::vector<GgmlType>& types,
                        int64_t vocabulary_bytes) {
  return gguf_header_bytes(tensors, vocabulary_bytes) + gguf_data_bytes(tensors, types);
}

}  // namespace canrun
