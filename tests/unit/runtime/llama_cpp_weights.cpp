// Expected figures: the model buffers and layer assignments that llama.cpp v0.5.0 prints.
#include "unit/runtime/llama_cpp_models.h"

using namespace canrun;
using namespace canrun::tests;

TEST_CASE("a device pads rows of quantised types to 512 values and tensors to 128 bytes") {
  Tensor tensor;
  tensor.shape = {2880, 10, 1, 1};
  // 90 blocks of 34 bytes a row, 6 more blocks at the end of the tensor.
  CHECK(llama_cpp::device_tensor_bytes(GgmlType::q8_0, tensor) == 30848);
  CHECK(llama_cpp::host_tensor_bytes(GgmlType::q8_0, tensor) == 30624);
  CHECK(llama_cpp::device_tensor_bytes(GgmlType::f32, tensor) == 115200);
}

TEST_CASE("gpu_layers counts the output first, then the last layers") {
  const Architecture llama = architecture_of(kLlama31_8B);
  const Plan one = llama_cpp::layer_split(llama, 1, 0, {1.0});
  CHECK(one.output_device == 0);
  CHECK(one.layer_device.back() == kHost);
  const Plan half = llama_cpp::layer_split(llama, 16, 0, {1.0});
  CHECK(half.layer_device[16] == kHost);
  CHECK(half.layer_device[17] == 0);
  const Plan all = llama_cpp::layer_split(llama, 33, 0, {1.0});
  CHECK(all.layer_device.front() == 0);
  const Plan none = llama_cpp::layer_split(llama, 0, 0, {1.0});
  CHECK(none.output_device == kHost);
}

TEST_CASE("layers are split over devices by the cumulative shares") {
  const Architecture llama = architecture_of(kLlama31_8B);
  const Plan even = llama_cpp::layer_split(llama, 33, 0, {80.0, 80.0});
  CHECK(even.layer_device[16] == 0);  // 17 layers: 512 of 1024 MiB of cache at 8,192 tokens, and 32 MiB more
  CHECK(even.layer_device[17] == 1);
  CHECK(even.output_device == 1);
  const Plan uneven = llama_cpp::layer_split(llama, 33, 0, {3.0, 1.0});
  CHECK(uneven.layer_device[24] == 0);
  CHECK(uneven.layer_device[25] == 1);
}

TEST_CASE("layers for prediction count although they are not loaded") {
  const Architecture llama = architecture_of(kLlama31_8B);
  const Plan plan = llama_cpp::layer_split(llama, 2, 0, {1.0}, 1);
  CHECK(plan.output_device == 0);
  CHECK(plan.layer_device.back() == kHost);
}

TEST_CASE("the output buffer holds a row of logits for each sequence") {
  LlamaCppSettings settings;
  settings.sequences = 4;
  CHECK(llama_cpp::output_buffer_bytes(architecture_of(kLlama31_8B), settings) == 4 * 128256 * 4);
}
