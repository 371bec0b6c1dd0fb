// Which weights does this model have? Every tensor with its GGUF name, shape, role and layer, as llama.cpp's
// converter writes them: names and shapes decide the bytes, and the mixture rules ask for both.
#pragma once

#include <cstdint>
#include <vector>

#include "model/architecture.h"
#include "model/tensor.h"

namespace canrun {

// All tensors in the order of the file: outside the layers first, then layer by layer.
std::vector<Tensor> tensors_of(const Architecture& architecture);

// Parameters of the text model, without multi-token-prediction layers and derived tensors.
int64_t parameter_count(const Architecture& architecture, const std::vector<Tensor>& tensors);

// Parameters that one token uses: everything but the routed experts, and of those the share that the router picks.
int64_t active_parameter_count(const Architecture& architecture, const std::vector<Tensor>& tensors);

}  // namespace canrun
