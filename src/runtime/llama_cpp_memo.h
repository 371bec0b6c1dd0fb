// Which compute buffers are known already? Replaying the allocator is the dearest part of an answer, and candidates of
// one question ask for the same graph again and again: other formats on the same plan, the same plan on other devices.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/llama_cpp.h"

namespace canrun::llama_cpp {

// The compute buffers of one architecture, the latest of them kept. The answers are those of compute_buffers().
class ComputeMemo {
 public:
  ComputeBuffers of(const Architecture& architecture, const std::vector<Tensor>& tensors,
                    const std::vector<GgmlType>& types, const LlamaCppSettings& settings, const Plan& plan);

 private:
  // What the buffers depend on: the settings, the layers that the graph shows, where the output is, and the types of
  // the weights that may be copied to a device.
  using Key = std::vector<int64_t>;
  struct Entry {
    uint64_t hash = 0;
    Key key;
    ComputeBuffers buffers;
  };
  static Key key_of(const Architecture& architecture, const std::vector<Tensor>& tensors,
                    const std::vector<GgmlType>& types, const LlamaCppSettings& settings, const Plan& plan);

  std::vector<Entry> entries_;
  size_t next_ = 0;  // the oldest, once all places are taken
};

}  // namespace canrun::llama_cpp
