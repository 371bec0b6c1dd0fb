#include "speed/speed.h"

#include <algorithm>

namespace canrun {
namespace {

// Tokens from which llama.cpp computes on a device with weights that lie on the host.
constexpr int64_t kOffloadedBatch = 32;

bool is_quantised(GgmlType type) {
  return type != GgmlType::f32 && type != GgmlType::f16 && type != GgmlType::bf16 && type != GgmlType::f64;
}

// Matrices take part in the arithmetic; norms and biases are noise beside them.
double multiplied(const Tensor& tensor) {
  return tensor.rows() > 1 && tensor.role != Role::norm ? static_cast<double>(tensor.elements()) : 0;
}

void describe_attention(const Attention& attention, LayerWork& work) {
  const auto heads = static_cast<double>(attention.heads);
  work.window = attention.window;
  if (attention.latent && attention.latent->cached) {
    // Absorbed form (DeepSeek-V2, arXiv:2405.04434, section 2.1.2): every head attends to the one latent.
    const auto latent = static_cast<double>(attention.latent->kv_rank);
    const double key = latent + static_cast<double>(attention.latent->rope_dim);
    work.key_width = key;
    work.pair_operations = 2 * heads * (key + latent);
  } else {
    work.key_width = static_cast<double>(attention.kv_heads * attention.key_dim);
    work.value_width = static_cast<double>(attention.kv_heads * attention.value_dim);
    work.pair_operations = 2 * heads * static_cast<double>(attention.key_dim + attention.value_dim);
  }
  if (attention.index_dim > 0) {
    // Sparse attention: only the indexer looks at every token; what it picks is a few of them.
    work.key_width = static_cast<double>(attention.index_dim);
    work.value_width = 0;
    work.pair_operations = 0;
  }
}

LayerWork layer_work(const Layer& layer, const StoredBytes& bytes) {
  LayerWork work;
  work.weight_bytes = static_cast<double>(bytes.stored);
  work.expert_bytes = static_cast<double>(bytes.stored_experts);
  if (layer.attention) describe_attention(*layer.attention, work);
  if (layer.recurrence) {
    work.state_bytes =
        4.0 * static_cast<double>(layer.recurrence->convolution_state + layer.recurrence->recurrent_state);
  }
  if (layer.experts) {
    work.experts = layer.experts->experts;
    work.experts_used = layer.experts->used;
  }
  return work;
}

// Bytes that one value takes in a cache of this type.
double bytes_per_value(GgmlType type) {
  const BlockLayout& layout = block_layout(type);
  return static_cast<double>(layout.bytes_per_block) / static_cast<double>(layout.values_per_block);
}

// Tokens on their way through the model: `passes` of `tokens` each, the last of them perhaps of fewer.
struct Run {
  int64_t tokens = 0;
  int64_t last_tokens = 0;
  int64_t passes = 1;
  int64_t sequences = 1;
  int64_t output_rows = 1;  // logits in all

  [[nodiscard]] double all_tokens() const {
    return static_cast<double>(passes - 1) * static_cast<double>(tokens) + static_cast<double>(last_tokens);
  }
};

// What attention meets over a whole run, for layers with one window.
struct Depth {
  double pairs = 0;  // of a query and a key that it sees
  double cells = 0;  // read from the cache
};

// Cells read before each pass, summed: min(pass * tokens, window). window: 0 means no limit.
double cells_before(const Run& run, int64_t window) {
  const auto batch = static_cast<double>(run.tokens);
  if (window == 0) return batch * sum_of_capped(0, run.passes, 0);
  const int64_t growing = std::min(run.passes, (window + run.tokens - 1) / run.tokens);
  return batch * sum_of_capped(0, growing, 0) + static_cast<double>(run.passes - growing) * static_cast<double>(window);
}

// Bytes, operations and link traffic of each device, the host's own at the end.
class Ledger {
 public:
  Ledger(const ModelWork& work, const Machine& machine, const Plan& plan, const LlamaCppSettings& settings)
      : work_(work), machine_(machine), plan_(plan), settings_(settings) {
    per_key_ = bytes_per_value(settings.type_k);
    per_value_ = bytes_per_value(settings.type_v);
  }

  // Decode: the mean step over `count` tokens from `depth` on, all requests together.
  [[nodiscard]] std::vector<StageWork> decode(int64_t depth, int64_t count, int64_t requests) const {
    Run run;
    run.tokens = run.last_tokens = run.sequences = run.output_rows = requests;
    const double share = static_cast<double>(requests) / static_cast<double>(count);
    return stages(run, [&](int64_t window) {
      return Depth{share * sum_of_capped(depth + 1, count, window), share * sum_of_capped(depth, count, window)};
    });
  }

