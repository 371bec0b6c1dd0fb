#include "speed/speed.h"

#include "catch.h"

using namespace canrun;

namespace {

// Llama 2 7B, text book figures: 32 layers of 4096 x 4096 x 4 + 4096 x 11008 x 3 weights, 32 heads of 128, two bytes
// each; output 32000 x 4096.
constexpr double kLayerParameters = 4.0 * 4096 * 4096 + 3.0 * 4096 * 11008;
constexpr double kOutputParameters = 32000.0 * 4096;
constexpr double kWeights = 32 * kLayerParameters + kOutputParameters;

ModelWork llama_2_7b() {
  ModelWork model;
  LayerWork layer;
  layer.parameters = kLayerParameters;
  layer.weight_bytes = 2 * kLayerParameters;
  layer.key_width = layer.value_width = 4096;
  layer.pair_operations = 4 * 4096;
  model.layers.assign(32, layer);
  model.output.parameters = kOutputParameters;
  model.output.weight_bytes = 2 * kOutputParameters;
  return model;
}

Machine machine_of(int count, double bandwidth = 1e12, double compute = 1e14) {
  DeviceInUse in_use;
  in_use.device.bandwidth = BytesPerSecond(bandwidth);
  in_use.device.fp16_dense = OperationsPerSecond(compute);
  in_use.device.host_link = BytesPerSecond(25e9);
  Machine machine;
  machine.devices.assign(static_cast<size_t>(count), in_use);
  return machine;
}

Plan all_on(int device, size_t layers = 32) {
  Plan plan;
  plan.layer_device.assign(layers, device);
  plan.output_device = device;
  return plan;
}

Workload asking(int64_t prompt, int64_t output, int64_t requests = 1) {
  Workload workload;
  workload.prompt_tokens = prompt;
  workload.output_tokens = output;
  workload.context_tokens = prompt + output;
  workload.concurrency = requests;
  return workload;
}

}  // namespace

TEST_CASE("decode at depth zero is one pass over the weights", "[speed]") {
  const auto speed = speed_estimate(llama_2_7b(), machine_of(1), all_on(0), {}, asking(0, 1));
  REQUIRE(speed.decode);
  // 2 bytes a weight at 10^12 bytes/s.
  CHECK(speed.decode->value() == Approx(1e12 / (2 * kWeights)));
  CHECK(speed.tpot->value() == Approx(2 * kWeights / 1e12));
  CHECK(speed.bound == Bound::memory);
  CHECK_FALSE(speed.prefill);
  CHECK(speed.ttft->value() == Approx(2 * kWeights / 1e12));
}

TEST_CASE("decode reads the cache that the request has filled so far", "[speed]") {
  // 4096 tokens deep: 32 layers x 2 x 4096 values x 2 bytes x 4096 tokens = 2 GiB more a token.
  const auto speed = speed_estimate(llama_2_7b(), machine_of(1), all_on(0), {}, asking(4096, 1));
  CHECK(speed.tpot->value() == Approx((2 * kWeights + 2 * kGiB) / 1e12));
  // Mean over three tokens at depths 4096, 4097, 4098: one token more on average, 512 KiB.
  const auto three = speed_estimate(llama_2_7b(), machine_of(1), all_on(0), {}, asking(4096, 3));
  CHECK(three.tpot->value() == Approx((2 * kWeights + 2 * kGiB + 512 * kKiB) / 1e12));
}

TEST_CASE("a long prefill takes two operations a weight and token, and attention on top", "[speed]") {
  // 2 N b s for N weights of the layers and s = 2048 tokens; logits of the last token only; attention over
  // s (s + 1) / 2 pairs of 4 x 4096 operations in each of 32 layers.
  const double operations =
      2 * 32 * kLayerParameters * 2048 + 2 * kOutputParameters + 32.0 * 4 * 4096 * (2048.0 * 2049 / 2);
  const auto speed = speed_estimate(llama_2_7b(), machine_of(1, 1e13), all_on(0), {}, asking(2048, 0));
  REQUIRE(speed.prefill);
  CHECK(speed.ttft->value() == Approx(operations / 1e14));
  CHECK(speed.prefill->value() == Approx(2048 / (operations / 1e14)));
  CHECK(speed.bound == Bound::compute);
  CHECK_FALSE(speed.decode);
  CHECK_FALSE(speed.tpot);
  CHECK_FALSE(speed.throughput);
}

