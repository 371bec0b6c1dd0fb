// What does the machine have? Devices, host memory and the links between them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "units.h"

namespace canrun {

// One product, as its catalog file states it. A quantity of zero is not known.
struct Device {
  std::string id;                  // "nvidia/geforce-rtx-4090"; empty for inline facts
  std::string name;                // as sold: "NVIDIA GeForce RTX 4090"
  std::string vendor;              // "NVIDIA", "AMD", "Intel", "Apple", ...
  std::string kind;                // desktop, laptop, workstation, datacenter, igpu, apple, mini-pc, embedded, cpu, ...
  std::string architecture;        // "Ada Lovelace"
  std::string compute_capability;  // "8.9", "gfx1100"
  Bytes memory;                    // nominal, as sold
  Bytes usable;                    // what an application can get of an idle device
  bool unified = false;            // one pool shared with the processor
  BytesPerSecond bandwidth;        // of its memory
  OperationsPerSecond fp16_dense;  // matrix units where it has them, FP32 accumulation, without sparsity
  OperationsPerSecond fp16_accumulate;  // the same with FP16 accumulation, where that is faster
  OperationsPerSecond fp32;
  OperationsPerSecond int8_dense;
  BytesPerSecond host_link;    // one direction
  BytesPerSecond device_link;  // to a peer of its kind, both directions together
  double power_w = 0;
  int64_t released = 0;  // year
  double price_usd = 0;  // at launch
};

struct DeviceInUse {
  Device device;
  Bytes usable;    // after what the person said; defaults to device.usable
  Bytes reserved;  // kept free for others
};

struct Host {
  Bytes memory;
  Bytes usable;              // after the operating system's share
  BytesPerSecond bandwidth;  // 0: not known
};

struct Machine {
  std::vector<DeviceInUse> devices;  // one entry a device, in the order given
  std::optional<Host> host;          // absent: not known (or one unified pool)
  [[nodiscard]] bool unified() const { return !devices.empty() && devices.front().device.unified; }
};

// The fastest that the device multiplies and adds. `quantised`: the runtime multiplies whole numbers (llama.cpp's MMQ
// kernels turn activations into 8-bit blocks: ggml-org/llama.cpp v0.5.0 ggml/src/ggml-cuda/mmq.cuh); otherwise it may
// accumulate in FP16 (ggml/src/ggml-cuda/ggml-cuda.cu, CUBLAS_COMPUTE_16F). Zero: not known.
OperationsPerSecond fastest_compute(const Device& device, bool quantised);

// What an application can get of the host's memory: the operating system and its services keep an eighth of it, at
// least 1 GiB and at most 8 GiB (estimate: an idle desktop holds 2 to 4 GiB, a server little more), never more than
// all of it.
Bytes host_usable(Bytes memory);

// Host memory of an ordinary PC: two channels of 64 bit at 3200 MT/s (DDR4-3200, JESD79-4). Stands in where a request
// does not say how fast the host's memory is.
inline constexpr BytesPerSecond kOrdinaryHostBandwidth{51.2e9};

// Whether one computer takes several of them: not what is soldered into a laptop, a phone or a system of its own.
bool can_be_several(const Device& device);

}  // namespace canrun
