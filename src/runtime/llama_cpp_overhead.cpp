// What does the driver take on a device besides what llama.cpp prints?
//
// An estimate: the CUDA context with its modules, the cuBLAS workspace and ggml's own pool are outside every figure
// that llama.cpp reports; its own fitting logic keeps 1024 MiB free on each device for them (ggml-org/llama.cpp v0.5.0
// common/fit.cpp, --fit-target).
#include "runtime/llama_cpp.h"

namespace canrun::llama_cpp {

DriverOverhead driver_overhead_bytes(const std::string& vendor) {
  constexpr int64_t kMebibyte = 1024 * 1024;
  if (vendor == "NVIDIA") return {300 * kMebibyte, 500 * kMebibyte, 1024 * kMebibyte};
  if (vendor == "AMD") return {200 * kMebibyte, 500 * kMebibyte, 1024 * kMebibyte};
  if (vendor == "Apple") return {20 * kMebibyte, 100 * kMebibyte, 300 * kMebibyte};
  return {100 * kMebibyte, 400 * kMebibyte, 1024 * kMebibyte};
}

}  // namespace canrun::llama_cpp
