#include "placement/placement.h"

#include <algorithm>
#include <functional>

namespace canrun {
namespace {

// One question with everything that stays the same while plans are tried.
class Search {
 public:
  Search(const StoredModel& model, const Machine& machine, const LlamaCppSettings& settings)
      : model_(model), machine_(machine), settings_(settings), cache_(cache_costs(model, settings)) {}

  [[nodiscard]] Placement priced(int64_t gpu_layers, int64_t experts_on_host, std::vector<double> split) const {
    Placement placement;
    placement.plan =
        llama_cpp::layer_split(model_.architecture, gpu_layers, experts_on_host, split, model_.unloaded_layers);
    placement.split = machine_.devices.size() > 1 ? std::move(split) : std::vector<double>();
    placement.memory = memory_of(model_, cache_, settings_, placement.plan, machine_);
    const Pool* host = placement.memory.host();
    const bool host_is_known = host == nullptr || host->usable.has_value();
    const bool host_fits = host == nullptr || host->fits();
    if (!has_devices()) {
      placement.fit = host_is_known && host_fits ? Fit::devices : Fit::none;  // the processor's memory is all there is
    } else if (!placement.memory.devices_fit()) {
      placement.fit = Fit::none;
    } else if (needs_host(placement.plan)) {
      placement.fit = !host_is_known ? Fit::unknown : host_fits ? Fit::host : Fit::none;
    } else {
      // The embedding rows and pinned buffers are small: an unknown host is taken to hold them.
      placement.fit = !host_is_known || host_fits ? Fit::devices : Fit::none;
    }
    return placement;
  }

  // With llama.cpp's own split first, then with one that follows what each device can hold.
  [[nodiscard]] Placement tried(int64_t gpu_layers, int64_t experts_on_host, const std::vector<double>& asked) const {
    Placement placement = priced(gpu_layers, experts_on_host, asked.empty() ? free_memory() : asked);
    if (!asked.empty() || machine_.devices.size() < 2 || placement.memory.devices_fit()) return placement;
    const std::vector<double> packed = packed_split(placement, experts_on_host);
    if (packed.empty()) return placement;
    Placement better = priced(gpu_layers, experts_on_host, packed);
    return better.memory.devices_fit() ? better : placement;
  }

  // How many layers, as llama.cpp counts, the devices have room for beside what they hold of compute buffers and
  // driver.
  [[nodiscard]] int64_t layers_with_room(const Placement& like, int64_t experts_on_host) const {
    double room = -static_cast<double>(model_.output.device + model_.tied_copy.device);
    for (const Pool& pool : like.memory.pools) {
      if (pool.kind == PoolKind::device) {
        room += (*pool.usable - pool.items[Item::compute] - pool.items[Item::overhead]).value() -
                static_cast<double>(model_.per_buffer.device);
      }
    }
    int64_t layers = 1;  // the output
    for (size_t i = model_.layers.size(); i-- > 0 && room >= 0; ++layers) {
      room -= static_cast<double>(layer_bytes(i, experts_on_host));
    }
    return room < 0 ? layers - 1 : layers;
  }

  [[nodiscard]] int64_t all_layers() const { return model_.layer_count() + model_.unloaded_layers + 1; }
  [[nodiscard]] bool has_devices() const { return !machine_.devices.empty(); }

 private:
  [[nodiscard]] bool needs_host(const Plan& plan) const {
    if (machine_.unified()) return false;
    if (!settings_.kv_offload) return true;
    const bool layers_on_host =
        std::any_of(plan.layer_device.begin(), plan.layer_device.end(), [](int device) { return device == kHost; });
    return layers_on_host || plan.output_device == kHost || plan.expert_layers_on_host > 0;
  }