  // Prefill of one prompt in micro-batches.
  [[nodiscard]] std::vector<StageWork> prefill(int64_t tokens, int64_t ubatch) const {
    Run run;
    run.tokens = std::min(tokens, ubatch);
    run.passes = (tokens + run.tokens - 1) / run.tokens;
    run.last_tokens = tokens - (run.passes - 1) * run.tokens;
    return stages(run, [&](int64_t window) {
      return Depth{sum_of_capped(1, tokens, window), cells_before(run, window)};
    });
  }

  [[nodiscard]] std::vector<std::optional<StepTime>> times(const std::vector<StageWork>& stages, bool offloaded) const {
    std::vector<std::optional<StepTime>> times;
    for (size_t i = 0; i < stages.size(); ++i) times.push_back(step_time(stages[i], rates(i, offloaded)));
    return times;
  }

  [[nodiscard]] bool uses_host(const std::vector<StageWork>& stages) const { return stages.back().moved > Bytes(0); }

  [[nodiscard]] bool compute_known(const std::vector<StageWork>& stages) const {
    for (size_t i = 0; i < stages.size(); ++i) {
      if (stages[i].operations > Operations(0) && rates(i, true).compute <= OperationsPerSecond(0)) return false;
    }
    return true;
  }

  [[nodiscard]] bool host_bandwidth_given() const {
    return machine_.unified() || (machine_.host && machine_.host->bandwidth > BytesPerSecond(0));
  }

  [[nodiscard]] StageRates rates_of(size_t stage) const { return rates(stage, /*offloaded=*/false); }

 private:
  [[nodiscard]] size_t stage_of(int device) const {
    return device == kHost ? machine_.devices.size() : static_cast<size_t>(device);
  }

  template <class DepthOf>
  [[nodiscard]] std::vector<StageWork> stages(const Run& run, const DepthOf& depth_of) const {
    std::vector<StageWork> stages(machine_.devices.size() + 1);
    int64_t window = -1;
    Depth depth;
    for (size_t i = 0; i < work_.layers.size(); ++i) {
      const LayerWork& layer = work_.layers[i];
      if (layer.window != window) {
        window = layer.window;
        depth = depth_of(window);
      }
      const int home = plan_.layer_device[i];
      add_weights(stages[stage_of(home)], layer, run);
      add_attention(stages[stage_of(settings_.kv_offload ? home : kHost)], layer, run, depth);
      const bool experts_away = static_cast<int64_t>(i) < plan_.expert_layers_on_host;
      add_experts(stages[stage_of(experts_away ? kHost : home)], layer, run);
    }
    add_output(stages[stage_of(plan_.output_device)], run);
    return stages;
  }

  static void add_weights(StageWork& stage, const LayerWork& layer, const Run& run) {
    const Bytes read(static_cast<double>(run.passes) * layer.weight_bytes);
    stage.moved += read;
    stage.linked += read;
    stage.operations += Operations(2 * run.all_tokens() * layer.parameters);
  }

  void add_attention(StageWork& stage, const LayerWork& layer, const Run& run, const Depth& depth) const {
    const double row = layer.key_width * per_key_ + layer.value_width * per_value_;
    const double states = 2 * static_cast<double>(run.passes * run.sequences) * layer.state_bytes;
    stage.moved += Bytes(depth.cells * row + states);
    stage.operations += Operations(depth.pairs * layer.pair_operations);
  }

  static void add_experts(StageWork& stage, const LayerWork& layer, const Run& run) {
    if (layer.experts == 0) return;
    const auto experts = static_cast<double>(layer.experts);
    const double touched =
        static_cast<double>(run.passes - 1) * expected_distinct_experts(layer.experts, layer.experts_used, run.tokens) +
        expected_distinct_experts(layer.experts, layer.experts_used, run.last_tokens);
    const Bytes read(touched / experts * layer.expert_bytes);
    stage.moved += read;
    stage.linked += read;
    const double used = static_cast<double>(layer.experts_used) / experts;
    stage.operations += Operations(2 * run.all_tokens() * used * layer.expert_parameters);
  }

  // Logits are asked for the last token of a prompt and for every token of decode.
  void add_output(StageWork& stage, const Run& run) const {
    stage.moved += Bytes(work_.output.weight_bytes);
    stage.linked += Bytes(work_.output.weight_bytes);
    stage.operations += Operations(2 * static_cast<double>(run.output_rows) * work_.output.parameters);
  }