TEST_CASE("a prompt of one token is bound by memory, as decode is", "[speed]") {
  const auto speed = speed_estimate(llama_2_7b(), machine_of(1), all_on(0), {}, asking(1, 0));
  CHECK(speed.ttft->value() == Approx(2 * kWeights / 1e12));
  CHECK(speed.bound == Bound::memory);
}

TEST_CASE("a prompt in three micro-batches reads the layers three times", "[speed]") {
  // Slow memory: 1025 tokens in passes of 512, 512 and 1; the cache holds 0, 512 and 1024 tokens before them.
  const auto speed = speed_estimate(llama_2_7b(), machine_of(1, 1e10), all_on(0), {}, asking(1025, 0));
  const double cache = 32 * 2 * 4096 * 2.0 * (512 + 1024);
  CHECK(speed.ttft->value() == Approx((3 * 64 * kLayerParameters + 2 * kOutputParameters + cache) / 1e10));
}

TEST_CASE("a window caps what is read and multiplied", "[speed]") {
  auto model = llama_2_7b();
  for (LayerWork& layer : model.layers) layer.window = 1024;
  const auto decode = speed_estimate(model, machine_of(1), all_on(0), {}, asking(100000, 1));
  CHECK(decode.tpot->value() == Approx((2 * kWeights + kGiB / 2) / 1e12));
  // 2048 tokens: the first 1024 see 1, 2, ... 1024 keys, the others 1024 each.
  const double pairs = 1024.0 * 1025 / 2 + 1024.0 * 1024;
  const auto prefill = speed_estimate(model, machine_of(1, 1e13), all_on(0), {}, asking(2048, 0));
  CHECK(prefill.ttft->value() ==
        Approx((2 * 32 * kLayerParameters * 2048 + 2 * kOutputParameters + 32.0 * 4 * 4096 * pairs) / 1e14));
}

TEST_CASE("a batch shares the pass over dense weights", "[speed]") {
  const auto model = llama_2_7b();
  const auto one = speed_estimate(model, machine_of(1), all_on(0), {}, asking(0, 1, 1));
  const auto eight = speed_estimate(model, machine_of(1), all_on(0), {}, asking(0, 1, 8));
  CHECK(eight.decode->value() == Approx(one.decode->value()));
  CHECK(eight.throughput->value() == Approx(8 * one.throughput->value()));
  // 200 requests: 2 operations a weight and request at 10^14 operations/s outlast the pass over 2 bytes a weight.
  const auto many = speed_estimate(model, machine_of(1), all_on(0), {}, asking(0, 1, 200));
  CHECK(many.bound == Bound::compute);
  CHECK(many.throughput->value() == Approx(1e14 / (2 * kWeights)).epsilon(1e-3));
}

TEST_CASE("one token reads only the experts it picks", "[speed]") {
  ModelWork model;
  LayerWork layer;
  layer.expert_bytes = 64e9;
  layer.expert_parameters = 32e9;
  layer.experts = 64;
  layer.experts_used = 4;
  model.layers.assign(1, layer);
  const auto one = speed_estimate(model, machine_of(1), all_on(0, 1), {}, asking(0, 1));
  CHECK(one.tpot->value() == Approx(4e9 / 1e12));
  // Two requests: 64 x (1 - (15/16)^2) = 7.75 experts.
  const auto two = speed_estimate(model, machine_of(1), all_on(0, 1), {}, asking(0, 1, 2));
  CHECK(two.tpot->value() == Approx(7.75e9 / 1e12));
}

TEST_CASE("layers on two devices run one after another in decode and overlap in a long prefill", "[speed]") {
  const auto model = llama_2_7b();
  Plan split = all_on(0);
  for (size_t i = 16; i < 32; ++i) split.layer_device[i] = 1;
  split.output_device = 1;
  const auto one = speed_estimate(model, machine_of(1), all_on(0), {}, asking(8192, 64));
  const auto two = speed_estimate(model, machine_of(2), split, {}, asking(8192, 64));
  CHECK(two.decode->value() == Approx(one.decode->value()));
  CHECK(two.prefill->value() > 1.8 * one.prefill->value());
  CHECK(two.prefill->value() < 2 * one.prefill->value());
}