  [[nodiscard]] std::vector<double> free_memory() const {
    std::vector<double> split;
    for (const DeviceInUse& device : machine_.devices) {
      split.push_back(greatest(device.usable - device.reserved, Bytes(0)).value());
    }
    const double largest = split.empty() ? 0 : *std::max_element(split.begin(), split.end());
    // Shares of the largest; nothing free anywhere: even shares, to show what is missing.
    for (double& share : split) share = largest > 0 ? share / largest : 1.0;
    return split;
  }

  // Layers in order onto each device as far as its memory goes; the shares are the counts of units, as
  // --tensor-split takes them. Empty when they do not all fit.
  [[nodiscard]] std::vector<double> packed_split(const Placement& from, int64_t experts_on_host) const {
    const auto& devices = from.plan.layer_device;
    const auto first = std::find_if(devices.begin(), devices.end(), [](int device) { return device != kHost; });
    auto layer = static_cast<size_t>(first - devices.begin());
    std::vector<double> counts(machine_.devices.size(), 0.0);
    for (size_t d = 0; d < machine_.devices.size(); ++d) {
      const Pool& pool = from.memory.pools[d];
      double room = (*pool.usable - pool.items[Item::compute] - pool.items[Item::overhead]).value();
      const bool last = d + 1 == machine_.devices.size();
      if (last) room -= static_cast<double>(model_.output.device + model_.tied_copy.device);
      room -= static_cast<double>(model_.per_buffer.device);
      while (layer < devices.size()) {
        const double cost = static_cast<double>(layer_bytes(layer, experts_on_host));
        if (cost > room) break;
        room -= cost;
        counts[d] += 1;
        ++layer;
      }
      if (last) counts[d] += 1;  // the output
    }
    return layer == devices.size() ? counts : std::vector<double>();
  }

  [[nodiscard]] int64_t layer_bytes(size_t layer, int64_t experts_on_host) const {
    const StoredBytes& bytes = model_.layers[layer];
    const bool experts_here = static_cast<int64_t>(layer) >= experts_on_host;
    return bytes.device + (experts_here ? bytes.device_experts : 0) +
           (settings_.kv_offload ? cache_.kv_device[layer] + cache_.state[layer] : 0);
  }

