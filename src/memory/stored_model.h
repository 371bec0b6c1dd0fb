// What does the model weigh in one format? Every tensor with its type, and their bytes summed by layer for each kind
// of buffer, so that a plan is priced by adding layers.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "format/mixture.h"
#include "model/tensors.h"
#include "runtime/llama_cpp_memo.h"

namespace canrun {

// Bytes of one layer, or of what stands around the layers: in a device's buffer, in host memory, and in the file.
// Routed experts are apart because a plan may keep them on the host.
struct StoredBytes {
  int64_t device = 0, device_experts = 0;
  int64_t host = 0, host_experts = 0;
  int64_t stored = 0, stored_experts = 0;

  StoredBytes& operator+=(const StoredBytes& other);
};

// Values of one type over all tensors that are loaded, for the explanation.
struct TypeTotal {
  GgmlType type;
  int64_t values = 0;
};

struct StoredModel {
  Architecture architecture;  // without multi-token-prediction layers
  const FileType* file_type = nullptr;
  std::vector<Tensor> tensors;         // of the file, multi-token-prediction layers among them
  std::vector<GgmlType> types;         // of each tensor
  std::vector<StoredBytes> layers;     // one a layer of `architecture`
  StoredBytes input;                   // token embedding and its like: always on the host
  StoredBytes output;                  // final norm, output matrix
  StoredBytes tied_copy;               // the embedding once more where the output runs, when tied
  StoredBytes per_buffer;              // tables that every buffer with a layer holds once (rope factors)
  std::vector<TypeTotal> type_totals;  // of everything loaded, each tensor once
  int64_t loaded_bytes = 0;            // plain sum of everything loaded, each tensor once
  int64_t unloaded_layers = 0;         // multi-token-prediction layers of the file
  int64_t parameters = 0;
  int64_t active_parameters = 0;
  // Shared by the formats of one model where many are asked for; null: nothing is kept.
  std::shared_ptr<llama_cpp::ComputeMemo> known_compute;

  [[nodiscard]] int64_t layer_count() const { return static_cast<int64_t>(layers.size()); }
  [[nodiscard]] bool has_experts() const;
};

StoredModel stored_model(const Architecture& architecture, const FileType& file_type, bool imatrix);

}  // namespace canrun
