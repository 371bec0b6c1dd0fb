#include "api/read_machine.h"

#include <algorithm>

namespace canrun {
namespace {

constexpr double kMostGib = 1048576;
constexpr double kMostRate = 1e6;
constexpr int64_t kMostDevices = 256;
constexpr size_t kMostEntries = 64;

void not_yet(const json::Value& value, Errors& errors) {
  errors.push_back({"not-yet-supported", value.path(), {}, value.path() + " is not supported yet; leave it out"});
}

Device read_inline_device(const json::Value& value, Errors& errors) {
  Device device;
  json::Fields fields(value, errors);
  device.name = fields.text("name", 1, 200).value_or("");
  device.vendor = fields.one_of("vendor", {"NVIDIA", "AMD", "Intel", "Apple"}).value_or("NVIDIA");
  device.kind = "custom";
  const double memory_gib = fields.number_above("memory_gib", 0, kMostGib).value_or(0);
  device.memory = Bytes(Bytes(memory_gib * kGiB).count());  // whole bytes
  device.usable = device.memory;
  device.bandwidth = BytesPerSecond(fields.number_above("bandwidth_gb_s", 0, kMostRate).value_or(0) * 1e9);
  device.fp16_dense = OperationsPerSecond(fields.number_above("fp16_dense_tflops", 0, kMostRate).value_or(0) * 1e12);
  device.unified = fields.boolean("unified").value_or(false);
  fields.require("memory_gib");
  fields.require("bandwidth_gb_s");
  fields.refuse_unknown();
  return device;
}

void read_device(const json::Value& value, const Knowledge& knowledge, DeviceEntry& entry, Errors& errors) {
  if (value.is_object()) {
    entry.inline_facts = true;
    entry.device = read_inline_device(value, errors);
    return;
  }
  if (!value.is_string()) {
    errors.push_back(json::wrong_type(value, "a name or an object with the device's facts"));
    return;
  }
  if (!json::length_within(value, 1, 200, errors)) return;
  if (const DeviceFacts* known = knowledge.device(value.text())) {
    entry.device = known->device;
    return;
  }
  const auto near = knowledge.nearest_devices(value.text());
  errors.push_back(
      {"unknown-device",
       value.path(),
       {{"nearest", near}},
       "no device of this name" + (near.empty() ? std::string() : "; did you mean " + near.front() + "?")});
}

DeviceEntry read_entry(const json::Value& value, const Knowledge& knowledge, Errors& errors) {
  DeviceEntry entry;
  json::Fields fields(value, errors);
  if (const auto device = fields.any("device")) read_device(*device, knowledge, entry, errors);
  entry.count = fields.integer("count", 1, kMostDevices).value_or(1);
  entry.reserved_bytes = fields.integer("reserved_bytes", 0, int64_t{1} << 50).value_or(0);
  entry.usable_gib = fields.number_above("usable_gib", 0, kMostGib);
  entry.power_limit_w = fields.number_above("power_limit_w", 0, 100000);
  const double nominal_gib = entry.device.memory.value() / kGiB;
  if (entry.usable_gib && nominal_gib > 0 && *entry.usable_gib > nominal_gib) {
    errors.push_back({"exceeds-device-memory",
                      value.path() + "/usable_gib",
                      {{"least", 0.0}, {"most", nominal_gib}},
                      "an application cannot get more than the device has"});
  }
  fields.require("device");
  fields.refuse_unknown();
  return entry;
}

HostEntry read_host(const json::Value& value, Errors& errors) {
  HostEntry host;
  json::Fields fields(value, errors);
  host.memory_gib = fields.number("memory_gib", 0, kMostGib).value_or(0);
  host.bandwidth_gb_s = fields.number_above("bandwidth_gb_s", 0, kMostRate);
  host.cpu = fields.text("cpu", 1, 200);
  host.threads = fields.integer("threads", 1, 4096);
  host.os = fields.one_of("os", {"linux", "windows", "macos"});
  fields.require("memory_gib");
  fields.refuse_unknown();
  return host;
}

void refuse_links(json::Fields& fields, Errors& errors) {
  if (const auto links = fields.object("links")) {
    json::Fields of_links(*links, errors);
    for (std::string_view key : {"device", "host", "node"}) {
      const auto link = of_links.any(key);
      if (!link) continue;
      if (link->is_string()) {
        json::length_within(*link, 1, 64, errors);
      } else {
        of_links.number_above(key, 0, kMostRate);
      }
    }
    of_links.refuse_unknown();
    not_yet(*links, errors);
  }
  if (const auto nodes = fields.integer("nodes", 1, 1024); nodes && *nodes > 1) not_yet(*fields.any("nodes"), errors);
  if (const auto others = fields.array("also_running", 16); others && others->size() > 0) not_yet(*others, errors);
}

// One pool or several, never both; a machine without devices needs its host.
void check_pools(const json::Value& value, const Circumstances& machine, Errors& errors) {
  int64_t devices = 0;
  int64_t unified = 0;
  for (const DeviceEntry& entry : machine.devices) {
    devices += entry.count;
    unified += entry.device.unified ? entry.count : 0;
  }
  const std::string at = value.path() + "/devices";
  if (devices > kMostDevices) {
    errors.push_back({"too-many", at, {{"most", static_cast<double>(kMostDevices)}}, "at most 256 devices in all"});
  }
  if (unified > 0 && devices > 1) {
    errors.push_back({"unified-memory-alone",
                      at,
                      {},
                      "a device that shares memory with the processor stands alone: one device, no others"});
  }
  if (unified > 0 && machine.host) {
    errors.push_back({"unified-memory-has-no-host",
                      value.path() + "/host",
                      {},
                      "this device shares one pool of memory with the processor; leave host out"});
  }
  if (devices == 0 && !machine.host) {
    errors.push_back({"missing-field",
                      value.path() + "/host",
                      {},
                      "a machine without devices needs host, for example {\"memory_gib\": 32}"});
  }
}

}  // namespace

void read_machine(const json::Value& value, const Knowledge& knowledge, bool devices_vary, Circumstances& into,
                  Errors& errors) {
  json::Fields fields(value, errors);
  const size_t errors_before = errors.size();
  if (const auto entries = fields.array("devices", kMostEntries)) {
    if (devices_vary) {
      errors.push_back({"varies", entries->path(), {}, "the device varies; leave " + entries->path() + " out"});
    }
    for (size_t i = 0; i < entries->size(); ++i) into.devices.push_back(read_entry(entries->at(i), knowledge, errors));
  }
  if (const auto host = fields.object("host")) into.host = read_host(*host, errors);
  refuse_links(fields, errors);
  if (!devices_vary) fields.require("devices");
  fields.refuse_unknown();
  if (!devices_vary && errors.size() == errors_before) check_pools(value, into, errors);
}

Machine machine_of(const Circumstances& asked) {
  Machine machine;
  for (const DeviceEntry& entry : asked.devices) {
    DeviceInUse in_use;
    in_use.device = entry.device;
    const Bytes usable = entry.usable_gib ? Bytes(*entry.usable_gib * kGiB) : entry.device.usable;
    in_use.usable = Bytes(usable.count());  // whole bytes
    in_use.reserved = Bytes(entry.reserved_bytes);
    machine.devices.insert(machine.devices.end(), static_cast<size_t>(entry.count), in_use);
  }
  if (asked.host) {
    Host host;
    host.memory = Bytes(Bytes(asked.host->memory_gib * kGiB).count());
    host.usable = Bytes(host_usable(host.memory).count());
    host.bandwidth = BytesPerSecond(asked.host->bandwidth_gb_s.value_or(0) * 1e9);
    machine.host = host;
  }
  return machine;
}

}  // namespace canrun