TEST_CASE("what lies on the host is read at the host's pace", "[speed]") {
  const auto model = llama_2_7b();
  Machine machine = machine_of(1);
  machine.host = Host{Bytes(64 * kGiB), Bytes(56 * kGiB), BytesPerSecond(50e9)};
  Plan half = all_on(0);
  for (size_t i = 0; i < 16; ++i) half.layer_device[i] = kHost;
  const auto speed = speed_estimate(model, machine, half, {}, asking(0, 1));
  const double on_host = 16 * 2 * kLayerParameters;
  CHECK(speed.tpot->value() == Approx(on_host / 50e9 + (2 * kWeights - on_host) / 1e12));
  CHECK_FALSE(speed.assumes_host_bandwidth);
  machine.host->bandwidth = BytesPerSecond(0);
  const auto assumed = speed_estimate(model, machine, half, {}, asking(0, 1));
  CHECK(assumed.assumes_host_bandwidth);
  CHECK(assumed.tpot->value() == Approx(on_host / kOrdinaryHostBandwidth.value() + (2 * kWeights - on_host) / 1e12));
}

TEST_CASE("a prompt drags weights of the host through the link", "[speed]") {
  Machine machine = machine_of(1);
  machine.host = Host{Bytes(64 * kGiB), Bytes(56 * kGiB), BytesPerSecond(50e9)};
  const auto speed = speed_estimate(llama_2_7b(), machine, all_on(kHost), {}, asking(512, 0));
  CHECK(speed.bound == Bound::link);
  CHECK(speed.ttft->value() == Approx(2 * kWeights / 25e9));
}

TEST_CASE("what is not known has no figure", "[speed]") {
  const auto model = llama_2_7b();
  const auto no_compute = speed_estimate(model, machine_of(1, 1e12, 0), all_on(0), {}, asking(512, 16));
  CHECK_FALSE(no_compute.prefill);
  CHECK_FALSE(no_compute.ttft);
  CHECK(no_compute.decode);
  const auto no_bandwidth = speed_estimate(model, machine_of(1, 0), all_on(0), {}, asking(512, 16));
  CHECK_FALSE(no_bandwidth.prefill);
  CHECK_FALSE(no_bandwidth.decode);
  CHECK_FALSE(no_bandwidth.bound);
  const auto nothing_asked = speed_estimate(model, machine_of(1), all_on(0), {}, asking(0, 0));
  CHECK_FALSE(nothing_asked.prefill);
  CHECK_FALSE(nothing_asked.decode);
  CHECK_FALSE(nothing_asked.ttft);
}

TEST_CASE("more depth, more requests or less bandwidth never make a request faster", "[speed]") {
  const auto model = llama_2_7b();
  double before = 1e30;
  for (int64_t prompt = 0; prompt < 200000; prompt += 9973) {
    const double now = speed_estimate(model, machine_of(1), all_on(0), {}, asking(prompt, 100)).decode->value();
    CHECK(now <= before);
    before = now;
  }
  before = 1e30;
  for (int64_t requests = 1; requests < 300; requests += 7) {
    const auto now = speed_estimate(model, machine_of(1), all_on(0), {}, asking(1000, 100, requests));
    CHECK(now.decode->value() <= before);
    before = now.decode->value();
  }
  before = 0;
  for (double bandwidth = 1e11; bandwidth < 5e12; bandwidth += 3e11) {
    const double now = speed_estimate(model, machine_of(1, bandwidth), all_on(0), {}, asking(1000, 9)).decode->value();
    CHECK(now >= before);
    before = now;
  }
}

TEST_CASE("a quantised cache is read in fewer bytes", "[speed]") {
  LlamaCppSettings settings;
  settings.type_k = settings.type_v = GgmlType::q8_0;  // 34 bytes for 32 values
  const auto speed = speed_estimate(llama_2_7b(), machine_of(1), all_on(0), settings, asking(4096, 1));
  CHECK(speed.tpot->value() == Approx((2 * kWeights + kGiB * 34 / 32) / 1e12));
}

TEST_CASE("a recurrent state is read and written in every step, however deep", "[speed]") {
  ModelWork model;
  LayerWork layer;
  layer.state_bytes = 1e9;
  model.layers.assign(2, layer);
  for (int64_t prompt : {1, 100000}) {
    const auto speed = speed_estimate(model, machine_of(1), all_on(0, 2), {}, asking(prompt, 10));
    CHECK(speed.tpot->value() == Approx(2 * 2 * 1e9 / 1e12));
  }
}
