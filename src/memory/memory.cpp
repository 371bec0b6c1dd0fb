#include "memory/memory.h"

#include <algorithm>

namespace canrun {
namespace {

Bytes as_bytes(int64_t count) { return Bytes(count); }

// Weights of the layers and of what stands beside them, for one device of a plan.
int64_t device_weights(const StoredModel& model, const Plan& plan, int device, int64_t& layers) {
  int64_t bytes = 0;
  layers = 0;
  for (size_t i = 0; i < model.layers.size(); ++i) {
    if (plan.layer_device[i] != device) continue;
    ++layers;
    bytes += model.layers[i].device;
    if (static_cast<int64_t>(i) >= plan.expert_layers_on_host) bytes += model.layers[i].device_experts;
  }
  if (layers > 0) bytes += model.per_buffer.device;
  // A tied embedding is read from the host as input and copied to the device as output.
  if (plan.output_device == device) bytes += model.output.device + model.tied_copy.device;
  return bytes;
}

int64_t host_weights(const StoredModel& model, const Plan& plan, int64_t& layers) {
  int64_t bytes = model.input.host;
  layers = 0;
  for (size_t i = 0; i < model.layers.size(); ++i) {
    const bool here = plan.layer_device[i] == kHost;
    if (here) {
      ++layers;
      bytes += model.layers[i].host;
    }
    if (here || static_cast<int64_t>(i) < plan.expert_layers_on_host) bytes += model.layers[i].host_experts;
  }
  if (layers > 0) bytes += model.per_buffer.host;
  if (plan.output_device == kHost) {
    bytes += model.output.host;
    if (llama_cpp::loads_output_first(model.architecture)) bytes += model.tied_copy.host;
  }
  return bytes;
}

void add_cache(Items& items, const CacheCosts& cache, const LlamaCppSettings& settings, const Plan& plan, int device) {
  Bytes kv;  // hostile configs pass 2^63 bytes
  Bytes state;
  for (size_t i = 0; i < plan.layer_device.size(); ++i) {
    const int home = settings.kv_offload ? plan.layer_device[i] : kHost;
    if (home != device) continue;
    kv += as_bytes(device == kHost ? cache.kv_host[i] : cache.kv_device[i]);
    state += as_bytes(cache.state[i]);
  }
  items[Item::kv_cache] = kv;
  items[Item::state] = state;
}

// One pool of a machine whose processor and device share memory: the file is mapped once, nothing is held twice.
Pool unified_pool(const std::vector<Pool>& parts, const StoredModel& model, const DeviceInUse& device) {
  Pool pool;
  pool.kind = PoolKind::unified;
  for (const Pool& part : parts) {
    pool.items += part.items;
    pool.layers += part.kind == PoolKind::device ? part.layers : 0;
    pool.low += part.low;
    pool.high += part.high;
  }
  const Bytes counted = pool.items[Item::weights];
  const Bytes mapped = as_bytes(model.loaded_bytes);
  pool.items[Item::weights] = mapped;
  pool.low += mapped - counted;
  pool.high += mapped - counted;
  pool.capacity = device.device.memory;
  pool.usable = device.usable - device.reserved;
  return pool;
}

Bytes largest_layer(const StoredModel& model, const CacheCosts& cache) {
  int64_t largest = 0;
  for (size_t i = 0; i < model.layers.size(); ++i) {
    largest = std::max(largest,
                       model.layers[i].device + model.layers[i].device_experts + cache.kv_device[i] + cache.state[i]);
  }
  return as_bytes(largest);
}

llama_cpp::ComputeBuffers compute_of(const StoredModel& model, const LlamaCppSettings& settings, const Plan& plan) {
  if (model.known_compute) {
    return model.known_compute->of(model.architecture, model.tensors, model.types, settings, plan);
  }
  return llama_cpp::compute_buffers(model.architecture, model.tensors, model.types, settings, plan);
}

Memory priced(const StoredModel& model, const CacheCosts& cache, const LlamaCppSettings& settings, const Plan& plan,
              const Machine& machine, const llama_cpp::ComputeBuffers& compute) {
  std::vector<Pool> pools;
  for (size_t d = 0; d < machine.devices.size(); ++d) {
    const DeviceInUse& in_use = machine.devices[d];
    const auto overhead = llama_cpp::driver_overhead_bytes(in_use.device.vendor);
    Pool pool;
    pool.index = static_cast<int64_t>(d);
    pool.capacity = in_use.device.memory;
    pool.usable = in_use.usable - in_use.reserved;
    pool.items[Item::weights] = as_bytes(device_weights(model, plan, static_cast<int>(d), pool.layers));
    add_cache(pool.items, cache, settings, plan, static_cast<int>(d));
    pool.items[Item::compute] = as_bytes(compute.device[d]);
    pool.items[Item::overhead] = as_bytes(overhead.likely);
    pool.low = pool.needed() - as_bytes(overhead.likely - overhead.least);
    pool.high = pool.needed() + as_bytes(overhead.most - overhead.likely);
    pools.push_back(pool);
  }
  Pool host;
  host.kind = PoolKind::host;
  host.items[Item::weights] = as_bytes(host_weights(model, plan, host.layers));
  add_cache(host.items, cache, settings, plan, kHost);
  host.items[Item::compute] = as_bytes(compute.host);
  host.items[Item::output] = as_bytes(llama_cpp::output_buffer_bytes(model.architecture, settings));
  host.low = host.high = host.needed();
  if (machine.host) {
    host.capacity = machine.host->memory;
    host.usable = machine.host->usable;
  }
  pools.push_back(host);

  Memory memory;
  memory.pools = machine.unified() ? std::vector<Pool>{unified_pool(pools, model, machine.devices.front())} : pools;
  for (const Pool& pool : memory.pools) {
    memory.items += pool.items;
    memory.low += pool.low;
    memory.high += pool.high;
  }
  memory.largest_layer = largest_layer(model, cache);
  return memory;
}

}  // namespace

std::string_view key_of(Item item) {
  static constexpr std::array<std::string_view, kItemCount> keys = {
      "weights_bytes", "kv_cache_bytes", "state_bytes", "compute_bytes", "output_bytes", "overhead_bytes"};
  return keys[static_cast<size_t>(item)];
}

Bytes Items::total() const {
  Bytes sum;
  for (Bytes part : bytes) sum += part;
  return sum;
}

Items& Items::operator+=(const Items& other) {
  for (size_t i = 0; i < kItemCount; ++i) bytes[i] += other.bytes[i];
  return *this;
}

std::optional<Bytes> Pool::headroom() const {
  if (!usable) return std::nullopt;
  return *usable - needed();
}

bool Pool::fits() const { return usable && needed() <= *usable; }

bool Memory::devices_fit() const {
  return std::all_of(pools.begin(), pools.end(),
                     [](const Pool& pool) { return pool.kind == PoolKind::host || pool.fits(); });
}

const Pool* Memory::host() const {
  return !pools.empty() && pools.back().kind == PoolKind::host ? &pools.back() : nullptr;
}

CacheCosts cache_costs(const StoredModel& model, const LlamaCppSettings& settings) {
  CacheCosts costs;
  costs.shape = llama_cpp::cache_shape(model.architecture, settings);
  for (const Layer& layer : model.architecture.layers) {
    costs.kv_device.push_back(llama_cpp::kv_cache_bytes(layer, costs.shape, settings, /*on_device=*/true));
    costs.kv_host.push_back(llama_cpp::kv_cache_bytes(layer, costs.shape, settings, /*on_device=*/false));
    costs.state.push_back(llama_cpp::state_bytes(layer, settings));
  }
  return costs;
}

Memory memory_of(const StoredModel& model, const CacheCosts& cache, const LlamaCppSettings& settings, const Plan& plan,
                 const Machine& machine) {
  return priced(model, cache, settings, plan, machine, compute_of(model, settings, plan));
}

Memory memory_without_compute(const StoredModel& model, const CacheCosts& cache, const LlamaCppSettings& settings,
                              const Plan& plan, const Machine& machine) {
  llama_cpp::ComputeBuffers none;
  none.device.assign(machine.devices.size(), 0);
  return priced(model, cache, settings, plan, machine, none);
}

}  // namespace canrun
