#include "machine/machine.h"

#include "catch.h"

using namespace canrun;

TEST_CASE("the host keeps an eighth of its memory, within 1 and 8 GiB", "[machine]") {
  CHECK(host_usable(Bytes(32 * kGiB)) == Bytes(28 * kGiB));
  CHECK(host_usable(Bytes(4 * kGiB)) == Bytes(3 * kGiB));
  CHECK(host_usable(Bytes(512 * kGiB)) == Bytes(504 * kGiB));
  CHECK(host_usable(Bytes(0.5 * kGiB)) == Bytes(0));
  CHECK(host_usable(Bytes(0)) == Bytes(0));
}

TEST_CASE("more host memory is never less for us", "[machine]") {
  Bytes before;
  for (double gib = 0; gib < 200; gib += 0.25) {
    const Bytes now = host_usable(Bytes(gib * kGiB));
    CHECK(now >= before);
    before = now;
  }
}

TEST_CASE("whole numbers are multiplied on the units that are fastest at them", "[machine]") {
  Device device;
  device.fp32 = OperationsPerSecond(82.58e12);
  device.fp16_dense = OperationsPerSecond(165.2e12);
  CHECK(fastest_compute(device, false) == OperationsPerSecond(165.2e12));
  device.fp16_accumulate = OperationsPerSecond(330.3e12);
  device.int8_dense = OperationsPerSecond(660.6e12);
  CHECK(fastest_compute(device, false) == OperationsPerSecond(330.3e12));
  CHECK(fastest_compute(device, true) == OperationsPerSecond(660.6e12));
  CHECK(fastest_compute(Device{}, true) == OperationsPerSecond(0));
}
