// How many bytes does each pool take? A plan priced by its runtime's rules, item by item.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "machine/machine.h"
#include "memory/stored_model.h"
#include "plan/plan.h"
#include "runtime/llama_cpp.h"

namespace canrun {

enum class Item : uint8_t { weights, kv_cache, state, compute, output, overhead };
inline constexpr size_t kItemCount = 6;
// The key of the report: "weights_bytes", ...
std::string_view key_of(Item item);

struct Items {
  std::array<Bytes, kItemCount> bytes{};
  Bytes& operator[](Item item) { return bytes[static_cast<size_t>(item)]; }
  Bytes operator[](Item item) const { return bytes[static_cast<size_t>(item)]; }
  [[nodiscard]] Bytes total() const;
  Items& operator+=(const Items& other);
};

enum class PoolKind : uint8_t { device, host, unified };

struct Pool {
  PoolKind kind = PoolKind::device;
  int64_t index = 0;              // of the device; 0 for host and unified
  std::optional<Bytes> capacity;  // absent: not known
  std::optional<Bytes> usable;    // for us: after what others keep
  Items items;
  Bytes low, high;  // range of the total
  int64_t layers = 0;

  [[nodiscard]] Bytes needed() const { return items.total(); }
  // Absent when the capacity is not known.
  [[nodiscard]] std::optional<Bytes> headroom() const;
  [[nodiscard]] bool fits() const;  // an unknown capacity fits nothing
};

struct Memory {
  std::vector<Pool> pools;  // devices in order, then the host; or one unified pool
  Items items;              // over all pools
  Bytes low, high;
  Bytes largest_layer;  // weights, cache and state of the heaviest layer

  [[nodiscard]] Bytes needed() const { return items.total(); }
  [[nodiscard]] bool devices_fit() const;
  [[nodiscard]] const Pool* host() const;
};

// Cache and state of each layer under these settings; the same for every plan on them.
struct CacheCosts {
  llama_cpp::CacheShape shape;
  std::vector<int64_t> kv_device, kv_host, state;  // one a layer
};
CacheCosts cache_costs(const StoredModel& model, const LlamaCppSettings& settings);

Memory memory_of(const StoredModel& model, const CacheCosts& cache, const LlamaCppSettings& settings, const Plan& plan,
                 const Machine& machine);

// The least that the plan takes: the same without compute buffers, which are dear to know.
Memory memory_without_compute(const StoredModel& model, const CacheCosts& cache, const LlamaCppSettings& settings,
                              const Plan& plan, const Machine& machine);

}  // namespace canrun
