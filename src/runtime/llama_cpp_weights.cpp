// Where llama.cpp puts the weights and what each tensor takes there.
// Source: ggml-org/llama.cpp v0.5.0 src/llama-model.cpp (load_tensors), src/llama-context.cpp (output_reserve),
// ggml/src/ggml-cuda/ggml-cuda.cu (rows padded to MATRIX_ROW_PADDING).
#include <algorithm>

#include "runtime/llama_cpp.h"
#include "units.h"

namespace canrun::llama_cpp {
namespace {

constexpr int64_t kHostAlignment = 32;
constexpr int64_t kDeviceAlignment = 128;
constexpr int64_t kRowPadding = 512;

// The end of each device's share, in single precision as llama.cpp sums it: a layer at the border falls as it does
// there.
std::vector<float> shares(const std::vector<double>& split) {
  std::vector<float> ends;
  float sum = 0;
  const bool equal = std::all_of(split.begin(), split.end(), [](double part) { return part <= 0; });
  for (double part : split) {
    sum += equal ? 1.0F : static_cast<float>(part);
    ends.push_back(sum);
  }
  for (float& end : ends) end /= sum;
  return ends;
}

}  // namespace

int64_t device_tensor_bytes(GgmlType type, const Tensor& tensor) {
  int64_t bytes = row_bytes(type, tensor.shape[0]) * tensor.rows();
  const int64_t tail = tensor.shape[0] % kRowPadding;
  if (block_layout(type).values_per_block > 1 && tail != 0) bytes += row_bytes(type, kRowPadding - tail);
  return padded(bytes, kDeviceAlignment);
}

int64_t host_tensor_bytes(GgmlType type, const Tensor& tensor) {
  return padded(row_bytes(type, tensor.shape[0]) * tensor.rows(), kHostAlignment);
}

Plan layer_split(const Architecture& architecture, int64_t gpu_layers, int64_t expert_layers_on_host,
                 const std::vector<double>& split, int64_t unloaded_layers) {
  Plan plan;
  plan.gpu_layers = gpu_layers;
  plan.expert_layers_on_host = expert_layers_on_host;
  plan.device_count = static_cast<int64_t>(split.size());
  const int64_t layers = architecture.layer_count() + unloaded_layers;
  const int64_t first = std::max<int64_t>(layers + 1 - gpu_layers, 0);
  const int64_t offloaded = split.empty() ? 0 : std::min(gpu_layers, layers + 1);
  const std::vector<float> ends = shares(split);
  const auto device_of = [&](int64_t layer) {
    if (layer < first || layer - first >= offloaded) return kHost;
    const float place = static_cast<float>(layer - first) / static_cast<float>(offloaded);
    const auto after = std::upper_bound(ends.begin(), ends.end(), place);
    return static_cast<int>(std::min<int64_t>(after - ends.begin(), static_cast<int64_t>(ends.size()) - 1));
  };
  plan.layer_device.reserve(architecture.layers.size());
  for (int64_t i = 0; i < architecture.layer_count(); ++i) plan.layer_device.push_back(device_of(i));
  plan.output_device = device_of(layers);
  return plan;
}

int64_t output_buffer_bytes(const Architecture& architecture, const LlamaCppSettings& settings) {
  constexpr int64_t kBytesPerLogit = 4;
  return architecture.vocabulary * std::max<int64_t>(1, settings.sequences) * kBytesPerLogit;
}

}  // namespace canrun::llama_cpp
