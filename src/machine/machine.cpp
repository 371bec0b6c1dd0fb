#include "machine/machine.h"

namespace canrun {

OperationsPerSecond fastest_compute(const Device& device, bool quantised) {
  const OperationsPerSecond in_floats = greatest(greatest(device.fp16_dense, device.fp16_accumulate), device.fp32);
  return quantised ? greatest(in_floats, device.int8_dense) : in_floats;
}

Bytes host_usable(Bytes memory) {
  const Bytes kept = least(greatest(memory / 8, Bytes(1 * kGiB)), Bytes(8 * kGiB));
  return greatest(memory - kept, Bytes(0));
}

bool can_be_several(const Device& device) {
  for (const char* single : {"laptop", "igpu", "mobile", "embedded", "mini-pc", "apple"}) {
    if (device.kind == single) return false;
  }
  return !device.unified;
}

}  // namespace canrun
