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

  // Whether the devices together are too small even without compute buffers: then they are with any split.
  [[nodiscard]] bool is_too_much(int64_t gpu_layers, int64_t experts_on_host) const {
    if (!has_devices()) return false;
    const Plan plan =
        llama_cpp::layer_split(model_.architecture, gpu_layers, experts_on_host, free_memory(), model_.unloaded_layers);
    Bytes room;
    for (const Pool& pool : memory_without_compute(model_, cache_, settings_, plan, machine_).pools) {
      // Tables that every device holds once are fewer where a split leaves a device empty.
      if (pool.kind != PoolKind::host) room += *pool.headroom() + Bytes(model_.per_buffer.device);
    }
    return room.value() < 0;
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

  // Of how many layers, the last ones, the devices have room for the routed experts beside what they hold already.
  [[nodiscard]] int64_t expert_layers_with_room(const Placement& like) const {
    double room = 0;
    for (const Pool& pool : like.memory.pools) {
      if (pool.kind == PoolKind::device) room += pool.headroom()->value();
    }
    int64_t layers = 0;
    for (size_t i = model_.layers.size(); i-- > 0 && room >= 0; ++layers) {
      room -= static_cast<double>(model_.layers[i].device_experts);
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

// The largest n in [least, most] that holds, given that `least` does and that holding is monotone. Starts at `guess`
// and goes from there in steps that double: few tries when the guess is near.
int64_t largest_that_holds(int64_t least, int64_t most, int64_t guess, const std::function<bool(int64_t)>& holds) {
  int64_t beyond = most + 1;  // the least that is known not to hold
  int64_t at = std::clamp(guess, least, most);
  int64_t stride = 1;
  const bool upwards = at == least || holds(at);
  (upwards ? least : beyond) = at;
  while (beyond - least > 1) {
    at = upwards ? least + stride : beyond - stride;
    if (at <= least || at >= beyond) break;
    const bool held = holds(at);
    (held ? least : beyond) = at;
    if (held != upwards) break;
    stride *= 2;
  }
  while (beyond - least > 1) {
    const int64_t middle = least + (beyond - least) / 2;
    (holds(middle) ? least : beyond) = middle;
  }
  return least;
}

Placement with_wishes(const Search& search, const StoredModel& model, const PlanWishes& wishes) {
  const int64_t gpu_layers = std::min(wishes.gpu_layers.value_or(search.all_layers()), search.all_layers());
  const int64_t experts = std::min(wishes.experts_on_host.value_or(0), model.layer_count());
  return search.tried(search.has_devices() ? gpu_layers : 0, experts, wishes.tensor_split);
}

// A family of plans, each made once; remembers the last that the devices hold.
class Plans {
 public:
  Plans(const Search& search, const PlanWishes& wishes) : search_(search), wishes_(wishes) {}

  // The same as fit(), but a plan that is too much by far is not made.
  bool hold(int64_t gpu_layers, int64_t experts_on_host) {
    return !search_.is_too_much(gpu_layers, experts_on_host) && fit(gpu_layers, experts_on_host);
  }
  bool fit(int64_t gpu_layers, int64_t experts_on_host) {
    last_ = search_.tried(gpu_layers, experts_on_host, wishes_.tensor_split);
    if (last_.memory.devices_fit()) held_ = last_;
    return last_.memory.devices_fit();
  }
  [[nodiscard]] const Placement& last() const { return last_; }
  // Of the plans that fit, the last; when none did, the last of all.
  [[nodiscard]] Placement best() const { return held_.value_or(last_); }

 private:
  const Search& search_;
  const PlanWishes& wishes_;
  Placement last_;
  std::optional<Placement> held_;
};

// Routed experts of as few layers as possible on the host. Nothing when even all of them there do not make room.
std::optional<Placement> with_experts_on_host(const Search& search, const StoredModel& model,
                                              const PlanWishes& wishes) {
  if (!model.has_experts() || wishes.experts_on_host) return std::nullopt;
  const int64_t layers = model.layer_count();
  Plans plans(search, wishes);
  if (!plans.hold(search.all_layers(), layers)) return std::nullopt;
  const int64_t guess = search.expert_layers_with_room(plans.last());
  largest_that_holds(0, layers - 1, guess,
                     [&](int64_t kept) { return plans.hold(search.all_layers(), layers - kept); });
  return plans.best();
}

// As many layers as possible on the devices, the rest (and every routed expert, if there are any) on the host.
Placement with_layers_on_host(const Search& search, const StoredModel& model, const PlanWishes& wishes) {
  const int64_t experts = wishes.experts_on_host.value_or(model.has_experts() ? model.layer_count() : 0);
  Plans plans(search, wishes);
  if (!plans.fit(0, experts)) return plans.best();
  // What else a device holds hardly changes with the layers on it: one plan tells how many there is room for.
  plans.fit(search.all_layers() / 2, experts);
  const int64_t guess = search.layers_with_room(plans.last(), experts);
  largest_that_holds(0, search.all_layers(), guess,
                     [&](int64_t gpu_layers) { return plans.hold(gpu_layers, experts); });
  return plans.best();
}

// How many tokens of context the devices would hold if everything but the cache stayed as it is. A guess.
int64_t room_for_context(const StoredModel& model, const Machine& machine, const LlamaCppSettings& settings,
                         int64_t context) {
  const Placement now = place_whole(model, machine, settings, {});
  double most = 1e12;
  for (const Pool& pool : now.memory.pools) {
    const double cache = pool.items[Item::kv_cache].value();
    if (cache > 0 && pool.headroom()) {
      most = std::min(most, static_cast<double>(context) * (1 + pool.headroom()->value() / cache));
    }
  }
  return static_cast<int64_t>(std::max(most, 0.0));
}

}  // namespace

bool as_good(Fit fit, Fit wanted) { return fit == Fit::devices || (wanted == Fit::host && fit == Fit::host); }

LlamaCppSettings with_context(LlamaCppSettings settings, int64_t context, int64_t concurrency) {
  settings.cache_tokens = context * concurrency;
  settings.sequences = concurrency;
  if (settings.output_rows_follow_slots) settings.output_rows = concurrency;
  return settings;
}

Placement place_whole(const StoredModel& model, const Machine& machine, const LlamaCppSettings& settings,
                      const PlanWishes& wishes) {
  return with_wishes(Search(model, machine, settings), model, wishes);
}

std::optional<Placement> place_whole_if_held(const StoredModel& model, const Machine& machine,
                                             const LlamaCppSettings& settings, const PlanWishes& wishes) {
  const Search search(model, machine, settings);
  if (!wishes.gpu_layers && !wishes.experts_on_host && search.is_too_much(search.all_layers(), 0)) return std::nullopt;
  Placement whole = with_wishes(search, model, wishes);
  if (whole.fit != Fit::devices) return std::nullopt;
  return whole;
}

Placement place(const StoredModel& model, const Machine& machine, const LlamaCppSettings& settings,
                const PlanWishes& wishes) {
  const Search search(model, machine, settings);
  const bool chosen = !wishes.gpu_layers && !machine.unified() && search.has_devices();
  std::optional<Placement> whole;
  if (!chosen || wishes.experts_on_host || !search.is_too_much(search.all_layers(), 0)) {
    whole = with_wishes(search, model, wishes);
    if (whole->fit == Fit::devices || !chosen) return *whole;
  }
  std::optional<Placement> helped = with_experts_on_host(search, model, wishes);
  if (!helped) helped = with_layers_on_host(search, model, wishes);
  if (helped->fit == Fit::host || helped->fit == Fit::unknown) return *helped;
  return whole ? *whole : with_wishes(search, model, wishes);
}

Reach reach(const StoredModel& model, const Machine& machine, const LlamaCppSettings& settings, Fit wanted,
            int64_t context, int64_t concurrency, int64_t context_limit) {
  Reach far;
  if (wanted != Fit::devices && wanted != Fit::host) return far;
  const auto fits = [&](int64_t tokens, int64_t requests) {
    const LlamaCppSettings asked = with_context(settings, tokens, requests);
    // The search for help from the host is dear, and not asked for when everything has to be on the devices.
    if (wanted == Fit::devices) return place_whole_if_held(model, machine, asked, {}).has_value();
    return as_good(place(model, machine, asked, {}).fit, wanted);
  };
  // Caches grow in steps of 256 cells (llama_cpp::cache_shape): the search need not be finer. With help from the host
  // each try is a search of its own: coarser steps.
  const int64_t step = wanted == Fit::devices ? 256 : 1024;
  const int64_t limit = std::max(context_limit, context);
  const bool fits_as_asked = fits(context, concurrency);
  if (fits(limit, concurrency)) {
    far.max_context_tokens = limit;
  } else if (fits_as_asked || fits(step, concurrency)) {
    const int64_t held = fits_as_asked ? std::max<int64_t>(context / step, 1) : 1;
    const int64_t near = room_for_context(model, machine, with_context(settings, context, concurrency), context);
    far.max_context_tokens =
        step * largest_that_holds(fits(held * step, concurrency) ? held : 1, limit / step, near / step,
                                  [&](int64_t n) { return fits(n * step, concurrency); });
    if (fits_as_asked) far.max_context_tokens = std::max(far.max_context_tokens, context);
  }
  if (fits_as_asked || fits(context, 1)) {
    const int64_t held = fits_as_asked ? concurrency : 1;
    const int64_t near = far.max_context_tokens * concurrency / std::max<int64_t>(context, 1);
    far.max_concurrency =
        largest_that_holds(held, llama_cpp::kMostSequences, near, [&](int64_t n) { return fits(context, n); });
  }
  far.kv_capacity_tokens = std::max(far.max_context_tokens * concurrency, context * far.max_concurrency);
  return far;
}

}  // namespace canrun
