#include "placement/placement.h"

#include "catch.h"
#include "unit/models.h"

using namespace canrun;
using namespace canrun::tests;

namespace {

LlamaCppSettings at(int64_t context, int64_t requests = 1) { return with_context({}, context, requests); }

double gib(Bytes bytes) { return bytes.value() / kGiB; }

}  // namespace

TEST_CASE("Llama 3.1 8B in Q4_K_M at 8K on one card takes what llama.cpp prints", "[placement]") {
  // llama.cpp v0.5.0 on a simulated CUDA device: model 4617396480 and 295501824 (host), KV 1 GiB.
  const Placement placement = place(stored_as(kLlama31With8B, "Q4_K_M"), with_cards({24}), at(8192), {});
  CHECK(placement.fit == Fit::devices);
  CHECK(placement.plan.gpu_layers == 33);
  REQUIRE(placement.memory.pools.size() == 2);
  CHECK(placement.memory.pools[0].items[Item::weights] == Bytes(int64_t{4617396480}));
  CHECK(placement.memory.pools[1].items[Item::weights] == Bytes(int64_t{295501824}));
  CHECK(placement.memory.items[Item::kv_cache] == Bytes(1 * kGiB));
}

TEST_CASE("Gemma 3 27B at 32K caches about 3.1 GiB: five of six layers stop growing at the window", "[placement]") {
  const Placement placement = place(stored_as(kGemma3With27B, "Q4_K_M"), with_cards({80}), at(32768), {});
  CHECK(gib(placement.memory.items[Item::kv_cache]) == Approx(3.1).margin(0.05));
}

TEST_CASE("more context never needs less memory, and more requests neither", "[placement]") {
  for (const char* config : {kLlama31With8B, kQwen3With30BA3B, kGemma3With27B}) {
    const StoredModel model = stored_as(config, "Q4_K_M");
    Bytes before;
    for (int64_t context = 512; context <= 131072; context *= 2) {
      const Memory memory = place_whole(model, with_cards({1000}), at(context), {}).memory;
      const Bytes cache = memory.items[Item::kv_cache];
      CHECK(cache >= before);
      before = cache;
      const Memory twice = place_whole(model, with_cards({1000}), at(context, 2), {}).memory;
      CHECK(twice.items[Item::kv_cache] >= cache);
    }
  }
}

TEST_CASE("the items of the pools sum to the whole, in every kind of plan", "[placement]") {
  const StoredModel model = stored_as(kQwen3With30BA3B, "Q4_K_M");
  for (const Machine& machine :
       {with_cards({24}), with_cards({12, 12}), with_host(with_cards({8}), 64), with_host(Machine{}, 64)}) {
    const Memory memory = place(model, machine, at(8192), {}).memory;
    Bytes sum;
    for (const Pool& pool : memory.pools) sum += pool.needed();
    CHECK(sum == memory.needed());
    CHECK(memory.low <= memory.needed());
    CHECK(memory.high >= memory.needed());
  }
}

TEST_CASE("what no card holds goes to the host by layers, and the card is used as far as it goes", "[placement]") {
  const StoredModel model = stored_as(kLlama31With8B, "F16");
  const Placement placement = place(model, with_host(with_cards({8}), 64), at(8192), {});
  CHECK(placement.fit == Fit::host);
  CHECK(placement.memory.devices_fit());
  const int64_t layers = placement.plan.gpu_layers;
  CHECK(layers > 0);
  CHECK(layers < 33);
  PlanWishes one_more;
  one_more.gpu_layers = layers + 1;
  CHECK_FALSE(place(model, with_host(with_cards({8}), 64), at(8192), one_more).memory.devices_fit());
}

TEST_CASE("routed experts go to the host before anything else does", "[placement]") {
  const Placement placement =
      place(stored_as(kQwen3With30BA3B, "Q4_K_M"), with_host(with_cards({12}), 64), at(8192), {});
  CHECK(placement.fit == Fit::host);
  CHECK(placement.plan.gpu_layers == 49);
  CHECK(placement.plan.expert_layers_on_host > 0);
  CHECK(placement.plan.expert_layers_on_host < 48);
}

TEST_CASE("a host that is not known makes the answer unknown, not no", "[placement]") {
  const StoredModel model = stored_as(kLlama31With8B, "F16");
  CHECK(place(model, with_cards({8}), at(8192), {}).fit == Fit::unknown);
  CHECK(place(model, with_host(with_cards({8}), 4), at(8192), {}).fit == Fit::none);
}

TEST_CASE("a unified machine has one pool and no help from anywhere", "[placement]") {
  Machine machine = with_cards({16});
  machine.devices.front().device.unified = true;
  const StoredModel model = stored_as(kLlama31With8B, "Q4_K_M");
  const Placement fits = place(model, machine, at(8192), {});
  CHECK(fits.fit == Fit::devices);
  REQUIRE(fits.memory.pools.size() == 1);
  CHECK(fits.memory.pools[0].items[Item::weights] == Bytes(model.loaded_bytes));
  CHECK(place(stored_as(kLlama31With8B, "F32"), machine, at(8192), {}).fit == Fit::none);
}

TEST_CASE("without a device the processor's memory is all there is", "[placement]") {
  const StoredModel model = stored_as(kLlama31With8B, "Q4_K_M");
  CHECK(place(model, with_host(Machine{}, 32), at(8192), {}).fit == Fit::devices);
  CHECK(place(model, with_host(Machine{}, 4), at(8192), {}).fit == Fit::none);
}

TEST_CASE("unequal cards are each filled as far as they go", "[placement]") {
  // 16.1 GB of weights and 1 GiB of cache: neither card alone, and not two equal halves.
  const StoredModel model = stored_as(kLlama31With8B, "F16");
  const Placement placement = place(model, with_cards({16, 6}), at(8192), {});
  CHECK(placement.fit == Fit::devices);
  CHECK(placement.memory.pools[0].layers > placement.memory.pools[1].layers);
  CHECK(placement.split.size() == 2);
}

TEST_CASE("the reach is as far as it goes and no further", "[placement]") {
  const StoredModel model = stored_as(kLlama31With8B, "Q8_0");
  const Machine machine = with_cards({12});
  const Reach far = reach(model, machine, at(8192), Fit::devices, 8192, 1, 131072);
  CHECK(far.max_context_tokens > 8192);
  CHECK(place(model, machine, at(far.max_context_tokens), {}).fit == Fit::devices);
  CHECK(place(model, machine, at(far.max_context_tokens + 256), {}).fit != Fit::devices);
  CHECK(place(model, machine, at(8192, far.max_concurrency), {}).fit == Fit::devices);
  CHECK(place(model, machine, at(8192, far.max_concurrency + 1), {}).fit != Fit::devices);
}