  const StoredModel& model_;
  const Machine& machine_;
  const LlamaCppSettings& settings_;
  CacheCosts cache_;
};

// The largest n in [least, most] that holds, given that `least` does and that holding is monotone.
int64_t largest_that_holds(int64_t least, int64_t most, const std::function<bool(int64_t)>& holds) {
  if (holds(most)) return most;
  while (most - least > 1) {
    const int64_t middle = least + (most - least) / 2;
    (holds(middle) ? least : most) = middle;
  }
  return least;
}

Placement with_wishes(const Search& search, const StoredModel& model, const PlanWishes& wishes) {
  const int64_t gpu_layers = std::min(wishes.gpu_layers.value_or(search.all_layers()), search.all_layers());
  const int64_t experts = std::min(wishes.experts_on_host.value_or(0), model.layer_count());
  return search.tried(search.has_devices() ? gpu_layers : 0, experts, wishes.tensor_split);
}

// Routed experts of as few layers as possible on the host. Nothing when even all of them there do not make room.
std::optional<Placement> with_experts_on_host(const Search& search, const StoredModel& model,
                                              const PlanWishes& wishes) {
  if (!model.has_experts() || wishes.experts_on_host) return std::nullopt;
  const auto on_devices = [&](int64_t kept) {
    return search.tried(search.all_layers(), model.layer_count() - kept, wishes.tensor_split).memory.devices_fit();
  };
  if (!on_devices(0)) return std::nullopt;
  const int64_t kept = largest_that_holds(0, model.layer_count(), on_devices);
  return search.tried(search.all_layers(), model.layer_count() - kept, wishes.tensor_split);
}

// As many layers as possible on the devices, the rest (and every routed expert, if there are any) on the host.
Placement with_layers_on_host(const Search& search, const StoredModel& model, const PlanWishes& wishes) {
  const int64_t experts = wishes.experts_on_host.value_or(model.has_experts() ? model.layer_count() : 0);
  const auto with = [&](int64_t gpu_layers) { return search.tried(gpu_layers, experts, wishes.tensor_split); };
  // What else a device holds hardly changes with the layers on it: one plan tells how many there is room for, and a
  // step up or down is left to try.
  const Placement middle = with(search.all_layers() / 2);
  int64_t least = 0;
  int64_t most = search.all_layers();
  int64_t guess = std::clamp(search.layers_with_room(middle, experts), least, most);
  for (int tries = 0; tries < 4 && most - least > 1; ++tries) {
    const bool fits = with(guess).memory.devices_fit();
    (fits ? least : most) = guess;
    guess = std::clamp(fits ? guess + 1 : guess - 1, least, most);
    if (guess == least || guess == most) break;
  }
  const int64_t gpu_layers =
      largest_that_holds(least, most, [&](int64_t layers) { return with(layers).memory.devices_fit(); });
  return with(gpu_layers);
}

}  // namespace

bool as_good(Fit fit, Fit wanted) { return fit == Fit::devices || (wanted == Fit::host && fit == Fit::host); }

LlamaCppSettings with_context(LlamaCppSettings settings, int64_t context, int64_t concurrency) {
  settings.cache_tokens = context * concurrency;
  const bool rows_follow_slots = settings.output_rows == settings.sequences;
  settings.sequences = concurrency;
  if (rows_follow_slots) settings.output_rows = concurrency;
  return settings;
}

Placement place_whole(const StoredModel& model, const Machine& machine, const LlamaCppSettings& settings,
                      const PlanWishes& wishes) {
  return with_wishes(Search(model, machine, settings), model, wishes);
}

Placement place(const StoredModel& model, const Machine& machine, const LlamaCppSettings& settings,
                const PlanWishes& wishes) {
  const Search search(model, machine, settings);
  Placement whole = with_wishes(search, model, wishes);
  if (whole.fit == Fit::devices || wishes.gpu_layers || machine.unified() || !search.has_devices()) return whole;
  Placement helped = whole;
  if (auto experts = with_experts_on_host(search, model, wishes)) {
    helped = *std::move(experts);
  } else {
    helped = with_layers_on_host(search, model, wishes);
  }
  if (helped.fit == Fit::host || helped.fit == Fit::unknown) return helped;
  return whole;
}

Reach reach(const StoredModel& model, const Machine& machine, const LlamaCppSettings& settings, Fit wanted,
            int64_t context, int64_t concurrency, int64_t context_limit) {
  Reach far;
  if (wanted != Fit::devices && wanted != Fit::host) return far;
  const auto fits = [&](int64_t tokens, int64_t requests) {
    const LlamaCppSettings asked = with_context(settings, tokens, requests);
    // The search for help from the host is dear, and not asked for when everything has to be on the devices.
    const Placement found =
        wanted == Fit::devices ? place_whole(model, machine, asked, {}) : place(model, machine, asked, {});
    return as_good(found.fit, wanted);
  };
  // Caches grow in steps of 256 cells (llama_cpp::cache_shape): the search need not be finer. With help from the host
  // each try is a search of its own: coarser steps.
  const int64_t step = wanted == Fit::devices ? 256 : 1024;
  const int64_t limit = std::max(context_limit, context);
  if (fits(limit, concurrency)) {
    far.max_context_tokens = limit;
  } else if (fits(step, concurrency)) {
    far.max_context_tokens =
        step * largest_that_holds(1, limit / step + 1, [&](int64_t n) { return fits(n * step, concurrency); });
  }
  if (fits(context, 1)) {
    far.max_concurrency = largest_that_holds(1, llama_cpp::kMostSequences, [&](int64_t n) { return fits(context, n); });
  }
  far.kv_capacity_tokens = std::max(far.max_context_tokens * concurrency, context * far.max_concurrency);
  return far;
}

}  // namespace canrun