  [[nodiscard]] StageRates rates(size_t stage, bool offloaded) const {
    StageRates rates;
    if (stage < machine_.devices.size()) {
      const Device& device = machine_.devices[stage].device;
      rates.bandwidth = device.bandwidth;
      rates.compute = fastest_compute(device, work_.quantised);
      return rates;
    }
    if (machine_.unified()) {
      rates.bandwidth = machine_.devices.front().device.bandwidth;
    } else {
      rates.bandwidth = host_bandwidth_given() ? machine_.host->bandwidth : kOrdinaryHostBandwidth;
    }
    if (offloaded && !machine_.devices.empty()) {
      const Device& device = machine_.devices.front().device;
      rates.compute = fastest_compute(device, work_.quantised);
      if (!machine_.unified()) rates.link = device.host_link;
    }
    return rates;
  }

  const ModelWork& work_;
  const Machine& machine_;
  const Plan& plan_;
  const LlamaCppSettings& settings_;
  double per_key_ = 0;
  double per_value_ = 0;
};

std::optional<StepTime> prefill_time(const Ledger& ledger, const Machine& machine, int64_t tokens, int64_t ubatch) {
  const auto whole = ledger.prefill(tokens, ubatch);
  const bool offloaded = std::min(tokens, ubatch) >= kOffloadedBatch;
  if (!ledger.compute_known(whole)) return std::nullopt;
  const auto times = ledger.times(whole, offloaded);
  // Micro-batches overlap when everything is on devices: ggml-org/llama.cpp v0.5.0 src/llama-context.cpp,
  // pipeline_parallel.
  if (machine.devices.size() < 2 || ledger.uses_host(whole)) return in_sequence(times);
  return in_pipeline(times, ledger.times(ledger.prefill(std::min(tokens, ubatch), ubatch), offloaded));
}

}  // namespace

ModelWork model_work(const StoredModel& model) {
  ModelWork work;
  for (size_t i = 0; i < model.layers.size(); ++i) {
    work.layers.push_back(layer_work(model.architecture.layers[i], model.layers[i]));
  }
  int64_t quantised = 0;
  for (const TypeTotal& total : model.type_totals) quantised += is_quantised(total.type) ? total.values : -total.values;
  work.quantised = quantised > 0;
  for (const Tensor& tensor : model.tensors) {
    if (tensor.layer >= model.layer_count()) continue;
    if (tensor.layer >= 0) {
      LayerWork& layer = work.layers[static_cast<size_t>(tensor.layer)];
      (is_routed_expert(tensor.role) ? layer.expert_parameters : layer.parameters) += multiplied(tensor);
    } else if (tensor.role == Role::output ||
               (tensor.role == Role::token_embedding && model.architecture.tied_embeddings)) {
      work.output.parameters += multiplied(tensor);
    }
  }
  work.output.weight_bytes = static_cast<double>(model.output.stored + model.tied_copy.stored);
  return work;
}

std::vector<Stage> decode_stages(const ModelWork& work, const Machine& machine, const Plan& plan,
                                 const LlamaCppSettings& settings, const Workload& workload) {
  const Ledger ledger(work, machine, plan, settings);
  const int64_t requests = std::max<int64_t>(1, workload.concurrency);
  const auto step = ledger.decode(workload.prompt_tokens, std::max<int64_t>(1, workload.output_tokens), requests);
  std::vector<Stage> stages;
  for (size_t i = 0; i < step.size(); ++i) {
    if (step[i].moved <= Bytes(0)) continue;
    const int device = i < machine.devices.size() ? static_cast<int>(i) : kHost;
    stages.push_back(Stage{device, step[i], ledger.rates_of(i)});
  }
  return stages;
}

SpeedEstimate speed_estimate(const ModelWork& work, const Machine& machine, const Plan& plan,
                             const LlamaCppSettings& settings, const Workload& workload) {
  const Ledger ledger(work, machine, plan, settings);
  SpeedEstimate speed;
  const int64_t requests = std::max<int64_t>(1, workload.concurrency);
  const auto mean_step = ledger.decode(workload.prompt_tokens, std::max<int64_t>(1, workload.output_tokens), requests);
  speed.assumes_host_bandwidth = ledger.uses_host(mean_step) && !ledger.host_bandwidth_given();
  if (workload.prompt_tokens > 0) {
    if (const auto time = prefill_time(ledger, machine, workload.prompt_tokens, settings.ubatch_tokens)) {
      speed.prefill = Tokens(workload.prompt_tokens) / time->seconds;
      speed.ttft = time->seconds;
      speed.bound = time->bound;
    }
  }
  if (workload.output_tokens == 0) return speed;
  const auto step = in_sequence(ledger.times(mean_step, false));
  if (!step) return speed;
  if (workload.prompt_tokens == 0) speed.ttft = step->seconds;
  speed.tpot = step->seconds / Tokens(1);
  speed.decode = Tokens(1) / step->seconds;
  speed.throughput = static_cast<double>(requests) * *speed.decode;
  speed.bound = step->bound;
  return speed;
}

}  // namespace canrun
